"""What every measure checks first: that it is given a view."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from parley.frames.view import View

P = ParamSpec("P")
R = TypeVar("R")


def of_view(measure: Callable[Concatenate[View, P], R]) -> Callable[Concatenate[View, P], R]:
    """A measure that raises TypeError where it is given anything but a view, and says what for."""

    @wraps(measure)
    def checked(view: View, /, *args: P.args, **kwargs: P.kwargs) -> R:
        if not isinstance(view, View):
            raise TypeError(
                f"{measure.__name__}: expected a view, as parley.select(frames) gives it, "
                f"got {type(view).__name__}"
            )
        return measure(view, *args, **kwargs)

    return checked
