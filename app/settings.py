"""Who reviews, and in which language: the one named local user of this machine, kept in a small file of the user's own.

``CLAUSEBRIDGE_REVIEWER`` names the reviewer instead of the file. The name is stored with every entry of the log, whether a page
or a command wrote it.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from index.place import clean_name, local_user

REVIEWER = "CLAUSEBRIDGE_REVIEWER"
SETTINGS = "CLAUSEBRIDGE_SETTINGS"


@dataclass(frozen=True, slots=True)
class Settings:
    """``reviewer`` the name under which decisions are stored; ``language`` of the interface, "" for the browser's."""

    reviewer: str = ""
    language: str = ""


def settings_file() -> Path:
    """Where the settings are kept: ``CLAUSEBRIDGE_SETTINGS``, else the platform's folder for settings of programs."""
    if place := os.environ.get(SETTINGS):
        return Path(place)
    if os.name == "nt":
        return Path(os.environ.get("APPDATA", str(Path.home()))) / "clausebridge" / "settings.json"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "clausebridge" / "settings.json"


def load_settings() -> Settings:
    """The settings; what cannot be read counts as not set, and the reviewer is then the user of this machine."""
    stored: dict[str, object] = {}
    with suppress(OSError, ValueError):
        read = json.loads(settings_file().read_text(encoding="utf-8"))
        stored = read if isinstance(read, dict) else {}
    reviewer = os.environ.get(REVIEWER) or str(stored.get("reviewer") or "") or local_user()
    return Settings(clean_name(reviewer), str(stored.get("language") or ""))


def save_settings(settings: Settings) -> None:
    """Keep the settings for the next start; whole or not at all.

    Raises:
        OSError: the folder cannot be written.
    """
    path = settings_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_text(
        json.dumps(asdict(replace(settings, reviewer=clean_name(settings.reviewer))), ensure_ascii=False), encoding="utf-8"
    )
    part.replace(path)


def who_acts(name: str) -> str:
    """Who acts on the command line: ``name`` (what ``--as`` gives), else the reviewer of the settings."""
    return clean_name(name) or load_settings().reviewer
