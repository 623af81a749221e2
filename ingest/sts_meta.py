"""What the front matter of NISO STS says of a standard: designation, titles, ICS, dates, what it replaces and what it adopts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ingest.clause import Adoption, Degree, Standard
from ingest.cover import NAMED_BY_FILE
from ingest.designation import house_style, parse, publisher_of
from ingest.identity import name_of
from ingest.language import language
from ingest.markup import Element, attribute, child, children, descendants, tag, whole_text
from ingest.series import country_of
from ingest.sts_blocks import inline

_METAS = ("nat-meta", "std-meta", "reg-meta", "iso-meta", "std-doc-meta")
"""The data of a standard, those of the one who publishes this edition first."""
_ICS = re.compile(r"\d\d(?:\.\d{3}(?:\.\d\d)?)?")
_CCS = re.compile(r"[A-Z] ?\d\d(?:/\d\d)?")
_IDENTICAL = re.compile(r"idt|identical", re.IGNORECASE)
_MODIFIED = re.compile(r"mod", re.IGNORECASE)
_REPLACES = re.compile(r"(?:replace|revise|supersede|cancel)s?(?:of|-of)?", re.IGNORECASE)
_ADOPTS = re.compile(r".*(?:adopt|idt|mod$|identical|modified|based-?on).*", re.IGNORECASE)
_EFFECTIVE = re.compile(r".*(?:effective|implement|in-?force).*", re.IGNORECASE)
_ISO_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def read_meta(root: Element, file_name: str) -> Standard:
    """The standard of a whole file, without its source; what the front matter does not say stays empty."""
    metas = sorted(descendants(root, *_METAS), key=lambda meta: (_depth(meta), _METAS.index(tag(meta))))
    meta = metas[0] if metas else root
    name = _designation(meta)
    lang = _language(root, meta)
    titles = _titles(meta, lang)
    designation, printed = (name, True) if name else name_of(None, (), file_name)
    publisher = publisher_of(designation)
    return Standard(
        designation=designation,
        lang=lang,
        title=titles[0][1] if titles else "",
        titles=titles,
        publisher=publisher,
        country=country_of(publisher),
        edition=_edition(meta),
        ics=tuple(dict.fromkeys(code for found in descendants(meta, "ics", "ics-code") for code in _ICS.findall(inline(found)))),
        ccs=_ccs(meta),
        adopts=_adoption(meta, metas[1:], designation),
        replaces=", ".join(_related(meta, _REPLACES)),
        published=_date(meta, "pub-date", "release-date"),
        effective=_effective(meta),
        marks=() if printed else (NAMED_BY_FILE,),
    )


def _depth(element: Element) -> int:
    return sum(1 for _ in element.iterancestors())


def _designation(meta: Element) -> str:
    """The dated reference, else the undated one, else what the elements of the identification make together."""
    refs = sorted(children(meta, "std-ref", "doc-ref"), key=lambda ref: attribute(ref, "type") != "dated")
    written = [inline(ref) for ref in refs] or [inline(ref) for ref in children(meta, "std-id")]
    for text in written:
        # "GB/T 1-2020(E)": the letter is that of the language edition
        bare = re.sub(r"\s*\([A-Z](?:/[A-Z])*\)$", "", text)
        if bare:
            return house_style(bare)
    identity = child(meta, "std-ident")
    if identity is None:
        return ""
    said = {tag(inner): inline(inner) for inner in children(identity)}
    number = said.get("doc-number", "") + (f"-{said['part-number']}" if said.get("part-number") else "")
    year = _date(meta, "pub-date", "release-date")[:4]
    head = " ".join(part for part in (said.get("originator", ""), number) if part)
    return house_style(f"{head}:{year}" if year else head) if number else ""


def _language(root: Element, meta: Element) -> str:
    said = inline(child(meta, "content-language")) or attribute(root, "lang") or attribute(meta, "lang")
    if re.fullmatch(r"[A-Za-z]{2}(?:[-_].*)?", said):
        return said[:2].lower()
    return language(whole_text(root)[:20_000])


def _titles(meta: Element, lang: str) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for wrap in children(meta, "title-wrap"):
        tongue = attribute(wrap, "lang")[:2].lower() or lang
        parts = [inline(child(wrap, name)) for name in ("intro", "main", "compl")]
        whole = (" " if tongue == "zh" else " — ").join(part for part in parts if part) or inline(child(wrap, "full"))
        if whole:
            found.setdefault(tongue, whole)
    return tuple(sorted(found.items(), key=lambda item: item[0] != lang))


def _edition(meta: Element) -> str:
    said = inline(next(descendants(meta, "edition"), None))
    return f"Edition {said}" if re.fullmatch(r"[\d.]{1,5}", said) else said


def _ccs(meta: Element) -> str:
    for custom in descendants(meta, "custom-meta"):
        if re.match(r"CCS|中国标准文献分类", inline(child(custom, "meta-name"))):
            found = _CCS.search(inline(child(custom, "meta-value")))
            return re.sub(r"(?<=^[A-Z])(?=\d)", " ", found[0]) if found else ""
    return ""


def _related(meta: Element, kinds: re.Pattern[str]) -> Iterator[str]:
    """Designations of the standards to which ``meta`` stands in a relation of one of these kinds."""
    for other in descendants(meta, "std-xref", "related-object"):
        if kinds.fullmatch(attribute(other, "type") or attribute(other, "object-type")):
            ref = next(descendants(other, "std-ref"), other)
            if text := inline(ref):
                yield house_style(text)


def _adoption(meta: Element, inner: list[Element], designation: str) -> Adoption | None:
    for other in descendants(meta, "std-xref"):
        kind = attribute(other, "type")
        text = inline(next(descendants(other, "std-ref"), other))
        if text and _ADOPTS.fullmatch(kind):
            degree = Degree.IDT if _IDENTICAL.search(kind) else Degree.MOD if _MODIFIED.search(kind) else None
            return Adoption(house_style(text), degree)
    for meta_inside in inner:
        adopted = _designation(meta_inside)
        if adopted and adopted != designation:
            return Adoption(adopted)
    found = parse(designation)
    return Adoption(found.adopted, found.degree) if found and found.adopted else None


def _effective(meta: Element) -> str:
    for said in descendants(meta, "meta-date"):
        if _EFFECTIVE.fullmatch(attribute(said, "type") or attribute(said, "date-type")):
            return _iso(said)
    return ""


def _date(meta: Element, *names: str) -> str:
    found = (_iso(said) for name in names for said in children(meta, name))
    return next((day for day in found if day), "")


def _iso(element: Element) -> str:
    """An ISO date, to the month or the year where no more is said; "" for what is no date."""
    said = [inline(child(element, name)) for name in ("year", "month", "day")]
    text = "-".join(part.zfill(2) for part in said if part) or inline(element)
    match = _ISO_DATE.match(text)
    if not match:
        return ""
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return ""
    return match[0]
