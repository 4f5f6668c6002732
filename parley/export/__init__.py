"""Frames in, files out: what a person takes away to a spreadsheet, a notebook or a program."""

from __future__ import annotations

from typing import Final, Literal, get_args

Format = Literal["csv", "json", "parquet", "xlsx"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)


class ExportError(Exception):
    """What cannot be written, and what to do instead, in one line."""
