"""Controls whose state is the address and nothing else, as `assets/controls.js` draws them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import streamlit as st

from parley.format.days import parse_day
from parley.frames.selection import parse_choice
from parley.ui.components import mount
from parley.ui.context import page_context
from parley.views.address import Unknown, unknown_notice
from parley.views.blocks import markup
from parley.wording import date_text

NEGOTIATION = "negotiation"
"""The parameter of an address that names the folder."""


def draw_controls(key: str, *controls: dict[str, Any], **more: Any) -> None:
    """Draw controls, each given by its `kind`, its parameter of the address (`key`) and its texts.

    `more` are a `heading` above them, the label of a button below, `clear`, and the parameters that
    it clears, `clears`, each with the value that it leaves there. Options that an address names by
    their labels are named by their ids then.
    """
    negotiation = st.query_params.get(NEGOTIATION, "")
    data = {"negotiation": negotiation, "controls": controls, **more}
    mount("controls", key=key, data=data, styles=("controls",))


def choose_several(
    label: str, *, key: str, options: Mapping[str, str], nothing: str
) -> tuple[str, ...]:
    """Draw a choice of any number of options, labels by id, and return the ids that are chosen."""
    draw_controls(f"several-{key}", list_control(label, key, options, nothing))
    for value in st.query_params.get_all(key):
        if value and not parse_choice([value], options):
            _tell_unknown(key, value, f"It is none of the choices of “{label}”.")
    return parse_choice(st.query_params.get_all(key), options)


def list_control(label: str, key: str, options: Mapping[str, str], nothing: str) -> dict[str, Any]:
    """The control of a list; it says `nothing` where nothing of it is chosen."""
    return {
        "kind": "list", "key": key, "label": label, "nothing": nothing,
        "options": list(options.items()),
    }  # fmt: skip


def choose_switch(label: str, *, key: str, note: str = "", default: bool = False) -> bool:
    """Draw a switch and return how it stands; an address says only what is not `default`."""
    control = {"kind": "switch", "key": key, "label": label, "note": note, "default": default}
    draw_controls(f"switch-{key}", control)
    value = st.query_params.get(key, "").lower()
    if value not in ("", "true", "false"):
        _tell_unknown(key, value, f"“{label}” is true or false.")
    return (value == str(not default).lower()) != default


def choose_day(label: str, *, key: str, first: dt.date, last: dt.date, default: dt.date) -> dt.date:
    """Draw a choice of a day and return it; an address says only what is not `default`."""
    draw_controls(f"day-{key}", day_control(label, key, first, last, default=default.isoformat()))
    value = st.query_params.get(key, "")
    chosen = parse_day(value)
    if chosen is not None and first <= chosen <= last:
        return chosen
    if value:
        days = f"{date_text(first)} to {date_text(last)}"
        _tell_unknown(key, value, f"“{label}” is a day from {days}, written YYYY-MM-DD.")
    return default


def day_control(label: str, key: str, first: dt.date, last: dt.date, **more: str) -> dict[str, Any]:
    """The control of a day from first to last; a `default` is shown where none is chosen."""
    days = {"first": first.isoformat(), "last": last.isoformat()}
    return {"kind": "day", "key": key, "label": label, **days, **more}


def _tell_unknown(parameter: str, value: str, why: str) -> None:
    """Say below a control which value of the address it could not show."""
    unknown = [Unknown(parameter, value, why)]
    st.html(markup(unknown_notice(page_context().address, unknown)).html)
