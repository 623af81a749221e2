"""Which languages a model knows: what it does not know it cannot bring together by meaning, and that must be said."""

from __future__ import annotations

from collections.abc import Iterable

_XLM_R = frozenset(
    [
        *("af", "am", "ar", "as", "az", "be", "bg", "bn", "br", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "eo", "es", "et"),
        *("eu", "fa", "fi", "fr", "fy", "ga", "gd", "gl", "gu", "ha", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "jv"),
        *("ka", "kk", "km", "kn", "ko", "ku", "ky", "la", "lo", "lt", "lv", "mg", "mk", "ml", "mn", "mr", "ms", "my", "ne", "nl"),
        *("no", "nb", "nn", "om", "or", "pa", "pl", "ps", "pt", "ro", "ru", "sa", "sd", "si", "sk", "sl", "so", "sq", "sr", "su"),
        *("sv", "sw", "ta", "te", "th", "tl", "tr", "ug", "uk", "ur", "uz", "vi", "xh", "yi", "zh"),
    ]
)
"""The hundred languages of XLM-R (Conneau et al. 2020, appendix A), whose vocabulary the bundled model uses."""


def unknown(model: str, langs: Iterable[str]) -> tuple[str, ...]:
    """Those of ``langs`` (ISO 639-1) that the encoder of this name does not know, in order; none of a model of the user's own."""
    if not model.startswith("bundled"):
        return ()
    return tuple(lang for lang in dict.fromkeys(langs) if lang and lang.split("-")[0] not in _XLM_R)
