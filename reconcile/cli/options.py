"""Option values: what they may be, and what is said of others."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Iterable
from typing import BinaryIO

from reconcile.claims import Kind
from reconcile.errors import OptionError

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def did_you_mean(value: str, known: Iterable[str]) -> str:
    """``"; did you mean 'json'?"`` for the nearest known value, or a list of all of them."""
    from difflib import get_close_matches

    names = {name.lower(): name for name in known}
    near = get_close_matches(value.lower(), names, n=1, cutoff=0.6)
    return f"; did you mean {names[near[0]]!r}?" if near else f"; known are {', '.join(names.values())}"


def parse_kinds(value: str | None) -> frozenset[Kind]:
    """``"quantity,date"`` as kinds; all where nothing is given."""
    if value is None:
        return frozenset(Kind)
    kinds = set()
    for name in filter(None, (part.strip().lower() for part in value.split(","))):
        if name not in frozenset(kind.value for kind in Kind):
            raise OptionError(f"--kind: {name!r} is no kind of claim{did_you_mean(name, [k.value for k in Kind])}")
        kinds.add(Kind(name))
    if not kinds:
        raise OptionError("--kind: names no kind; known are quantity, date, entity")
    return frozenset(kinds)


def parse_published(value: str | None) -> dt.date | None:
    """An ISO 8601 date, or date and time, as a date."""
    if value is None:
        return None
    try:
        return dt.datetime.fromisoformat(value.strip()).date()
    except ValueError:
        raise OptionError(f"--published: {value!r} is no ISO 8601 date such as 2020-09-22") from None


def parse_language(value: str | None) -> str | None:
    """A BCP 47 tag's primary language subtag, lower case."""
    if value is None:
        return None
    tag = value.strip().replace("_", "-")
    if not _TAG.fullmatch(tag):
        raise OptionError(f"--language: {value!r} is no BCP 47 language tag such as ar, fr or pt-BR")
    return tag.partition("-")[0].lower()


def standard_input() -> BinaryIO | None:
    """The bytes of standard input; ``None`` where the process was started without one."""
    return sys.stdin.buffer if sys.stdin is not None else None
