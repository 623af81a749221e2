"""Makes the message catalogues: ``python -m app.catalogues`` collects the messages, updates every catalogue and compiles it.

A message that a catalogue does not translate yet is kept there empty; one that is gone from the program goes from the catalogue.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from app.explain import incomparable
from app.terminal import say
from app.wording import CATALOGUES, DOMAIN, LANGUAGES

KEYWORDS = {"_": None, "N_": None, "n_": (1, 2)}
SOURCE = "en"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""The date in the head of every compiled catalogue: the same messages give the same bytes."""


def messages() -> Catalog:
    """The messages that the program uses, in the order of their files, and the reasons that the matcher gives."""
    found = Catalog(fuzzy=False)
    folder = Path(__file__).parent
    for _file, _line, message, _comments, _context in sorted(
        extract_from_dir(folder, [("**.py", "python")], keywords=KEYWORDS), key=lambda one: (one[0], one[1])
    ):
        found.add(message)
    for reason in reasons():
        found.add(reason)
    return found


def reasons() -> tuple[str, ...]:
    """Why two sides cannot be compared, and what a step of a record lacks: what the matcher says is a message id."""
    from matcher.steps import Lack

    return (*incomparable(), *(lack.value for lack in Lack))


def catalogue_file(lang: str) -> Path:
    """The catalogue of a language, as text."""
    return CATALOGUES / lang / "LC_MESSAGES" / f"{DOMAIN}.po"


def translated(lang: str) -> Catalog:
    """The catalogue of a language as it stands, brought up to date with the messages of the program but not written."""
    path = catalogue_file(lang)
    old = read_po(io.BytesIO(path.read_bytes()), locale=lang) if path.exists() else Catalog(locale=lang)
    new = Catalog(locale=lang, project=DOMAIN, fuzzy=False)
    for message in messages():
        if message.id:
            known = old.get(message.id)
            new.add(message.id, known.string if known and known.id == message.id else None)
    return new


def po_bytes(catalogue: Catalog) -> bytes:
    """A catalogue as text, sorted, without anything that changes from day to day."""
    out = io.BytesIO()
    write_po(out, catalogue, no_location=True, omit_header=True, sort_output=True, width=130)
    head = f'msgid ""\nmsgstr ""\n"Language: {catalogue.locale_identifier}\\n"\n"Plural-Forms: {catalogue.plural_forms}\\n"\n'
    return (head + '"Content-Type: text/plain; charset=utf-8\\n"\n\n').encode() + out.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """A catalogue as gettext reads it."""
    out = io.BytesIO()
    same = read_po(io.BytesIO(po_bytes(catalogue)), locale=str(catalogue.locale))
    same.creation_date = same.revision_date = EPOCH
    write_mo(out, same)
    return out.getvalue()


def main() -> None:
    """Update and compile the catalogue of every language but that of the messages themselves."""
    for lang in LANGUAGES:
        if lang == SOURCE:
            continue
        catalogue = translated(lang)
        path = catalogue_file(lang)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(po_bytes(catalogue))
        path.with_suffix(".mo").write_bytes(mo_bytes(catalogue))
        missing = [message for message in catalogue if message.id and not message.string]
        say(f"{path.name} ({lang}): {len(catalogue)} messages, {len(missing)} not translated")


if __name__ == "__main__":
    main()
