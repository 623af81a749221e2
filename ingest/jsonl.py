"""One JSON object a line, as every list of the project is written."""

from __future__ import annotations

import json
import re

# Characters that JSON leaves as they are and that some readers take for the end of a line.
_BREAKS = re.compile("[\x85\u2028\u2029\ud800-\udfff]")


def json_line(value: object) -> str:
    """``value`` as JSON on one line for every reader, without the line end.

    Line breaks of Unicode and lone surrogates are escaped; all other text stays readable.
    """
    return _BREAKS.sub(lambda found: f"\\u{ord(found.group()):04x}", json.dumps(value, ensure_ascii=False))


def json_page(value: object) -> str:
    """``value`` as JSON over several lines, for a person to look into; what ``json_line`` escapes is escaped here too."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return _BREAKS.sub(lambda found: f"\\u{ord(found.group()):04x}", text) + "\n"
