from __future__ import annotations

from pathlib import Path

import pytest

from reconcile.cli.settings import Settings, read_settings
from reconcile.errors import OptionError


def write(folder: Path, table: str) -> Path:
    """A project with this table in its pyproject.toml, and a folder inside it."""
    (folder / "pyproject.toml").write_text(table)
    inner = folder / "stories" / "today"
    inner.mkdir(parents=True)
    return inner


def test_settings_of_the_nearest_project_hold(tmp_path: Path) -> None:
    inner = write(tmp_path, '[tool.reconcile]\nfail-on = "conflicts"\npublished = 2020-09-22\nmodel = "m"\n')
    assert read_settings(inner) == Settings(fail_on="conflicts", published="2020-09-22", model=str(tmp_path / "m"))


def test_a_project_without_settings_leaves_all_open(tmp_path: Path) -> None:
    assert read_settings(write(tmp_path, '[project]\nname = "x"\n')) == Settings()


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ('[tool.reconcile]\nfail_on = "never"\n', "did you mean 'fail-on'?"),
        ('[tool.reconcile]\nfail-on = "nevr"\n', "did you mean 'never'?"),
        ("[tool.reconcile]\nlanguage = 3\n", "is no text"),
        ("[tool]\nreconcile = 3\n", "is no table"),
        ("[tool.reconcile\n", "cannot be read"),
    ],
)
def test_wrong_settings_are_told(table: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(OptionError) as error:
        read_settings(write(tmp_path, table))
    assert message in str(error.value)
