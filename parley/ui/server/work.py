"""The process that makes files: orders on its standard input, answers on its standard output.

Started by `parley.ui.server.work_process` with the seconds that an order may take at most, after
which the system ends it, whatever has become of the server. It ends by itself when there is nothing
to do for a while.
"""

from __future__ import annotations

import importlib
import logging
import os
import select
import signal
import sys
from collections.abc import Callable
from typing import IO, Any, Final

from parley.ui.server.work_process import VARIABLES, FileAnswer, receive, send

IDLE_SECONDS: Final = 120.0
"""Without an order, after which the process ends and frees the folders that it holds."""

NICENESS: Final = 10
"""Pages and cards come first where there is not enough of a processor."""

KINDS: Final = {
    "brief": "parley.ui.server.brief_file",
    "tables": "parley.ui.server.table_file",
}
"""The modules whose `answer(query, page)` makes a kind of file; imported for the first of it."""

logger = logging.getLogger(__name__)


def main() -> None:
    """Carry out orders until there are no more."""
    seconds = int(sys.argv[1])
    orders = os.fdopen(os.dup(0), "rb", buffering=0)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no part of an answer
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    while _comes(orders):
        try:
            order, _ = receive(orders)
        except EOFError:
            return
        if hasattr(signal, "alarm"):
            signal.alarm(seconds)
        made = _answer(order)
        send(answers, {"status": made.status, "headers": dict(made.headers)}, made.body)
        if hasattr(signal, "alarm"):
            signal.alarm(0)


def _comes(orders: IO[bytes]) -> bool:
    """Whether there is another order, or the end of them, before the time is over."""
    if os.name != "posix":  # of pipes Windows cannot tell
        return True
    return bool(select.select([orders], [], [], IDLE_SECONDS)[0])


def _answer(order: dict[str, Any]) -> FileAnswer:
    for name in [each for each in os.environ if each.startswith(VARIABLES)]:
        del os.environ[name]
    os.environ.update({name: value for name, value in order.items() if name.startswith(VARIABLES)})
    make: Callable[[str, str], FileAnswer] = importlib.import_module(KINDS[order["kind"]]).answer
    try:
        return make(order["query"], order.get("page", ""))
    except Exception:
        logger.exception("no file: %s?%s", order["kind"], order["query"])
        return FileAnswer(500, {}, b"")


if __name__ == "__main__":
    main()
