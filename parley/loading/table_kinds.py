"""A table in, the fault of one that is no table of the format but another that people have, out."""

from __future__ import annotations

from parley.format.problems import Problem, quoted
from parley.loading.position_columns import TABLE_COLUMNS
from parley.loading.text_table import Table

EXPORTED = frozenset({"negotiation", "position", "current"})
"""Columns that a table of positions has that Parley has exported."""
MOST_NAMED = 3


def other_kind(table: Table) -> Problem | None:
    """What a table of positions is instead, and the command that reads it; None for a plain one."""
    stem = table.file.rsplit("/", 1)[-1]
    remedy = f"`parley import {stem} --into FOLDER` reads it"
    if table.columns.keys() >= EXPORTED:
        message = f"a table that Parley has exported, which is no table of the format: {remedy}"
        return Problem(table.file, table.line_of_header, "header", message)
    unknown = [name for name in table.columns if name not in TABLE_COLUMNS]
    known = [name for name in table.columns if name in TABLE_COLUMNS and name != "issue"]
    if known or len(unknown) < 2:
        return None
    parties = unknown if "issue" in table.columns else unknown[1:]
    named = ", ".join(quoted(name, 30) for name in parties[:MOST_NAMED])
    more = f" and {len(parties) - MOST_NAMED} more" if len(parties) > MOST_NAMED else ""
    message = (
        f"a wide table, with a column for each party ({named}{more}); here a row is one position, "
        f"with the columns issue, party, source and more: {remedy}"
    )
    return Problem(table.file, table.line_of_header, "header", message)
