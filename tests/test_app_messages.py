"""The catalogues: complete, compiled, with the placeholders of their messages, in the field's words."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import app
from app import catalogues
from app.wording import DECISIONS, DEVIATIONS, LANGUAGE_NAMES, LANGUAGES, RELATIONS, SIDES, catalogue, supported
from matcher.match import Relation

TRANSLATED = [lang for lang in LANGUAGES if lang != catalogues.SOURCE]
MESSAGES = [message for lang in TRANSLATED for message in catalogues.translated(lang) if message.id]
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def forms(message):
    return message if isinstance(message, tuple | list) else (message,)


@pytest.mark.parametrize("lang", TRANSLATED)
def test_every_message_of_the_program_is_translated(lang):
    found = {message.id: message for message in catalogues.translated(lang) if message.id}
    assert len(found) > 200
    missing = [
        forms(key)[0] for key, message in found.items() if not all(forms(message.string)) or not any(forms(message.string))
    ]
    assert missing == []


@pytest.mark.parametrize("lang", TRANSLATED)
def test_what_is_shipped_is_what_the_script_makes(lang):
    made = catalogues.translated(lang)
    path = catalogues.catalogue_file(lang)
    assert path.read_bytes() == catalogues.po_bytes(made), "run python -m app.catalogues"
    assert path.with_suffix(".mo").read_bytes() == catalogues.mo_bytes(made), "run python -m app.catalogues"


def test_no_message_stands_inside_an_f_string():
    """Python 3.11 collects none there and 3.12 does, so what is shipped would depend on who made it."""
    calls = [
        f"{path.name}:{call.lineno}"
        for path in Path(app.__path__[0]).rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("_", "n_", "N_")
        if any(isinstance(argument, ast.Constant) for argument in call.args)
    ]
    assert calls == []


def test_translations_have_the_placeholders_of_their_messages():
    for message in MESSAGES:
        wanted = {name for form in forms(message.id) for name in PLACEHOLDER.findall(form)}
        for form in forms(message.string):
            assert set(PLACEHOLDER.findall(form)) == wanted, message.id


def test_no_message_is_markup():
    for message in MESSAGES:
        for form in (*forms(message.id), *forms(message.string)):
            assert not re.search(r"[<>\[\]`$*]|https?:|:\w+:", form), form


def test_relations_have_the_words_of_the_field():
    words = catalogue("zh").gettext
    assert [words(RELATIONS[one]) for one in Relation] == ["相同", "要求相当", "包含", "被包含", "部分重叠", "无对应"]
    assert not any("等效" in form for message in MESSAGES for form in forms(message.string))


@pytest.mark.parametrize("table", [RELATIONS, SIDES, DECISIONS, DEVIATIONS])
def test_every_value_of_a_type_has_a_name(table):
    assert set(table) == set(type(next(iter(table))))
    assert len(set(table.values())) == len(table)


def test_reasons_of_the_matcher_are_messages():
    words = catalogue("zh").gettext
    assert all(words(reason) != reason for reason in catalogues.reasons())


def test_plural_forms():
    zh, en = catalogue("zh"), catalogue("en")
    assert zh.ngettext("{count} card", "{count} cards", 2).format(count=2) == "2 张卡片"
    assert [en.ngettext("{count} card", "{count} cards", n).format(count=n) for n in (1, 2)] == ["1 card", "2 cards"]


@pytest.mark.parametrize(
    ("locale", "lang"), [("zh-CN", "zh"), ("zh_TW", "zh"), ("en-GB", "en"), ("ru", "en"), (None, "en"), ("", "en"), ("ZH", "zh")]
)
def test_the_browsers_language_is_used_where_there_is_a_catalogue(locale, lang):
    assert supported(locale) == lang


def test_names_of_languages_are_translated():
    words = catalogue("zh").gettext
    assert words(LANGUAGE_NAMES["ru"]) == "俄语" and words(LANGUAGE_NAMES["en"]) == "英语"
