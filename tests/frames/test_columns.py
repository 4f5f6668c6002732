"""The columns of frames: which fields they hold, and what is said of them."""

from __future__ import annotations

import pytest

from parley.format.fields import fields_of
from parley.format.models import Evidence, Position
from parley.frames.columns import (
    COLUMNS,
    column_descriptions,
    field_dtypes,
    lists_without_place,
)
from parley.loading.position_columns import TABLE_COLUMNS
from tests.folders import every_frame


@pytest.mark.parametrize("frame", COLUMNS)
def test_every_list_of_a_record_is_in_a_frame(frame: str) -> None:
    assert lists_without_place(frame) == [], (
        "name in parley.frames.columns the frame or the computed column that holds it"
    )


@pytest.mark.parametrize("frame", COLUMNS)
def test_every_column_is_described_in_a_sentence(frame: str) -> None:
    described = column_descriptions()[frame]
    assert tuple(described) == COLUMNS[frame]
    assert len(set(COLUMNS[frame])) == len(COLUMNS[frame])
    for column, meaning in described.items():
        assert meaning[0].isupper() or meaning[0].isdigit(), column
        assert meaning.endswith("."), column


def test_a_description_says_what_is_held_and_not_how_to_write_it() -> None:
    found = column_descriptions()
    assert found["positions"]["stance"] == (
        "Where it stands on the proposal. One of supports, open, undecided, reluctant, opposes."
    )
    assert found["positions"]["value_to"] == "A number on the scale, or from and to. The high end."
    assert found["issues"]["outcome_from"] == "The value that was settled on. The low end."
    assert found["sources"]["kind"].startswith("What sort of text it is. One of news, ")


def test_a_field_of_a_position_that_fits_a_cell_is_a_column() -> None:
    for field in fields_of(Position):
        assert set(field.columns) <= set(COLUMNS["positions"]), field.name


def test_no_column_of_a_table_of_positions_has_two_meanings() -> None:
    assert len(set(TABLE_COLUMNS)) == len(TABLE_COLUMNS)
    own, cited = fields_of(Position), fields_of(Evidence)
    assert not {field.key for field in own} & {field.key for field in cited}


def test_the_types_of_field_columns_are_those_of_the_frames() -> None:
    for name, table in every_frame().tables().items():
        for column, dtype in field_dtypes(name).items():
            assert table[column].dtype == dtype, (name, column)
