"""Frames in, files out: what a person takes away to a spreadsheet, a notebook or a program."""

from __future__ import annotations

from typing import Final

from parley.export.csv import CSV
from parley.export.exporter import Exporter, ExportError
from parley.export.json import JSON
from parley.export.parquet import PARQUET
from parley.export.xlsx import XLSX

__all__ = ["EXPORTERS", "ExportError", "Exporter"]

EXPORTERS: Final[dict[str, Exporter]] = {each.name: each for each in (CSV, JSON, PARQUET, XLSX)}
"""The formats that tables can be written in, by name; to add one, add its module and name it here.

Importing this list loads neither pandas nor any library of a format.
"""
