"""A file in, nothing out: refused before anything of it is read whole where it is too large, or
where it would be when decompressed."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from typing import Final

from parley.importing.rows import ImportRefused

MOST_BYTES: Final = 256 * 2**20
"""Of a file."""
MOST_DECOMPRESSED: Final = 2**30
"""That the parts of a ZIP may come to."""
MOST_RATIO: Final = 400
"""How many times larger than the file they may be, above a size that is no matter."""
NO_MATTER: Final = 64 * 2**20
MOST_PARTS: Final = 10_000
MOST_ROWS: Final = 1_500_000
MOST_COLUMNS: Final = 2_000
MOST_CELLS: Final = 20_000_000
MOST_SHEETS: Final = 200
DAMAGED: Final = (zipfile.BadZipFile, zlib.error)
ENTITY: Final = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


def check_size(path: Path) -> None:
    """Refuse a file that is too large; OSError where there is none."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise ImportRefused(f"{path}: over {MOST_BYTES // 2**20} MiB, split the file")
    if size == 0:
        raise ImportRefused(f"{path}: the file is empty")


def check_zip(path: Path) -> None:
    """Refuse a ZIP, such as a workbook is, that would come to too much, and one that is damaged."""
    check_size(path)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            whole = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS:
                raise ImportRefused(f"{path}: {len(parts):,} parts, over {MOST_PARTS:,}")
            ratio = whole / max(1, path.stat().st_size)
            if whole > MOST_DECOMPRESSED or (whole > NO_MATTER and ratio > MOST_RATIO):
                raise ImportRefused(
                    f"{path}: comes to {whole // 2**20:,} MiB when decompressed, more than is read"
                )
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                    _check_xml(path, archive, part)
    except (*DAMAGED, NotImplementedError, EOFError, OSError, RuntimeError, ValueError) as error:
        raise ImportRefused(f"{path}: damaged, or no such file: {error}") from None


def _check_xml(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Refuse a part that declares entities: none of a workbook does."""
    with archive.open(part) as opened:
        if ENTITY.search(opened.read(4096)):
            raise ImportRefused(f"{path}: {part.filename} declares entities, which is not read")


def check_sheet(path: Path, sheet: str, rows: int, columns: int) -> None:
    """Refuse a sheet with too many rows or columns."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise ImportRefused(
            f"{path}: the sheet {sheet!r} has {rows:,} rows and {columns:,} columns, at most "
            f"{MOST_ROWS:,} rows, {MOST_COLUMNS:,} columns and {MOST_CELLS:,} cells are read"
        )
