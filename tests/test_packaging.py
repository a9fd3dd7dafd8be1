"""What an installation holds, as pyproject.toml says it."""

from __future__ import annotations

import tomllib
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
SETUPTOOLS = PROJECT["tool"]["setuptools"]


def test_every_folder_of_the_package_is_installed() -> None:
    files = [p for p in (ROOT / "reconcile").rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    folders = {".".join(path.parent.relative_to(ROOT).parts) for path in files}
    expected = sorted(folders | {"reconcile.models"})
    assert SETUPTOOLS["packages"] == expected, "packages in pyproject.toml: list every folder of reconcile/"


def test_every_data_file_is_installed() -> None:
    patterns = SETUPTOOLS["package-data"]["*"]
    for path in (ROOT / "reconcile").rglob("*"):
        if path.is_file() and path.suffix not in {".py", ".pyc"}:
            assert any(path.match(pattern) for pattern in patterns), path.relative_to(ROOT)


def test_what_is_needed_is_pinned() -> None:
    pinned = {}
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, version = line.partition("==")
            pinned[name.lower().replace("_", "-")] = version
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["test"]]
    for requirement in map(Requirement, wanted):
        if requirement.marker is None or requirement.marker.evaluate():
            version = pinned[requirement.name.lower().replace("_", "-")]
            assert requirement.specifier.contains(version), requirement


def test_the_command_is_named_reconcile() -> None:
    (script,) = distribution("reconcile-claims").entry_points
    assert (script.name, script.value) == ("reconcile", "reconcile.cli:main")
