"""Frames in, every citation with its words beside its ids out."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from parley.categoricals import isin_numbers
from parley.format.vocabulary import ATTRIBUTIONS, labels_of
from parley.frames.columns import Frames
from parley.iter_rows import iter_rows
from parley.measures._texts import mapped, texts_by_id
from parley.wording import locator_phrase

CITED_FOR: Final[dict[str, str]] = {
    "position": "Position",
    "status": "Status",
    "dispute": "Dispute",
    "claim": "Claim",
    "event": "Event",
    "outcome": "Outcome",
}
"""What a citation is evidence for, each role with its label, in the order of showing."""

CITATIONS: Final = {
    "area_title": "the area's name",
    "title": "the issue's name",
    "name": "name of the party that it is about",
    "cited_for": "what it is evidence for, in words",
    "about": "the claim's text, the event's title, or the name of the party that contests",
    "source_title": "the source's title",
    "publisher": "who published it",
    "where": "where in the source, with its unit",
    "said": "whose word it is, in words",
    "speaker": "who said it",
    "quote": "the exact words, where they matter",
    "note": "anything a reader needs to weigh it",
    "date": "day of the position, or of the source",
    "current": "whether it is for what holds: not for an earlier or a conflicting position",
    "area": "id of the area",
    "issue": "id of the issue",
    "party": "id of the party",
    "position": "number of the position, or -1",
    "role": "what it is evidence for",
    "ref": "id of the claim or event, or of the party that contests",
    "source": "id of the source",
    "locator": "where in the source, as the folder has it",
    "attribution": "whose word it is",
}
"""The columns of what is returned, in order."""


def citations(frames: Frames, evidence: pd.DataFrame | None = None) -> pd.DataFrame:
    """Every citation with its words beside its ids, in the order of the folder.

    `evidence` are rows of the frame of that name; all of them where it is not given. Returns the
    columns CITATIONS.
    """
    evidence = frames.evidence if evidence is None else evidence
    names = texts_by_id(frames.parties, "party", "name")
    refs = {
        "dispute": names,
        "claim": texts_by_id(frames.claims, "claim", "text"),
        "event": texts_by_id(frames.events, "event", "title"),
    }
    holds = frames.positions["position"][frames.positions["current"]]
    units = texts_by_id(frames.sources, "source", "locator_unit")
    found = evidence.assign(
        area_title=mapped(evidence["area"], texts_by_id(frames.issues, "area", "area_title")),
        title=mapped(evidence["issue"], texts_by_id(frames.issues, "issue", "title")),
        name=mapped(evidence["party"], names),
        cited_for=mapped(evidence["role"], CITED_FOR),
        about=_about(evidence, refs),
        source_title=mapped(evidence["source"], texts_by_id(frames.sources, "source", "title")),
        publisher=mapped(evidence["source"], texts_by_id(frames.sources, "source", "publisher")),
        where=pd.Series(
            [
                locator_phrase(locator, units[source])
                for locator, source in iter_rows(evidence[["locator", "source"]])
            ],
            index=evidence.index,
            dtype="str",
        ),
        said=mapped(evidence["attribution"], labels_of(ATTRIBUTIONS)),
        current=(evidence["position"] < 0) | isin_numbers(evidence["position"], holds),
    )
    return found[list(CITATIONS)]


def _about(evidence: pd.DataFrame, refs: dict[str, dict[str, str]]) -> pd.Series[Any]:
    about = pd.Series(np.nan, index=evidence.index, dtype="str")
    for role, texts in refs.items():
        rows = (evidence["role"] == role).to_numpy(bool)
        about = about.mask(rows, mapped(evidence["ref"], texts))
    return about
