"""Which language a text is written in: the script decides first, then letters that one language alone has, then a classifier.

The classifier (py3langid) is asked only among languages of one script, and only where letters do not settle it. Nothing here is
random: the same text gives the same answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Iterable

UNDETERMINED = "und"
"""ISO 639-2 code for a text without letters; ISO 639-1 has none."""

_SAMPLE = 20_000  # characters: more of a document does not change the answer
_CLASSIFIED = 4_000  # characters given to the classifier

_ONE_LANGUAGE = {
    "HANGUL": "ko", "THAI": "th", "GREEK": "el", "HEBREW": "he", "GEORGIAN": "ka", "ARMENIAN": "hy", "BENGALI": "bn",
    "TAMIL": "ta", "TELUGU": "te", "KANNADA": "kn", "MALAYALAM": "ml", "GUJARATI": "gu", "GURMUKHI": "pa", "SINHALA": "si",
    "KHMER": "km", "LAO": "lo", "MYANMAR": "my", "ETHIOPIC": "am", "TIBETAN": "bo", "MONGOLIAN": "mn",
}  # fmt: skip

# A letter of Han, kana or hangul stands for a syllable or a word: it weighs as much as this many letters of an alphabet.
_WEIGHT = {"CJK": 3, "HIRAGANA": 2, "KATAKANA": 2, "HANGUL": 2}

_WRITTEN_TOGETHER = frozenset({"CJK", "HIRAGANA", "KATAKANA", "LATIN", "GREEK", "CYRILLIC", "ARABIC", "MICRO"})

_LATIN = ("az", "ca", "cs", "da", "de", "en", "es", "et", "fi", "fr", "hr", "hu", "id", "it", "lt", "lv", "ms", "nl", "no", "pl",
          "pt", "ro", "sk", "sl", "sq", "sv", "tl", "tr", "uz", "vi")  # fmt: skip

_ENGLISH_WORDS = re.compile(r"\b(?:the|of|and|to|shall|be|is|are|that|which|with|by|this|from|or|as|for|not)\b")
_ENGLISH_SHARE = 0.22  # of these among all words; no other language comes near
_LONG = 150  # words

_UZBEK_WORDS = re.compile(r"\b(?:va|uchun|bilan|bo['ʻʼ‘’`]\w+|yoki|ham|lozim|kerak|talablar\w*|bo\w*yicha)\b")
_MALAY_WORDS = re.compile(r"\b(?:bahawa|kerana|hendaklah|keperluan|mestilah|syarikat|kesihatan|bekalan|awam|sahaja|piawaian)\b")
_UZBEK_LETTERS = re.compile(r"[og]['ʻʼ‘’`](?=\w)")


class _Classifier(Protocol):
    def set_languages(self, langs: list[str]) -> None: ...
    def classify(self, instance: str) -> tuple[str, float]: ...


def language(text: str) -> str:
    """Return the ISO 639-1 code of the language of ``text`` ("und" where it has no letters).

    Han with kana is ja, Han without is zh, whatever variant of characters.
    """
    sample = unicodedata.normalize("NFC", text[:_SAMPLE])
    script = script_of(sample)
    if not script:
        return UNDETERMINED
    if script in _ONE_LANGUAGE:
        return _ONE_LANGUAGE[script]
    if script in {"CJK", "HIRAGANA", "KATAKANA"}:
        return _east_asian(_scripts(sample))
    return {"CYRILLIC": _cyrillic, "ARABIC": _arabic, "DEVANAGARI": _devanagari, "LATIN": _latin}[script](sample)


def script_of(text: str) -> str:
    """The script of most letters of ``text``, in the words of Unicode ("CJK", "LATIN"); "" where there is no letter."""
    scripts = _scripts(text)
    return max(sorted(scripts), key=lambda name: scripts[name] * _WEIGHT.get(name, 1)) if scripts else ""


def is_jumbled(text: str, *, least: int = 100) -> bool:
    """Whether the letters of ``text`` are from too many scripts to be meant: a text layer whose code table is wrong.

    ``least``: fewer letters beyond ASCII than this are not judged.
    """
    scripts = Counter(unicodedata.name(c, "UNNAMED").split(" ")[0] for c in text[:_SAMPLE] if not c.isascii() and c.isalpha())
    scripts.pop("FULLWIDTH", None)
    own = max(sorted(scripts), key=lambda name: scripts[name], default="")
    strange = sum(times for name, times in scripts.items() if name not in _WRITTEN_TOGETHER and name != own)
    return scripts.total() >= least and len(scripts) > 2 and strange * 10 > scripts.total()


def _scripts(text: str) -> Counter[str]:
    """Letters of ``text`` by the first word of their Unicode name, which is the script."""
    found: Counter[str] = Counter()
    for character, times in Counter(text).items():
        if character.isalpha():
            name = unicodedata.name(character, "").removeprefix("FULLWIDTH ").removeprefix("HALFWIDTH ").split(" ")[0]
            found[name] += times
    return Counter({name: n for name, n in found.items() if name in _KNOWN})


_KNOWN = frozenset({*_ONE_LANGUAGE, "CJK", "HIRAGANA", "KATAKANA", "CYRILLIC", "ARABIC", "DEVANAGARI", "LATIN"})


def _east_asian(scripts: Counter[str]) -> str:
    kana = scripts["HIRAGANA"] + scripts["KATAKANA"]
    if kana * 10 > scripts["CJK"]:
        return "ja"
    return "ko" if scripts["HANGUL"] * 2 > scripts["CJK"] else "zh"


def _letters(text: str) -> Counter[str]:
    return Counter(character for character in text.lower() if character.isalpha())


def _share(letters: Counter[str], some: Iterable[str]) -> float:
    return sum(letters[letter] for letter in some) / max(1, letters.total())


def _cyrillic(text: str) -> str:
    """Tell the languages of Cyrillic apart by letters that Russian lacks; a name or a word that is quoted does not count."""
    letters = Counter({c: n for c, n in _letters(text).items() if "CYRILLIC" in unicodedata.name(c, "")})
    if _share(letters, "ђјљњћџѓќѕ") > 0.01:
        return "mk" if _share(letters, "ѓќѕ") > 0 else "sr"
    if _share(letters, "әғқңөұүһўҳҷӣӯҙҫҡі") > 0.01:
        return _turkic(letters)
    if _share(letters, "іїєґ") > 0.01:
        return "uk"
    # Bulgarian has no ы, э, ё; in Russian they make up more than two letters in a hundred.
    if letters.total() >= 60 and _share(letters, "ыэё") < 0.002:
        return _classified(text, ("bg", "ru", "uk"))
    return "ru"


def _turkic(letters: Counter[str]) -> str:  # noqa: PLR0911 - one line a language
    """Languages that added letters to Cyrillic: each has some that the others lack."""
    if _share(letters, "їєґ") > 0.004:
        return "uk"
    if _share(letters, "ҷӣӯ") > 0.002:
        return "tg"
    if _share(letters, "ў") > 0.002:
        return "be" if _share(letters, "і") > 0.01 else "uz"
    if _share(letters, "ҳ") > 0.004:
        return "tg"
    if _share(letters, "ҙҫҡ") > 0.002:
        return "ba"
    if _share(letters, "җ") > 0.001 and not _share(letters, "іқғ") > 0.01:
        return "tt"
    if _share(letters, "қғұі") > 0.004:
        return "kk" if _share(letters, "әіңұқғ") > _share(letters, "їєґ") and _share(letters, "қғұңәөү") > 0.002 else "uk"
    return "ky" if _share(letters, "ң") > 0.002 else "mn"


def _arabic(text: str) -> str:
    letters = _letters(text)
    if _share(letters, "ۇۆۈې") > 0.01:
        return "ug"
    if _share(letters, "ټډړښګځڅ") > 0.01:
        return "ps"
    if _share(letters, "ٹڈڑںےہھ") > 0.02:
        return "ur"
    # Persian writes its own yeh and kaf; گ چ پ ژ alone may come from a name that is quoted in Arabic.
    return "fa" if _share(letters, "پچژگکی") > 0.03 else "ar"


def _devanagari(text: str) -> str:
    return _classified(text, ("hi", "mr", "ne"))


def _latin(text: str) -> str:
    words = max(1, len(re.findall(r"\w+", text)))
    lower = text.lower()
    marked = _UZBEK_LETTERS.findall(lower)
    if len(marked) + len(_UZBEK_WORDS.findall(lower)) > 0.08 * words and marked:
        return "uz"
    if _share(_letters(text), "ơưđăạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ") > 0.06:
        return "vi"
    # Long English texts are the most frequent, and need no classifier, which takes as long to load as a document to read.
    if words > _LONG and len(_ENGLISH_WORDS.findall(lower)) > _ENGLISH_SHARE * words:
        return "en"
    found = _classified(text, _LATIN)
    # Too near to each other for the classifier on a sentence: Malay has to show a word of its own.
    return ("ms" if _MALAY_WORDS.search(lower) else "id") if found in {"ms", "id"} else found


@cache
def _classifier(languages: tuple[str, ...]) -> _Classifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = cast(_Classifier, LanguageIdentifier.from_model_file(MODEL_FILE))
    identifier.set_languages(list(languages))
    return identifier


def _classified(text: str, languages: tuple[str, ...]) -> str:
    """The classifier's choice among ``languages``, from the words of ``text`` without numbers and web addresses."""
    words = re.sub(r"https?://\S+|[\d_]+", " ", text)
    # Headings in capitals are the rule on covers, and the classifier learned from running text.
    if sum(map(str.isupper, words)) > sum(map(str.islower, words)):
        words = words.lower()
    return _classifier(languages).classify(" ".join(words.split())[:_CLASSIFIED])[0]
