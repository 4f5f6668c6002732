"""YAML as an editor reads it: the core schema of YAML 1.2, with dates left as text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml


class CoreLoader(yaml.CSafeLoader):
    """Knows null, truth, whole numbers and fractions; `no` and `2025-12-15` are text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012


for tag, pattern, first in [
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    (
        "float",
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?",
        list("-+.0123456789"),
    ),
]:
    CoreLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), first
    )


def parsed(text: str) -> Any:
    """The plain values of a YAML text."""
    return yaml.load(text, CoreLoader)


def parsed_file(path: Path) -> Any:
    """The plain values of a YAML file."""
    return parsed(path.read_text("utf-8"))
