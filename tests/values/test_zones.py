"""Times told by desks at home."""

from __future__ import annotations

import pytest

from reconcile.values.zones import fixed, home_of, offsets_in, one_moment


@pytest.mark.parametrize(
    ("a", "b", "languages", "expected"),
    [
        ("23:40", "22:40", ("el", "de"), True),
        ("05:40", "06:40", ("es", "tr"), True),
        ("19:12", "02:12", ("sv", "ko"), True),
        ("05:40", "04:40", ("es", "tr"), False),
        ("10:00", "11:00", ("de", "it"), False),
        ("10:00", "11:00", ("de", "xx"), None),
        ("16:00", "19:30", ("sv", "hi"), True),
        ("17:00", "19:30", ("fr", "hi"), False),
    ],
)
def test_desks_at_home(a: str, b: str, languages: tuple[str, str], expected: bool | None) -> None:
    ours, theirs = map(home_of, languages)
    assert one_moment(a, b, ours, theirs) is expected
    assert one_moment(b, a, theirs, ours) is expected


def test_a_season_that_is_known() -> None:
    paris, greenwich = offsets_in(["Europe/Paris"]), fixed(0)
    assert one_moment("17:00", "18:00", greenwich, paris, seasons=(0,))
    assert one_moment("17:00", "18:00", greenwich, paris, seasons=(1,)) is False
