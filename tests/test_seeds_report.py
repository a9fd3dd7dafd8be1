"""The reports in ``reports/`` are what the README's command makes of ``seeds/``."""

from __future__ import annotations

from pathlib import Path

import pytest

from reconcile.cli import main

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def fresh(prepared_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports made now, by the command, from the repository's folder."""
    out = tmp_path_factory.mktemp("reports")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        status = main(["check", "seeds/", "-q", "-o", str(out / "seeds.md"), "-o", str(out / "seeds.json")])
    assert status == 1
    return out


@pytest.mark.parametrize("name", ["seeds.md", "seeds.json"])
def test_reports_are_true(fresh: Path, name: str) -> None:
    expected, made = (ROOT / "reports" / name).read_text("utf-8"), (fresh / name).read_text("utf-8")
    assert made == expected, f"reports/{name} is out of date: run make demo and read the difference"
