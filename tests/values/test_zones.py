"""Times told by desks at home."""

from __future__ import annotations

import pytest

from reconcile.claims import Date, Granularity
from reconcile.values.zones import one_moment


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
