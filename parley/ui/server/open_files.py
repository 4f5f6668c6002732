"""The system's limit of open files in, how many readers and connections that is enough for out."""

from __future__ import annotations

import logging
import os
from functools import cache
from typing import Final

try:
    import resource
except ImportError:  # Windows has no such limit
    resource = None  # type: ignore[assignment]

SESSIONS: Final = "PARLEY_SESSIONS"
"""The variable with how many readers are served at once at most."""

MOST_SESSIONS: Final = 1_000
"""The default; each takes some 300 kB beside what all share."""

OF_SESSION: Final = 4
"""Open files of a session: its connection, and the loop of the thread that runs its pages."""

OF_SERVER: Final = 200
"""Open files beside those of readers: data, logs, processes that make files."""

SPARE: Final = 2
"""Connections beside its session that a reader has at times, as a mean."""

MOST_CONNECTIONS: Final = 10_000

MOST_FILES: Final = 65_536
"""What is asked of the system; more is of no use."""

logger = logging.getLogger(__name__)


def raise_open_files() -> None:
    """Raise the limit of open files as far as the system lets this process."""
    if resource is None:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    except (ValueError, OSError):  # (a system may allow less than it says)
        logger.warning("the limit of open files stays at %d", soft)


@cache
def most_sessions() -> int:
    """How many readers are served at once. Raises ValueError for a setting that is no number."""
    given = os.environ.get(SESSIONS, "").strip()
    if given and not (given.isascii() and given.isdigit() and int(given) > 0):
        raise ValueError(f"{SESSIONS}: expected how many readers, such as 500, got {given!r}")
    wanted = int(given or MOST_SESSIONS)
    possible = max(1, (_open_files() - OF_SERVER) // (OF_SESSION + SPARE))
    if wanted > possible:
        logger.warning(
            "%d readers at most, not %d: this process may have %d open files (ulimit -n)",
            possible, wanted, _open_files(),
        )  # fmt: skip
    return min(wanted, possible)


@cache
def most_connections() -> int:
    """How many connections are open at once, those of sessions among them."""
    others = _open_files() - OF_SERVER - (OF_SESSION - 1) * most_sessions()
    return max(2, min(MOST_CONNECTIONS, others))


def _open_files() -> int:
    if resource is None:
        return MOST_FILES
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MOST_FILES if soft == resource.RLIM_INFINITY else min(soft, MOST_FILES)
