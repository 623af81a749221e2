"""Who may come in: the page of who has not signed in, and of who has but is no member of the library."""

from __future__ import annotations

import streamlit as st

from app.signing import DEFAULT, shown_name
from app.views.components import notice
from app.views.desk import _, identity, library, page_head, providers, reviewer, role, sign_out
from index.members import members


def may_enter() -> bool:
    """Whether the desk is shown: nobody signs in here, or a member has. Asked at every page: a cookie outlives a membership."""
    return not providers() or role() is not None


def page() -> None:
    """What stands in place of every page for who may not enter."""
    with st.container(key="signing"):
        if not identity():
            _sign_in()
        else:
            _stranger()


def _sign_in() -> None:
    page_head("clausebridge", _("Sign in to review."))
    for name in providers():
        label = _("Sign in") if name == DEFAULT else _("Sign in with {provider}").format(provider=name)
        if st.button(label, key=f"sign_in_{name}", type="primary", icon=":material/login:"):
            st.login(None if name == DEFAULT else name)


def _stranger() -> None:
    """Signed in, and yet nobody here: what the person can do about it, and under which name an admin finds them."""
    own = reviewer()
    lines = [_("The sign-in service states neither a verified e-mail address nor a subject: ask who runs it.")]
    if own:
        lines = [
            _("You are signed in as {name}.").format(name=shown_name(identity())),
            _("Ask an admin to make this name a member: {name}").format(name=own),
        ]
        if not members(library().log):
            lines[1] = _("The library has no members yet. Whoever runs it names the first admin:")
            lines.append(f'clausebridge members add "{own}" --role admin')
    notice(_("You are no member of this library."), *lines, tone="warn", key="stranger")
    if st.button(_("Sign out"), key="sign_out_stranger", icon=":material/logout:"):
        sign_out()
