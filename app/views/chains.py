"""What follows from decided links with other standards: for the open comparison, and for pairs that were never compared."""

from __future__ import annotations

import streamlit as st

from app.chaining import derived_rows, derived_table, flat_row
from app.tables import csv_bytes, xlsx_bytes
from app.views.components import notice
from app.views.desk import _, library, n_
from app.views.parts import downloads
from app.visible import visible
from matcher.chains import derived, excluded, reachable

Pair = tuple[str, str]


def chains_part(pair: Pair) -> None:
    """The chains of a pair as a table; which pair is chosen above it."""
    st.caption(
        _("What follows from links that people accepted with standards between: a suggestion, nowhere counted as decided.")
    )
    offered = [pair, *(one for one in reachable(library()) if one != pair)]
    chosen: Pair = st.selectbox(
        _("Standards"), offered, key=f"chains_{pair[0]}_{pair[1]}", format_func=lambda one: visible(f"{one[0]} ↔ {one[1]}"),
        help=_("Beside the open comparison: pairs that were never compared, both compared with a third standard."),
    )  # fmt: skip
    found = derived(library(), *chosen)
    if not found:
        why = excluded(library(), *chosen)
        notice(_("No chain leads from one to the other."), _(why) if why else "", tone="plain", key="no_chain")
        return
    rows = derived_table(found, _)
    st.caption(n_("{count} chain", "{count} chains", len(rows)))
    widths = {"A": 90, "B": 90, _("Relation"): 130, _("Chain"): 620}
    st.dataframe(
        rows, hide_index=True, width="stretch", height=min(38 + 32 * len(rows), 640), row_height=32, key="chain_rows",
        column_config={name: st.column_config.Column(width=width) for name, width in widths.items()},
    )  # fmt: skip
    told = [flat_row(row) for row in derived_rows(library(), *chosen, found)]
    downloads("chains", {"xlsx": xlsx_bytes(told)[0], "csv": csv_bytes(told)})
