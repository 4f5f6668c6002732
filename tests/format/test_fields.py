"""The fields of a record: what each holds, and the columns that hold it, there and back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.format.fields import fields_of, keys_of, tabular_fields
from parley.format.models import (
    Condition,
    DayOrSpan,
    Evidence,
    Header,
    NumberOrSpan,
    Outcome,
    Party,
    Position,
    Record,
)
from parley.format.types import Count, Day, Slug, Text, Truth
from parley.format.vocabulary import ConditionKind
from parley.loading.columns import column_names, columns_of, records_of


class Every(Record):
    """A record with a field of each kind."""

    id: Slug
    """An id."""
    text: Text | None = None
    """A text."""
    kind: ConditionKind = "package"
    """A term."""
    count: Count | None = None
    """A whole number."""
    day: Day | None = None
    """A day."""
    flag: Truth = False
    """A flag."""
    value: NumberOrSpan | None = None
    """A range."""
    days: DayOrSpan | None = None
    """A stretch of days."""
    ids: tuple[Slug, ...] = ()
    """Ids."""
    condition: Condition | None = None
    """A record."""
    conditions: tuple[Condition, ...] = ()
    """Records."""


SLUGS = st.sampled_from(["a", "b-1", "2025"])
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))
CONDITIONS = st.builds(Condition, text=st.sampled_from(["One", "Two"]), issue=SLUGS | st.none())


def span(ends: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.tuples(ends, ends).map(lambda pair: {"from": min(pair), "to": max(pair)})


RECORDS = st.lists(
    st.fixed_dictionaries(
        {"id": SLUGS},
        optional={
            "text": st.sampled_from(["nan", "é", "a b"]),
            "kind": st.sampled_from(["package", "precondition"]),
            "count": st.integers(1, 9),
            "day": DAYS,
            "flag": st.booleans(),
            "value": span(st.floats(-9, 9)),
            "days": span(DAYS),
            "ids": st.lists(SLUGS, max_size=2),
            "condition": CONDITIONS,
            "conditions": st.lists(CONDITIONS, max_size=2),
        },
    ).map(Every.model_validate),
    max_size=4,
)


@given(RECORDS)
def test_records_are_the_same_from_their_columns(records: list[Every]) -> None:
    fields = fields_of(Every)
    frame = pd.DataFrame(columns_of(fields, records))
    assert list(frame) == [name for field in fields for name in column_names(field)]
    assert records_of(Every, fields, frame) == records


def test_what_each_field_holds() -> None:
    assert {field.name: field.kind for field in fields_of(Every)} == {
        "id": "id",
        "text": "text",
        "kind": "term",
        "count": "number",
        "day": "day",
        "flag": "flag",
        "value": "number_span",
        "days": "day_span",
        "ids": "ids",
        "condition": "record",
        "conditions": "list",
    }


@pytest.mark.parametrize(
    ("record", "name", "columns"),
    [
        (Party, "id", ("party",)),
        (Condition, "issue", ("on_issue",)),
        (Outcome, "value", ("outcome_from", "outcome_to")),
        (Position, "value", ("value_from", "value_to")),
        (Position, "evidence", ()),
        (Party, "members", ("members",)),
    ],
)
def test_the_columns_of_a_field(record: type[Record], name: str, columns: tuple[str, ...]) -> None:
    (field,) = (field for field in fields_of(record) if field.name == name)
    assert field.columns == columns


def test_which_fields_rows_of_tables_have() -> None:
    assert [field.key for field in tabular_fields(Evidence)] == [
        "source", "locator", "attribution", "speaker",
    ]  # fmt: skip
    assert {*keys_of(Position)} - {field.key for field in tabular_fields(Position)} == {
        "conditions", "evidence", "disputed_by",
    }  # fmt: skip
    assert "home_parties" in keys_of(Header)


def test_a_field_that_no_column_holds_is_refused() -> None:
    class Odd(Record):
        share: complex

    class Unsure(Record):
        firm: Truth | None = None

    with pytest.raises(TypeError, match=r"Odd\.share: no column holds <class 'complex'>"):
        fields_of(Odd)
    with pytest.raises(TypeError, match=r"Unsure\.firm: no column holds"):
        fields_of(Unsure)
