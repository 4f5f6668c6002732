"""What an export format declares: how it is offered, and how tables become its files.

pandas and the libraries of the formats are imported when tables are written, so that the command
line can name the formats at once.
"""

from __future__ import annotations

import io
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from parley.progress import Progress

if TYPE_CHECKING:
    import pandas as pd

Tables: TypeAlias = "Mapping[str, pd.DataFrame]"
"""Tables by name."""

ZIP_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a ZIP: the same tables give the same bytes."""


class ExportError(Exception):
    """What cannot be written, and what to do instead, in one line."""


@dataclass(frozen=True, kw_only=True)
class Exporter(ABC):
    """A format that tables are written in."""

    name: str
    """Its name on the command line, and the ending of its files."""
    title: str
    """Its name in a sentence."""
    label: str
    """The button that downloads all tables."""
    ending: str
    """How the file name of that download ends."""
    media_type: str
    """The media type of that download."""
    spreadsheet: bool
    """Whether people open it in a spreadsheet: then text that would run as a formula is escaped."""
    most_rows: int
    """Rows of all tables together that a server writes while somebody waits, in some ten seconds;
    a command writes more."""

    @abstractmethod
    def files(
        self, tables: Tables, workbook: str, progress: Progress
    ) -> Iterator[tuple[str, bytes]]:
        """The name and the content of each file; `workbook` is the name where there is only one.

        `progress` is called before each file with its name and the share of rows written.
        """

    @abstractmethod
    def download(self, tables: Tables) -> bytes:
        """All tables as one file."""

    def refusal(self, tables: Tables) -> str | None:
        """Why the format cannot hold the tables, as the beginning of a sentence; None if it can."""
        return None

    def refusal_on_request(self, tables: Tables) -> str | None:
        """The same, or that a server does not write so much of it."""
        rows = sum(map(len, tables.values()))
        if rows > self.most_rows:
            return f"{rows:,} rows, more than the {self.most_rows:,} that are written on request"
        return self.refusal(tables)


@dataclass(frozen=True, kw_only=True)
class FilePerTable(Exporter):
    """A format with one file a table, downloaded as a ZIP of them."""

    encode: Callable[[pd.DataFrame], bytes]
    """Gives the content of a table's file."""
    media_type: str = "application/zip"

    def files(
        self, tables: Tables, workbook: str, progress: Progress
    ) -> Iterator[tuple[str, bytes]]:
        """A file named after each table."""
        rows = max(1, sum(map(len, tables.values())))
        done = 0
        for name, frame in tables.items():
            progress(f"{name}.{self.name}", done / rows)
            done += len(frame)
            yield f"{name}.{self.name}", self.encode(frame)

    def download(self, tables: Tables) -> bytes:
        """A ZIP of the files."""
        return _zip((f"{name}.{self.name}", self.encode(frame)) for name, frame in tables.items())


@dataclass(frozen=True, kw_only=True)
class Workbook(Exporter):
    """A format with one sheet a table in one file."""

    encode: Callable[[Tables], bytes]
    """Gives the content of the file."""
    find_refusal: Callable[[Tables], str | None]
    """What `refusal` returns."""

    def files(
        self, tables: Tables, workbook: str, progress: Progress
    ) -> Iterator[tuple[str, bytes]]:
        """The workbook."""
        progress(f"{workbook}.{self.name}", 0)
        yield f"{workbook}.{self.name}", self.encode(tables)

    def download(self, tables: Tables) -> bytes:
        """The workbook."""
        return self.encode(tables)

    def refusal(self, tables: Tables) -> str | None:
        """Why no workbook can hold the tables, as the beginning of a sentence; None if one can."""
        return self.find_refusal(tables)


def _zip(files: Iterable[tuple[str, bytes]]) -> bytes:
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, ZIP_EPOCH)
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
