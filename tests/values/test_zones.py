"""Times told by desks at home."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconcile.claims import Date, Granularity
from reconcile.values.zones import one_moment, two_moments


def at(time: str, utc_offset: int | None = None) -> Date:
    return Date(None, None, Granularity.TIME, time=time, utc_offset=utc_offset)


@pytest.mark.parametrize(
    ("a", "b", "languages", "expected"),
    [
        (at("23:40"), at("22:40"), ("el", "de"), True),
        (at("05:40"), at("06:40"), ("es", "tr"), True),
        (at("19:12"), at("02:12"), ("sv", "ko"), True),
        (at("05:40"), at("04:40"), ("es", "tr"), False),
        (at("10:00"), at("11:00"), ("de", "it"), False),
        (at("10:00"), at("11:00"), ("de", "xx"), False),
        (at("23:40", 120), at("22:40"), ("el", "de"), False),
    ],
)
def test_one_moment(a: Date, b: Date, languages: tuple[str, str], expected: bool) -> None:
    assert one_moment(a, b, *languages) is expected
    assert one_moment(b, a, *languages[::-1]) is expected


@pytest.mark.parametrize(
    ("time", "other", "languages", "two"),
    [
        ("17:00", "16:00", ("fr", "sv"), True),
        ("17:00", "17:00", ("fr", "sv"), False),
        ("23:40", "22:40", ("el", "it"), False),
        ("16:00", "19:30", ("sv", "hi"), False),
        ("17:00", "19:30", ("fr", "hi"), True),
        ("17:00", "16:00", ("fr", "xx"), False),
    ],
)
def test_desks_at_home(time: str, other: str, languages: tuple[str, str], two: bool) -> None:
    a, b = (Date(None, None, Granularity.TIME, time=t) for t in (time, other))
    assert two_moments(a, b, *languages) is two
    assert two_moments(b, a, *languages[::-1]) is two
    assert not two_moments(replace(a, utc_offset=0), b, *languages)
