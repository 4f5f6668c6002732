"""A file of SQLite in, a connection that can neither write nor run what the file defines, out."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from parley.importing import limits
from parley.importing.rows import ImportRefused

MAGIC: Final = b"SQLite format 3\0"
MOST_TEXT: Final = 64 * 2**20
"""Bytes of one value."""
MOST_STEPS: Final = 2_000_000_000
"""Of SQLite's machine, in all: a file of 50,000 statements takes some millions."""
EVERY: Final = 1_000_000


def is_sqlite(path: Path) -> bool:
    """Whether a file begins as one of SQLite does."""
    if not path.is_file():
        return False
    with path.open("rb") as opened:
        return opened.read(len(MAGIC)) == MAGIC


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that reads the file as it is, taking no lock and leaving nothing beside it.

    Raises ImportRefused for a file that is damaged, too large, or being written.
    """
    limits.check_size(path)
    log = path.with_name(f"{path.name}-wal")
    if log.is_file() and log.stat().st_size:
        raise ImportRefused(
            f"{path}: not all of it is in the file yet ({log.name}): close the program that has "
            "it open"
        )
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None
    )
    try:
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_TEXT)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        connection.set_progress_handler(_step_counter(), EVERY)
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        yield connection
    except (sqlite3.Error, UnicodeDecodeError, OverflowError) as error:
        raise ImportRefused(f"{path}: cannot be read as SQLite: {error}") from None
    finally:
        connection.close()


def _step_counter() -> Callable[[], int]:
    steps = 0

    def stop() -> int:
        nonlocal steps
        steps += EVERY
        return steps > MOST_STEPS

    return stop


def tables_of(connection: sqlite3.Connection) -> dict[str, set[str]]:
    """The columns of each table by its name; views are none."""
    names = [
        str(name)
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'"
        )
    ]
    found = {}
    for name in names:
        rows = connection.execute("SELECT name FROM pragma_table_info(?)", (name,))
        found[name] = {str(column) for (column,) in rows}
    return found
