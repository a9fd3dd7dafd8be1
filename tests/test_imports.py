"""The house's rules about what may import what, and what the repository may say."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import reconcile
import reconcile.errors

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "reconcile"

# From the bottom up: each may import itself and what stands on the lines above it.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("claims", "errors", "scopes"),
    ("codes", "odds", "offline", "padding", "progress", "values", "workers"),
    ("layers", "masking", "names"),
    # The steps know nothing of each other.
    ("articles", "extract", "embed", "align", "judge", "report"),
    ("comparing", "encoding", "reading"),
    ("reporting",),
    ("pipeline",),
    ("cli",),
    ("__init__", "__main__"),
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}

HEAVY = frozenset(
    {"torch", "transformers", "sentence_transformers", "scipy", "sklearn", "trafilatura", "numpy", "rich"}
)


def imports(path: Path) -> Iterator[str]:
    """The parts of the house that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (name.split(".")[1] for name in names if name.startswith("reconcile."))


def part(path: Path) -> str:
    """The part of the house that a module belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    here = part(path)
    for there in set(imports(path)) - {here, "__version__"}:
        assert LEVEL[there] < LEVEL[here], f"{here} may not import {there}"


def test_click_is_not_imported() -> None:
    for path in PACKAGE.rglob("*.py"):
        assert not re.search(r"^\s*(?:from|import) click\b", path.read_text("utf-8"), re.MULTILINE), path


@pytest.mark.parametrize(
    "command",
    ["import reconcile", "from reconcile import Claim, Report", "from reconcile.cli import main; main(['--help'])"],
)
def test_nothing_heavy_is_loaded(command: str) -> None:
    code = f"{command}\nimport sys\nprint(sorted({set(HEAVY)!r} & sys.modules.keys()))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.endswith("[]\n")


def test_extracting_loads_no_model_library(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("The app was installed 54,000 times on 19 September 2020.")
    code = (
        f"from reconcile.cli import main; main(['extract', {str(article)!r}, '--kind', 'quantity,date'])\n"
        "import sys; print(sorted({'torch', 'transformers', 'sentence_transformers', 'rich'} & sys.modules.keys()))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.endswith("[]\n")
    assert "54000.0" in result.stdout


def test_public_names_are_sorted_and_resolve() -> None:
    assert reconcile.__all__ == sorted(reconcile.__all__)
    for name in reconcile.__all__:
        assert getattr(reconcile, name) is not None
    assert set(reconcile.__all__) <= set(dir(reconcile))
    with pytest.raises(AttributeError):
        _ = reconcile.nonsense


def test_public_names_survive_the_import_of_what_they_are_named_after() -> None:
    import_module("reconcile.extract")
    assert callable(reconcile.extract_claims)
    assert callable(reconcile.check)


def test_errors_are_one_tree() -> None:
    errors = [value for value in vars(reconcile.errors).values() if isinstance(value, type)]
    assert len(errors) >= 5
    for error in errors:
        assert issubclass(error, reconcile.errors.ReconcileError)
        assert error.__doc__


# --- what the repository holds ----------------------------------------------------------------------


def committed() -> list[Path]:
    """The files of the repository, or of the folder where it is no checkout."""
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"], capture_output=True
    )
    names = listed.stdout.decode().split("\0") if listed.returncode == 0 else []
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


# Spelled apart, so that this file does not hold them itself.
_MACHINE = re.compile(
    "|".join((r"/wo" r"rk\b/", r"/ro" r"ot\b/", r"/ho" r"me/\w+/", r"[A-Z]:\\Us" r"ers\\", r"\.\./sha" r"red\b"))
)


def test_no_path_of_a_machine_is_committed() -> None:
    for path in committed():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        found = _MACHINE.search(text)
        assert found is None, f"{path.relative_to(ROOT)}: {found.group()!r}" if found else ""


def test_modules_stay_small() -> None:
    for path in PACKAGE.rglob("*.py"):
        lines = path.read_text("utf-8").count("\n")
        assert lines <= 450, f"{path.relative_to(ROOT)} has {lines} lines"
