"""A process that carries out orders as told: it answers, sleeps, or ends without an answer."""

from __future__ import annotations

import os
import sys
import time

from parley.ui.server.work_process import receive, send


def main() -> None:
    while True:
        try:
            order, _ = receive(sys.stdin.buffer)
        except EOFError:
            return
        if order["query"] == "sleep":
            time.sleep(60)
        if order["query"] == "die":
            os._exit(3)
        send(sys.stdout.buffer, {"status": 200, "headers": {"x": order["query"]}}, b"a\nb")


if __name__ == "__main__":
    main()
