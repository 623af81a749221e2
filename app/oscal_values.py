"""The values of an OSCAL document: identifiers, the same for the same input, properties, tokens, and text that is no markup.

OSCAL 1.2 (NIST) has tokens for identifiers of controls, strings of one line for the values of properties, and Markdown for titles
and descriptions. Text of people and standards must fit the first two without loss, and must not act as markup in the third.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from app.visible import visible
from index.log import canonical

OSCAL_VERSION = "1.2.3"
NS = "https://clausebridge.invalid/ns/oscal"
"""The namespace of our properties: a name, which by its top-level domain (RFC 2606) resolves nowhere."""
_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, NS)
_JSON = "json"
"""The class of a property whose value is JSON: no text, or one that is no plain line."""
_PLAIN = re.compile(r"[^\s\"](?:[^\n\r\x85\u2028\u2029]*\S)?")
_ACTS = re.compile(r"[\\`*_{}\[\]<>#+!|&~:@$^]|(?<=www)\.", re.IGNORECASE)
_PREFIX = "clause-"
_ESCAPED = re.compile(r"_([0-9a-f]+)_")
Json = dict[str, Any]


def uuid_of(*named: object) -> str:
    """The identifier (UUID version 5) of what is named, the same for the same names."""
    return str(uuid.uuid5(_NAMES, canonical(named)))


def control_id(clause: str) -> str:
    """A clause id as a token of OSCAL, without loss: what a token may not hold stands as its code in hexadecimal digits."""
    return _PREFIX + "".join(sign if sign.isalnum() or sign in ".-" else f"_{ord(sign):x}_" for sign in clause)


def clause_of(token: str) -> str:
    """The clause id of a token that ``control_id`` made.

    Raises:
        ValueError: it is none.
    """
    clause = _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), token.removeprefix(_PREFIX))
    if control_id(clause) != token:
        raise ValueError(f"{token!r} names no clause")
    return clause


def markdown(text: str) -> str:
    """Text as one line of Markdown that shows it and does nothing else: no link, no emphasis, no element of HTML."""
    return _ACTS.sub(lambda sign: f"\\{sign.group()}", " ".join(visible(text).split())) or "–"


def line(text: str) -> str:
    """Text as a string of one line; what hides or reorders is named."""
    return " ".join(visible(text).split()) or "–"


def props(values: Mapping[str, object], group: str = "") -> list[Json]:
    """Properties of what is not empty; ``group`` holds those of one line together."""
    kept = {name: value for name, value in values.items() if value not in ("", 0, None) and value != []}
    return [_prop(name, value) | ({"group": group} if group else {}) for name, value in kept.items()]


def _prop(name: str, value: object) -> Json:
    named = {"name": name.replace("_", "-"), "ns": NS}
    if isinstance(value, str) and _PLAIN.fullmatch(value):
        return named | {"value": value}
    return named | {"value": json.dumps(value, ensure_ascii=False, sort_keys=True), "class": _JSON}


def values_of(given: Iterable[Mapping[str, Any]], group: str | None = None) -> Json:
    """The values of our properties by name, as they were given to ``props``; of one ``group``, or of all."""
    return {
        str(one["name"]).replace("-", "_"): json.loads(one["value"]) if one.get("class") == _JSON else str(one["value"])
        for one in given
        if one.get("ns") == NS and (group is None or one.get("group") == group)
    }
