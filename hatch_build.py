"""The build of a wheel: adds what `carried` in pyproject.toml names, but to no editable install.

An editable install is a path to the checkout, where the application stands beside the package.
"""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CarryTheApplication(BuildHookInterface):  # type: ignore[type-arg]
    """Called by hatchling; `version` is "standard" or "editable"."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "standard":
            build_data["force_include"].update(self.config["carried"])
