"""A signal to end in, the end of the process out within seconds, whatever it is at.

The server itself waits for every answer and every thread that is at work. Where they take longer,
the system ends the process: no thread of Python has to get a turn for that.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any, Final

SECONDS: Final = 8
"""Between a signal and the end at the latest: containers are killed after ten."""


def end_within(seconds: int, first: Callable[[], None]) -> None:
    """See to it that the process ends so soon after SIGTERM; `first` is called at once then.

    What handled the signal goes on to handle it.
    """
    if threading.current_thread() is not threading.main_thread():
        return  # of a server in a thread whoever started it takes care
    handled = signal.getsignal(signal.SIGTERM)

    def end(number: int, frame: FrameType | None) -> Any:
        if hasattr(signal, "alarm"):
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(seconds)
        first()
        if callable(handled):
            return handled(number, frame)
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)
        return None

    signal.signal(signal.SIGTERM, end)
