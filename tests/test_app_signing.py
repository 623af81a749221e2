"""The settings of sign-in, and the name under which who signed in is stored."""

from __future__ import annotations

import pytest

from app.serve import command, serve
from app.signing import person, secrets_file, shown_name, sign_in
from index.library import Library
from ingest.errors import UsageError

GOOD = """
[auth]
redirect_uri = "https://desk.example.org/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef"
client_id = "id"
client_secret = "secret"
server_metadata_url = "https://login.example.org/.well-known/openid-configuration"
"""
SEVERAL = """
[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef"
[auth.one]
client_id = "id"
client_secret = "secret"
server_metadata_url = "https://one.example.org/.well-known/openid-configuration"
[auth.two]
client_id = "id"
client_secret = "secret"
server_metadata_url = "https://two.example.org/.well-known/openid-configuration"
"""


@pytest.fixture
def settings(tmp_path):
    def written(text):
        path = tmp_path / "secrets.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_settings_that_can_work(settings):
    pytest.importorskip("authlib")
    one = sign_in(settings(GOOD))
    assert (one.providers, one.host) == (("default",), "desk.example.org")
    assert sign_in(settings(SEVERAL)).providers == ("one", "two")
    flags = command(8501, host="0.0.0.0", signing=one)  # noqa: S104 - what the option is for
    assert "--server.allowedHosts=desk.example.org" in flags and f"--secrets.files={one.file}" in flags


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[other]\n", "no section"),
        ("[auth\n", "cannot be read"),
        (GOOD.replace("client_id", "client"), "auth.client_id is missing"),
        (SEVERAL.replace("[auth.two]\nclient_id", "[auth.two]\nclient"), "auth.two.client_id is missing"),
        (GOOD.replace("client_secret", "x"), "auth.client_secret is missing"),
        (GOOD.replace("0123456789abcdef", "0"), "nobody can guess"),
        (GOOD.replace("https://desk", "http://desk"), "https"),
        (GOOD.replace("/oauth2callback", "/"), "oauth2callback"),
        (GOOD.replace("https://desk.example.org", "desk.example.org"), "oauth2callback"),
    ],
)
def test_settings_that_cannot_work_are_told_in_one_line(settings, text, words):
    with pytest.raises(UsageError, match=words) as refused:
        sign_in(settings(text))
    assert "\n" not in str(refused.value)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        sign_in(tmp_path / "nothing.toml")


def test_without_authlib_it_is_said_what_to_install(settings, monkeypatch):
    monkeypatch.setattr("app.signing.find_spec", lambda name: None)
    with pytest.raises(UsageError, match="pip install authlib"):
        sign_in(settings(GOOD))


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"email": " A@Example.org", "email_verified": True, "sub": "1", "iss": "https://i"}, "a@example.org"),
        ({"email": "a@example.org", "email_verified": "true"}, "a@example.org"),
        ({"email": "a@example.org", "email_verified": False, "sub": "1", "iss": "https://i"}, "1@https://i"),
        ({"email": "a@example.org", "email_verified": "false", "sub": "1", "iss": "https://i"}, "1@https://i"),
        ({"email": "a@example.org", "sub": "1", "iss": "https://i"}, "1@https://i"),
        ({"email": "a@example.org", "name": "a member"}, ""),
        ({"sub": "1"}, ""),
        ({"sub": "x" * 400, "iss": "https://i"}, ""),
        ({"sub": "1\n2", "iss": "https://i"}, ""),
        ({}, ""),
    ],
)
def test_the_stored_name_is_what_the_service_vouches_for(claims, name):
    assert person(claims) == name


def test_the_shown_name_is_only_shown():
    assert shown_name({"name": "B", "email": "a@example.org"}) == "B" and shown_name({"sub": "1", "iss": "i"}) == "1@i"


def test_other_machines_are_let_in_only_where_people_sign_in(tmp_path):
    for host in ("0.0.0.0", "192.0.2.1"):  # noqa: S104 - what is refused
        with pytest.raises(UsageError, match="sign in"):
            serve(tmp_path / "library", host=host)
    assert not (tmp_path / "library").exists()


def test_settings_in_the_library_that_cannot_work_keep_the_desk_from_starting(tmp_path):
    place = secrets_file(tmp_path / "library")
    Library.open(tmp_path / "library", create=True).close()
    place.parent.mkdir()
    place.write_text("[auth]\n", encoding="utf-8")
    with pytest.raises(UsageError, match="is missing"):
        serve(tmp_path / "library")
