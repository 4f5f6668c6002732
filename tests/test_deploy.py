"""What hosts and workflows start of Parley, by the words of their own files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from parley.paths import app_dir

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = app_dir() / "data" / "winnow-river"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository of data with one negotiation."""
    shutil.copytree(SHIPPED, tmp_path / "data" / SHIPPED.name)
    return tmp_path


def read(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text("utf-8"))


def run(command: list[str], at: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, **environment}
    return subprocess.run(
        command, cwd=at, env=env, check=False, capture_output=True, text=True, encoding="utf-8"
    )


def damage(repository: Path) -> None:
    header = repository / "data" / SHIPPED.name / "negotiation.yaml"
    header.write_text(header.read_text("utf-8") + "colour: blue\n", "utf-8")


def test_the_action_annotates_a_fault_at_its_line(repository: Path) -> None:
    action = read("action.yml")
    step = action["runs"]["steps"][-1]
    assert step["env"] == {"DATA": "${{ inputs.data }}"}
    data = action["inputs"]["data"]["default"]
    sound = run(["bash", "-c", step["run"]], repository, DATA=data)
    assert (sound.returncode, sound.stdout) == (0, "")
    damage(repository)
    faulty = run(["bash", "-c", step["run"]], repository, DATA=data)
    assert faulty.returncode == 1
    assert faulty.stdout.startswith("::error file=data/winnow-river/negotiation.yaml,line=")


def test_the_hook_checks_the_data_of_a_repository(repository: Path) -> None:
    (hook,) = read(".pre-commit-hooks.yaml")
    command = [*hook["entry"].split(), *hook["args"]]
    assert run(command, repository).returncode == 0
    damage(repository)
    faulty = run(command, repository)
    assert faulty.returncode == 1 and "colour: unknown key" in faulty.stdout


def test_hosts_that_install_requirements_get_what_is_declared() -> None:
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == ["-e ."]


def test_replicas_are_those_of_the_proxy_and_are_asked_whether_they_are_up() -> None:
    services = read("compose.yaml")["services"]
    replicas = set(services["proxy"]["depends_on"])
    conf = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    assert {f"server {name}:8501" in conf for name in replicas} == {True}
    assert replicas == set(services) - {"proxy"}
    for name in replicas:
        assert services[name]["read_only"] and services[name]["command"][0] == "--allowed-host"
    assert "HEALTHCHECK" in (ROOT / "Dockerfile").read_text("utf-8")
