"""Settings of a project: ``[tool.reconcile]`` in the nearest pyproject.toml, as defaults of options."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from reconcile.cli.options import did_you_mean
from reconcile.errors import OptionError

_TABLE = "[tool.reconcile]"


@dataclass(frozen=True, slots=True)
class Settings:
    """Defaults of the options of the same names; ``None`` where the file does not say."""

    fail_on: str | None = None
    format: str | None = None
    language: str | None = None
    model: str | None = None
    ner: str | None = None
    published: str | None = None


CHOICES = {"fail-on": ("conflicts", "diverges", "never"), "format": ("rich", "json", "markdown")}


def read_settings(start: Path) -> Settings:
    """The settings that hold in a folder: of the first pyproject.toml in it or above that has any.

    Raises :class:`OptionError` for a setting that there is not, or a value that it cannot have.
    """
    for folder in (start, *start.parents):
        path = folder / "pyproject.toml"
        if not path.is_file():
            continue
        try:
            table = tomllib.loads(path.read_text("utf-8")).get("tool", {}).get("reconcile")
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise OptionError(f"{path}: cannot be read ({error})") from None
        if table is not None:
            return _settings(path, table)
    return Settings()


def _settings(path: Path, table: object) -> Settings:
    if not isinstance(table, dict):
        raise OptionError(f"{path}: tool.reconcile is no table")
    known = [field.name.replace("_", "-") for field in fields(Settings)]
    for name, value in table.items():
        if name not in known:
            raise OptionError(f"{path}: {_TABLE} has no setting {name!r}{did_you_mean(name, known)}")
        if name == "published" and not isinstance(value, str):
            value = table[name] = str(value)  # a TOML date
        if not isinstance(value, str):
            raise OptionError(f"{path}: {_TABLE} {name} = {value!r} is no text")
        if value not in CHOICES.get(name, (value,)):
            raise OptionError(f"{path}: {_TABLE} {name} = {value!r}{did_you_mean(value, CHOICES[name])}")
    # A relative model folder is meant from the file that names it.
    for name in ("model", "ner"):
        if name in table:
            table[name] = str(path.parent / table[name])
    return Settings(**{name.replace("-", "_"): value for name, value in table.items()})
