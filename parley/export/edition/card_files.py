"""An edition of very many cells in, what its cells open out: a file an issue, loaded on demand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import numpy as np

from parley.categoricals import index_in
from parley.export.edition.cards import issue_cards
from parley.export.edition.compare_data import everybody
from parley.export.edition.edition import Edition
from parley.export.edition.links import EditionContext
from parley.format.vocabulary import ATTRIBUTIONS
from parley.wording import date_text, locator_phrase


def card_files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """A file an issue with what its cells open."""
    context = edition.context
    if edition.in_full:
        for issue, cards in issue_cards(context):
            yield f"cards/{issue}.json", _json(cards)
        return
    yield "cards/sources.json", _json(
        [[source.title, source.publisher, date_text(source.date)]
         for source in context.negotiation.sources]
    )  # fmt: skip
    yield from _columns(context)


def _columns(context: EditionContext) -> Iterator[tuple[str, bytes]]:
    """Of very many positions what is most asked for: a list of rows an issue."""
    view, frames = everybody(context), context.frames
    positions = frames.positions
    held = np.flatnonzero(view.in_view)
    rows = positions.iloc[held]
    issue = index_in(rows["issue"], view.issues["issue"])
    party = index_in(rows["party"], view.parties["party"])
    order = np.lexsort((party, issue))
    held, issue, party = held[order], issue[order], party[order]
    evidence = frames.evidence
    own = np.flatnonzero((evidence["role"] == "position").to_numpy())
    numbers = evidence["position"].to_numpy()[own]
    first_of = np.full(int(positions["position"].max()) + 1 if len(positions) else 0, -1)
    first_of[numbers[::-1]] = own[::-1]  # the first citation of each
    units = {source.id: source.locator_unit for source in context.negotiation.sources}
    sources = [source.id for source in context.negotiation.sources]
    number = positions["position"].to_numpy()
    texts = {
        name: positions[name].astype("object").to_numpy() for name in ("stance", "gist", "summary")
    }
    dates = positions["date"]
    days = dates.map({each: date_text(each.date()) for each in dates.dropna().unique()}).to_numpy(
        object
    )
    source = index_in(evidence["source"], sources)
    attribution = evidence["attribution"].astype("object").to_numpy()
    speaker = evidence["speaker"].astype("object").to_numpy()
    locator = evidence["locator"].astype("object").to_numpy()
    edges = np.searchsorted(issue, np.arange(len(view.issues) + 1))
    for at, id in enumerate(view.issue_ids):
        lines: list[list[Any]] = []
        for place in range(int(edges[at]), int(edges[at + 1])):
            row = int(held[place])
            cited = int(first_of[number[row]])
            line: list[Any] = [int(party[place]), _text(texts["stance"][row]), texts["gist"][row],
                               _text(texts["summary"][row]), days[row]]  # fmt: skip
            if cited >= 0:
                unit = units[sources[source[cited]]]
                line += [ATTRIBUTIONS[attribution[cited]].label, _text(speaker[cited]),
                         int(source[cited]), locator_phrase(locator[cited], unit)]  # fmt: skip
            lines.append(line)
        yield f"cards/{id}.json", _json(lines)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
