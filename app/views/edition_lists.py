"""Lists of the editions page: decisions with their cards, what the later edition states itself, and the report."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app.edition_paper import edition_paper
from app.edition_wording import HELD, OUTCOMES, change_words
from app.editions import Editions, stated_note
from app.papers import in_languages, paper_bytes
from app.state import item_key
from app.tables import ENDINGS, MIME
from app.views.components import notice
from app.views.desk import _, choose_pair, comparison, pairs
from app.visible import visible
from app.wording import DECISIONS, RELATIONS
from matcher import ledger
from matcher.decided import is_about
from matcher.edition_carry import Fate
from matcher.match import Judgement

Pair = tuple[str, str]


def decision_line(opened: Editions, name: str, one: Fate) -> str:
    """A decision on the earlier edition and what becomes of it, in a line."""
    said = one.judgement
    what = _(DECISIONS[said.decision]) + (f" ({_(RELATIONS[said.relation])})" if said.relation else "")
    becomes = _(HELD) if opened.held(one) else _(OUTCOMES[one.outcome])
    other = said.b_clause.rpartition("/")[2] or "–"
    return f"{name} {other}: {what} · {said.author}, {said.at[:10]} · {becomes}"


def decisions(opened: Editions) -> None:
    """Every decision on the earlier edition; the card of a chosen one can be opened."""
    every = [(name, one) for name, own in opened.fates.items() for one in own]
    if not every:
        notice(_("Nothing was decided on the earlier edition."), key="editions_undecided")
        return
    told = [
        {
            _("Earlier"): opened.label("old", one.judgement.a_clause) if one.judgement.a_clause else "–",
            _("Later"): opened.label("new", one.clause) if one.clause else "–",
            _("Decision"): visible(decision_line(opened, name, one)),
        }
        for name, one in every
    ]
    picked = st.dataframe(
        told, hide_index=True, width="stretch", key="editions_decisions", on_select="rerun", selection_mode="single-row"
    )
    rows = picked["selection"]["rows"] if picked else []
    if rows:
        name, one = every[rows[0]]
        _card_links(opened, name, one)


def _card_links(opened: Editions, other: str, one: Fate) -> None:
    """Links to the cards of a decision: on the earlier edition, and on the later one where it is compared."""
    for side, designation, clause in (("old", opened.map.old, one.judgement.a_clause), ("new", opened.map.new, one.clause)):
        for pair in ((designation, other), (other, designation)):
            if pair in pairs():
                words = _("Open the card on {edition}").format(edition=designation)
                if st.button(visible(words), key=f"card_{side}", icon=":material/open_in_new:"):
                    choose_pair(pair, _card(pair, designation, clause, one.judgement))
                    st.switch_page(st.session_state["pages"]["review"])


def _card(pair: Pair, designation: str, clause: str, said: Judgement) -> str:
    """The key of the card on which a decision stands, or would stand; "" where there is none."""
    about = ledger.turned(Judgement(designation, clause, said.b_standard, said.b_clause, said.decision, said.author), pair[0])
    return next((item_key(match) for match in comparison(pair).matches if is_about(match, about)), "")


def stated_changes(opened: Editions) -> None:
    """What the later edition lists itself, beside what was found."""
    verdicts: dict[bool | None, str] = {
        True: _("yes"), False: _("no: the texts are the same"), None: _("names no clause: not checked"),
    }  # fmt: skip
    if not opened.listed:
        notice(_("The later edition lists no changes."), tone="small", key="editions_unlisted")
    else:
        told = [
            {
                _("Later"): one.link.clause or "–", _("Earlier"): one.link.other_clause or "–",
                _("What is stated"): visible(stated_note(opened, one)), _("Borne out by the texts"): verdicts[one.found],
            }
            for one in opened.listed
        ]  # fmt: skip
        st.dataframe(told, hide_index=True, width="stretch")
    if opened.unlisted:
        notice(_("Found and not stated"), tone="title", key="editions_found")
        rows = [(*opened.labels(row), change_words(row, _)) for row in opened.unlisted]
        st.dataframe(
            [{_("Earlier"): old, _("Later"): new, _("What became of it"): words} for old, new, words in rows],
            hide_index=True, width="stretch",
        )  # fmt: skip


def report(opened: Editions) -> None:
    """The report as a file, in the language that is chosen."""
    lang = st.radio(
        _("Language"), ["en", "zh", "both"], horizontal=True, key="editions_lang",
        format_func=lambda one: {"en": "English", "zh": "中文"}.get(one, _("both side by side")),
    )  # fmt: skip
    with st.container(horizontal=True):
        for form in ("xlsx", "docx", "html", "pdf"):
            st.download_button(
                form.upper(), _made(opened, lang, form), file_name=f"clausebridge-editions.{ENDINGS.get(form, form)}",
                mime=MIME.get(form, "application/octet-stream"), key=f"editions_{form}", on_click="ignore",
                icon=":material/download:",
            )  # fmt: skip


def _made(opened: Editions, lang: str, form: str) -> Callable[[], bytes]:
    """Makes the file when it is asked for, and not before."""
    return lambda: paper_bytes(in_languages(lambda words: edition_paper(opened, words), lang), form)[0]
