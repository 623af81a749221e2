"""Text as data: what a page, a sheet or a file may show of a clause, with nothing in it that could act or hide.

Control characters, the controls of the bidirectional algorithm (Unicode TR 9; the "Trojan Source" trick), zero-width characters
and tags are replaced by a visible name, lone surrogates and non-characters by U+FFFD. Joiners that Persian and Indic writing need
stay.
"""

from __future__ import annotations

import re

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ug", "ps", "dv", "yi", "sd", "ckb"})

_HIDDEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f"  # C0 but tab and newline, DEL, C1
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2064\u3164\ufeff\uffa0\ufff9-\ufffb"  # no width
    "\u061c\u200e\u200f\u202a-\u202e\u2065-\u206f"  # bidirectional controls
    "\u2028\u2029\U000e0000-\U000e007f]"  # line breaks, tags
)
_BROKEN = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# What changes nothing in the order or the meaning: layout, line ends of other systems.
_HARMLESS = {
    "\u00ad": "",
    "\r": "",
    "\ufeff": "",
    "\u2028": "\n",
    "\u2029": "\n",
    "\u000b": "\n",
    "\u000c": "\n",
    "\u0085": "\n",
}


def direction(lang: str) -> str:
    """``rtl`` for a language that is written from right to left, else ``ltr``."""
    return "rtl" if lang.split("-", maxsplit=1)[0].lower() in RIGHT_TO_LEFT else "ltr"


def visible(text: str) -> str:
    """``text`` without anything that hides or reorders: such a character is named by its code point, ``⟨U+202E⟩``."""
    text = text.replace("\r\n", "\n")
    return _BROKEN.sub("\ufffd", _HIDDEN.sub(lambda found: _named(found.group()), text))


def plain_label(text: str) -> str:
    """``text`` as the label of a button, which reads markdown: no sign of it acts."""
    return re.sub(r"([\\`*_{}\[\]()#+!|<>~:$&-])", r"\\\1", visible(text))


def hidden_spans(text: str) -> list[tuple[int, int]]:
    """Where ``text`` holds characters that ``visible`` names, so that a page can set them off."""
    return [found.span() for found in _HIDDEN.finditer(text) if _named(found.group()).startswith("⟨")]


def _named(character: str) -> str:
    return _HARMLESS.get(character, f"⟨U+{ord(character):04X}⟩")
