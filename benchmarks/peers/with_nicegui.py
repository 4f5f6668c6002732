"""The shipped matrix in a minimal NiceGUI app: a box for each party, a table of those ticked.

Run: python benchmarks/peers/with_nicegui.py PORT
"""

from __future__ import annotations

import sys
from html import escape

from nicegui import ui
from shipped import SILENT, matrix

PARTIES, ROWS = matrix()


def table(shown: list[str]) -> str:
    head = "".join(f"<th>{escape(party)}</th>" for party in ["Issue", *shown])
    body = "".join(
        f"<tr><th>{escape(row.title)}<p>{escape(row.proposal)}</p></th>"
        + "".join(f"<td>{escape(row.gists.get(party, SILENT))}</td>" for party in shown)
        + "</tr>"
        for row in ROWS
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


@ui.page("/")
def page() -> None:
    ui.label("Matrix")
    boxes = {party: ui.checkbox(party, value=True) for party in PARTIES}
    shown = ui.html(table(PARTIES), sanitize=False)

    def filtered() -> None:
        shown.set_content(table([party for party, box in boxes.items() if box.value]))

    for box in boxes.values():
        box.on_value_change(filtered)


if __name__ == "__main__":
    ui.run(host="127.0.0.1", port=int(sys.argv[1]), reload=False, show=False)
