"""The installation: a wheel carries the application, an editable install takes the checkout's."""

from __future__ import annotations

import json
import tomllib
from importlib.metadata import distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_a_wheel_has_the_application_within_the_package_and_an_editable_install_nothing() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    carried = set(wheel["hooks"]["custom"]["carried"].values())
    installed = distribution("parley")
    origin = json.loads(installed.read_text("direct_url.json") or "{}")
    files = [path for path in installed.files or [] if path.parts[0] == "parley"]
    if origin.get("dir_info", {}).get("editable"):
        assert files == []
    else:
        within = {path.as_posix() for file in files for path in (file, *file.parents)}
        assert carried <= within
