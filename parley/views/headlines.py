"""The address of a page in, its one sentence out: what a link to it says where it is posted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from parley.views import (
    common_ground,
    compare,
    conditions,
    data,
    evidence,
    issue_headline,
    matrix_headline,
    overview_finding,
    party_headline,
    timeline,
)
from parley.views.context import ViewContext

Headline = Callable[[ViewContext, str], str]
"""What a page says, of the issue or party with an id where it is about one."""

HEADLINES: Final[dict[str, Headline]] = {
    "": lambda context, _: overview_finding.headline(context),
    "matrix": lambda context, _: matrix_headline.headline(context),
    "compare": lambda context, _: compare.headline(context),
    "issue": lambda context, id: issue_headline.headline(context, context.index.issues[id]),
    "party": party_headline.headline,
    "common-ground": lambda context, _: common_ground.headline(context),
    "trade-offs": lambda context, _: conditions.headline(context),
    "timeline": lambda context, _: timeline.headline(context),
    "evidence": lambda context, _: evidence.headline(context),
    "data": lambda context, _: data.headline(context),
}
"""By the address of the page."""


def headline(context: ViewContext, page: str, about: str) -> str:
    """The sentence of a page under the reader's choice."""
    return HEADLINES.get(page, HEADLINES[""])(context, about)
