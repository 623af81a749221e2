"""What can go wrong while a document is read, each with a sentence that tells the user what to do.

    ClausebridgeError                 every error that is shown to a user as one line
    ├── UsageError                    the command was given something it cannot work with (exit code 2)
    ├── LibraryError                  the library is damaged or of a newer version (exit code 3)
    ├── NotPermitted                  the role of whoever asked does not allow it (exit code 1)
    └── DocumentError                 this file could not be read; the others of the batch are untouched (exit code 1)
        ├── FileMissing               no such file
        ├── NotADocument              the content is none of the kinds that are read
        ├── EmptyDocument             no bytes, or no pages
        ├── PasswordNeeded            encrypted, and the empty password does not open it
        ├── NoText                    pages, but no usable text (pictures, or a watermark only)
        ├── FormOnly                  an XFA form, whose text is not on its pages
        ├── DamagedDocument           no reader opens it
        ├── LimitExceeded             needed more time or memory than a file may take
        └── BadRow                    a clause list with a line that is not a clause

``clausebridge`` prints the message and leaves with the class's ``exit_code``; ``status`` is a document error's one word in a list
of files.
"""


class ClausebridgeError(Exception):
    """An error whose text is one line for the user: what is wrong, and what to do."""

    exit_code = 1


class UsageError(ClausebridgeError):
    """The command was given something it cannot work with."""

    exit_code = 2


class LibraryError(ClausebridgeError):
    """The library is damaged (``check`` says where) or was written by a newer version."""

    exit_code = 3


class NotPermitted(ClausebridgeError):
    """Whoever asked has no role in this library that allows it."""


class DocumentError(ClausebridgeError):
    """A file that could not be read. ``file`` and, where it is known, ``page`` (1-based) or ``line`` say where."""

    status = "unreadable"

    def __init__(self, file: str, message: str, *, page: int | None = None, line: int | None = None) -> None:
        self.file = file
        self.message = message
        self.page = page
        self.line = line
        super().__init__(file, message, page, line)

    def __str__(self) -> str:
        place = f", page {self.page}" if self.page else f", line {self.line}" if self.line else ""
        return f"{self.file}{place}: {self.message}"

    def __reduce__(self) -> tuple[object, ...]:
        """Errors cross the border of the worker process."""
        return _rebuild, (type(self), self.file, self.message, self.page, self.line)


def _rebuild(kind: type[DocumentError], file: str, message: str, page: int | None, line: int | None) -> DocumentError:
    return kind(file, message, page=page, line=line)


def unreadable(file: str, error: OSError) -> DocumentError:
    """What the system says against reading ``file``."""
    return DocumentError(file, f"the system cannot read it ({error.strerror}); check the file and its permissions")


class FileMissing(DocumentError):
    """There is no such file."""

    status = "missing"


class NotADocument(DocumentError):
    """The content is none of the kinds that are read, whatever the name says."""

    status = "other"


class EmptyDocument(DocumentError):
    """No bytes, or no pages."""

    status = "empty"


class PasswordNeeded(DocumentError):
    """The file is encrypted, and the empty password does not open it."""

    status = "password"


class NoText(DocumentError):
    """There are pages, but none has usable text."""

    status = "no text"


class FormOnly(DocumentError):
    """The file holds an XFA form: its text is not on its pages, but made by the program that shows the form."""

    status = "form"


class DamagedDocument(DocumentError):
    """No reader opens the file."""

    status = "damaged"


class LimitExceeded(DocumentError):
    """The file needed more time or memory than one file may take."""

    status = "limit"


class BadRow(DocumentError):
    """A line of a clause list that is not a clause; ``line`` is its number."""

    status = "row"
