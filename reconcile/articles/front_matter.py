"""What stands between ``---`` or ``+++`` at the top of a markdown file: YAML or TOML about the article."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from reconcile.articles.language import primary_language
from reconcile.errors import InputError

_YAML = re.compile(
    r"---[^\S\r\n]*(?:\r\n|\n|\r)(.*?)^(?:---|\.\.\.)[^\S\r\n]*(?:\r\n|\n|\r|\Z)", re.DOTALL | re.MULTILINE
)
_TOML = re.compile(r"\+\+\+[^\S\r\n]*(?:\r\n|\n|\r)(.*?)^\+\+\+[^\S\r\n]*(?:\r\n|\n|\r|\Z)", re.DOTALL | re.MULTILINE)
_LONGEST = 65_536
_BRACKETS_AT_MOST = 200  # deep nesting takes a YAML reader quadratic time
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")

_TITLE = ("title", "headline")
_PUBLISHED = ("published", "date", "publishdate", "pubdate", "datepublished", "published_at")
_LANGUAGE = ("lang", "language", "locale")
_URL = ("url", "canonical", "link", "permalink")
_SOURCE = ("source", "outlet", "publisher")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the article says about itself, and the offset at which its body begins."""

    body: int = 0
    title: str = ""
    language: str = ""
    published: dt.date | None = None
    url: str = ""
    source: str = ""


def read(text: str) -> FrontMatter:
    """Return the front matter of ``text``; an empty one where there is none.

    Raises :class:`~reconcile.errors.InputError` where it is no valid YAML or TOML, or states a date or a language that
    cannot be understood.
    """
    match, load = _YAML.match(text, 0, _LONGEST), _yaml
    if match is None:
        match, load = _TOML.match(text, 0, _LONGEST), _toml
    if match is None:
        return FrontMatter()
    data = load(match[1])
    if not isinstance(data, dict):
        return FrontMatter()  # two rulers with prose between them
    values = {str(key).strip().casefold(): value for key, value in data.items()}
    return FrontMatter(
        body=match.end(),
        title=_first(values, _TITLE, _string) or "",
        language=_first(values, _LANGUAGE, _declared_language) or "",
        published=_first(values, _PUBLISHED, _day),
        url=_first(values, _URL, _string) or "",
        source=_first(values, _SOURCE, _string) or "",
    )


def _yaml(source: str) -> object:
    if source.count("[") + source.count("{") > _BRACKETS_AT_MOST:
        raise InputError("has front matter that is nested too deeply; mend it or take it out", line=1)
    # Imported here: only markdown with front matter needs it.
    import yaml  # type: ignore[import-untyped]

    try:
        return yaml.safe_load(source)
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError) as error:
        at = getattr(error, "problem_mark", None)
        line = at.line + 2 if at is not None else 1
        raise InputError("has front matter that is no valid YAML; mend it or take it out", line=line) from None


def _toml(source: str) -> object:
    try:
        return tomllib.loads(source)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        reason = str(error) if isinstance(error, tomllib.TOMLDecodeError) else "nested too deeply"
        raise InputError(f"has front matter that is no valid TOML ({reason}); mend it or take it out", line=1) from None


def _first(values: dict[str, Any], names: tuple[str, ...], read_as: Callable[[object], T | None]) -> T | None:
    for name in names:
        if values.get(name) is not None and (found := read_as(values[name])) is not None:
            return found
    return None


def _string(value: object) -> str | None:
    return " ".join(value.split()) if isinstance(value, str) else None


def _declared_language(value: object) -> str | None:
    language = primary_language(value) if isinstance(value, str) else None
    if language is None:
        raise InputError('has front matter whose language is no BCP 47 tag such as "ar" or "pt-BR"', line=1)
    return language


def _day(value: object) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str) and (match := _DAY.match(value.strip())):
        try:
            return dt.date.fromisoformat(match[0])
        except ValueError:
            pass
    raise InputError('has front matter whose date is no ISO 8601 date such as "2024-03-14"', line=1)
