"""The shipped matrix in a minimal Dash app: a box for each party, a table of those ticked.

Run: python benchmarks/peers/with_dash.py PORT
"""

from __future__ import annotations

import sys

from dash import Dash, Input, Output, dcc, html
from shipped import SILENT, matrix

PARTIES, ROWS = matrix()
app = Dash(__name__)
app.layout = html.Div(
    [
        html.H1("Matrix"),
        dcc.Checklist(options=PARTIES, value=PARTIES, id="party"),
        html.Div(id="matrix"),
    ]
)


@app.callback(Output("matrix", "children"), Input("party", "value"))
def table(ticked: list[str]) -> html.Table:
    shown = [party for party in PARTIES if party in ticked]
    head = html.Tr([html.Th("Issue"), *(html.Th(party) for party in shown)])
    body = [
        html.Tr(
            [
                html.Th([row.title, html.P(row.proposal)]),
                *(html.Td(row.gists.get(party, SILENT)) for party in shown),
            ]
        )
        for row in ROWS
    ]
    return html.Table([html.Thead(head), html.Tbody(body)])


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), debug=False)
