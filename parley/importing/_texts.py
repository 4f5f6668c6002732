"""A file of text or JSON in, its text or its tree out, read once however often a run asks."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from parley.importing import limits
from parley.importing.rows import ImportRefused
from parley.importing.sheets import decoded

MOST_JSON: Final = 64 * 2**20
NOT_JSON: Final = object()


def text_of(path: Path, encoding: str | None = None) -> tuple[str, str | None]:
    """The text of a file, and what is to be said of its encoding where it is not UTF-8."""
    limits.check_size(path)
    raw = path.read_bytes()
    if encoding:
        try:
            return raw.decode(encoding, "replace"), None
        except LookupError:
            raise ImportRefused(f"{path}: layout.encoding: no encoding {encoding!r}") from None
    return decoded(path, raw)


def begins(path: Path, most: int = 4096) -> bytes:
    """The first bytes of a file."""
    with path.open("rb") as opened:
        return opened.read(most)


def json_of(path: Path) -> Any:
    """The tree of a JSON file as it is now; NOT_JSON for a file that is none.

    Raises ImportRefused for one that is too large, or damaged.
    """
    if not path.is_file() or path.suffix.lower() != ".json":
        return NOT_JSON
    about = path.stat()
    return _json(path, about.st_mtime_ns, about.st_size)


@lru_cache(maxsize=8)
def _json(path: Path, changed: int, size: int) -> Any:
    limits.check_size(path)
    if size > MOST_JSON:
        raise ImportRefused(f"{path}: over {MOST_JSON // 2**20} MiB of JSON, split the file")
    try:
        return json.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ImportRefused(f"{path}: not UTF-8 text, save it as UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise ImportRefused(f"{path}: cannot be read as JSON: {error}") from None
