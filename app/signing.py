"""Sign-in by OpenID Connect: the settings that turn it on, and the name under which decisions of who signed in are stored.

The settings are streamlit's own (``st.login``): the section ``auth`` of a file ``.streamlit/secrets.toml``, here the one in the
folder of the library. Where there is none, the desk has one named local user. Whether it is on is decided when the desk is
started and never by the server itself: a file that is gone later locks everybody out and lets nobody in.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from index.place import NAME_LIMIT
from ingest.errors import UsageError

SIGN_IN = "CLAUSEBRIDGE_SIGN_IN"
"""The environment variable that tells the server that its users sign in, and by which sections of the settings."""
SHARED = ("redirect_uri", "cookie_secret")
OWN = ("client_id", "client_secret", "server_metadata_url")
CALLBACK = "/oauth2callback"
SECRET_LENGTH = 32
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class SignIn:
    """``providers`` are the names of the sections, "default" for ``auth`` itself; ``host`` is where the desk is reached."""

    file: Path
    providers: tuple[str, ...]
    host: str


def secrets_file(library: Path) -> Path:
    """Where the settings of a library are looked for."""
    return library / ".streamlit" / "secrets.toml"


def sign_in(file: Path) -> SignIn:
    """The settings of sign-in in ``file``, when they can work.

    Raises:
        UsageError: the file cannot be read, something is missing from it or unsafe, or Authlib is not installed.
    """
    try:
        auth = tomllib.loads(file.read_text(encoding="utf-8")).get("auth")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{file}: cannot be read ({error})") from None
    if not isinstance(auth, dict):
        raise UsageError(f"{file}: has no section [auth]; the README says what stands in it")
    sections = {name: own for name, own in auth.items() if isinstance(own, dict) and name != "client_kwargs"}
    providers = tuple(sections) or (DEFAULT,)
    missing = [f"auth.{name}" for name in SHARED if not _text(auth, name)]
    for name in providers:
        own, prefix = (auth, "auth") if name == DEFAULT else (sections[name], f"auth.{name}")
        missing += [f"{prefix}.{key}" for key in OWN if not _text(own, key)]
    if missing:
        raise UsageError(f"{file}: {', '.join(missing)} is missing; the README says what stands there")
    host = _safe_host(file, auth["redirect_uri"])
    if len(auth["cookie_secret"]) < SECRET_LENGTH:
        raise UsageError(f"{file}: auth.cookie_secret needs {SECRET_LENGTH} characters that nobody can guess")
    if find_spec("authlib") is None or (find_spec("httpx") is None and find_spec("httpx2") is None):
        raise UsageError("sign-in needs Authlib: pip install authlib httpx")
    return SignIn(file, providers, host)


def person(claims: Mapping[str, Any]) -> str:
    """The name under which decisions of who signed in are stored: the e-mail address where it is verified, else subject@issuer.

    Neither can be chosen by the person; an address that the provider has not verified could be anybody's. "" where the claims
    name nobody, or in a way that no name of a member can hold.
    """
    email = str(claims.get("email") or "").strip().lower()
    if email and str(claims.get("email_verified")).lower() == "true":
        found = email
    elif claims.get("sub") and claims.get("iss"):
        found = f"{claims['sub']}@{claims['iss']}"
    else:
        return ""
    return found if found.isprintable() and len(found) <= NAME_LIMIT else ""


def shown_name(claims: Mapping[str, Any]) -> str:
    """How who signed in is called on the pages; nothing is stored under it."""
    return str(claims.get("name") or claims.get("email") or person(claims))


def _safe_host(file: Path, address: str) -> str:
    parts = urlsplit(address.replace("{port}", "1"))
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not host or not parts.path.endswith(CALLBACK):
        raise UsageError(f"{file}: auth.redirect_uri is the address of the desk with {CALLBACK} behind it")
    if parts.scheme == "http" and host not in LOCAL:
        raise UsageError(f"{file}: auth.redirect_uri must begin with https: who signs in must not be overheard")
    return host


def _text(section: Mapping[str, Any], name: str) -> bool:
    return isinstance(section.get(name), str) and bool(section[name].strip())
