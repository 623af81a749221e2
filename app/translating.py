"""Translations of clauses beside the original: made behind the pages one by one, and kept for as long as the desk runs."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.visible import direction, visible
from index.translator import text_key

if TYPE_CHECKING:
    from index.translator import Translator
    from ingest.clause import Clause

TRANSLATION = "CLAUSEBRIDGE_TRANSLATION"
KEPT = 2000
"""Translations that are kept; the one that was read longest ago goes first."""


@dataclass(frozen=True, slots=True)
class Translation:
    """A text in another language, the name of the model that made it, or why there is none; ``waiting`` until either is known."""

    text: str = ""
    model: str = ""
    fault: str = ""
    waiting: bool = False


class Translations:
    """What was translated, and what is being translated. The model is loaded when the first text is asked for."""

    def __init__(self, load: Callable[[], Translator], *, kept: int = KEPT) -> None:
        self._load, self._kept = load, kept
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="translations")
        self._lock = threading.Lock()
        self._found: OrderedDict[str, Translation] = OrderedDict()
        self._translator: Translator | None = None

    @property
    def waiting(self) -> bool:
        """Whether anything that was asked for is not there yet."""
        with self._lock:
            return any(one.waiting for one in self._found.values())

    def of(self, text: str, source: str, target: str) -> Translation:
        """The translation of a text as far as it is there; this never waits for the model."""
        if not text.strip() or source == target:
            return Translation()
        key = text_key(text, source, target)
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
            self._found[key] = Translation(waiting=True)
            while len(self._found) > self._kept:
                self._found.popitem(last=False)
        self._worker.submit(self._make, key, text, source, target)
        return Translation(waiting=True)

    def finish(self) -> None:
        """Wait for what was asked for, and take nothing more."""
        self._worker.shutdown(wait=True)

    def _make(self, key: str, text: str, source: str, target: str) -> None:
        try:
            if self._translator is None:
                self._translator = self._load()
            made = Translation(self._translator.translate(text, source, target), self._translator.name)
        except Exception as error:  # whatever a model does, it never costs a card
            made = Translation(fault=next(iter(str(error).strip().splitlines()), type(error).__name__))
        with self._lock:
            if key in self._found:
                self._found[key] = made


def named() -> str:
    """The model that was named, "" where none was."""
    return os.environ.get(TRANSLATION, "").strip()


def shown(found: Translation, lang: str, _: Callable[[str], str]) -> dict[str, Any]:
    """A translation as a card shows it, plainly marked as a machine's; {} where there is nothing to show."""
    if found == Translation():
        return {}
    head = _("Machine translation by {model}").format(model=found.model)
    if found.waiting:
        head = _("Machine translation: being made…")
    elif found.fault:
        head = _("There is no machine translation: {reason}").format(reason=found.fault)
    return {"head": visible(head), "text": visible(found.text), "dir": direction(lang), "lang": lang}


def with_translations(
    data: dict[str, Any], clauses: dict[str, list[Clause]], targets: dict[str, str], made: Translations, _: Callable[[str], str]
) -> dict[str, Any]:
    """The data of a card with a translation beside each clause; ``clauses`` of either side, as far as their licence shows them.

    ``targets`` by side is the language into which it is translated.
    """
    for side, name in zip(data["sides"], ("a", "b"), strict=True):
        for told, clause in zip(side["clauses"], clauses[name], strict=True):
            text = "\n".join(part for part in (clause.title, clause.text) if part)
            found = made.of(text, clause.lang, targets[name])
            told["translation"] = shown(found, targets[name], _)
    return data
