"""The reports in ``reports/`` are what the README's command makes of ``seeds/``."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reconcile.cli import main

ROOT = Path(__file__).parents[1]
NAMES = ("seeds.md", "seeds.json", "seeds.txt")

# The processor chooses the precision of the vectors; what is found must not depend on it.
_PRECISION = re.compile(r'"precision": "b?float\d+"')


def told(path: Path) -> str:
    """A report without what may differ from machine to machine."""
    return _PRECISION.sub("", path.read_text("utf-8"))


@pytest.fixture(scope="module")
def fresh(prepared_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports made now, by the command, from the repository's folder."""
    out = tmp_path_factory.mktemp("reports")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        outputs = [part for name in NAMES for part in ("-o", str(out / name))]
        status = main(["check", "seeds/", "-q", *outputs])
    assert status == 1
    return out


@pytest.mark.parametrize("name", NAMES)
def test_reports_are_true(fresh: Path, name: str) -> None:
    expected, made = (told(folder / name) for folder in (ROOT / "reports", fresh))
    assert made == expected, f"reports/{name} is out of date: run make demo and read the difference"


def test_the_readme_shows_a_part_of_the_report() -> None:
    shown = re.search(
        r"<!-- report -->\n(?:```text\n(.*?)```\n)?<!-- /report -->", (ROOT / "README.md").read_text("utf-8"), re.S
    )
    assert shown is not None
    assert (shown.group(1) or "") in (ROOT / "reports" / "seeds.txt").read_text("utf-8")
