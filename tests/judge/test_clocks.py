"""Clock times by the clocks of homes and places."""

from __future__ import annotations

import pytest

from reconcile.claims import Article, Claim, Date, Entity, Granularity, Kind, Span
from reconcile.judge.clocks import Clocks
from reconcile.values.zones import LOCAL

HERE = Span(0, 1)


def at(time: str, document: str, **told: object) -> Claim:
    date = Date(None, None, Granularity.TIME, time=time, **told)  # type: ignore[arg-type]
    return Claim(f"{document}-{time}", document, Kind.DATE, HERE, time, HERE, date=date)


def place(name: str, document: str) -> Claim:
    return Claim(f"{document}-{name}", document, Kind.ENTITY, HERE, name, HERE, entity=Entity("LOC", name))


def on(month: int, day: int, document: str) -> Claim:
    date = Date(None, None, Granularity.DAY, month=month, day=day)
    return Claim(f"{document}-{month}-{day}", document, Kind.DATE, HERE, "", HERE, date=date)


TURKEY = (place("Turquie", "fr"),)
JAPAN = (place("Japan", "de"), place("Japon", "fr"))
WINTER = (on(2, 3, "fr"), on(1, 9, "ar"))


@pytest.mark.parametrize(
    ("a", "b", "named", "expected"),
    [
        (at("18:00", "fr"), at("20:00", "de"), (), False),  # both at home
        (at("18:00", "fr"), at("17:00", "ar", utc_offset=0), (), True),
        (at("20:00", "de"), at("17:00", "ar", utc_offset=0), (), False),
        # in Kyrgyzstan
        (at("10:00", "fr"), at("12:00", "de", utc_offset=480), (), False),
        (at("10:00", "fr"), at("12:00", "de", utc_offset=480), (place("Kirghizstan", "fr"),), True),
        (at("11:00", "fr", zone=LOCAL), at("12:00", "de", utc_offset=480), (place("Kirghizstan", "fr"),), False),
        (at("11:00", "fr", zone=LOCAL), at("12:00", "de", utc_offset=480), (), None),
        (at("11:00", "fr", zone=LOCAL), at("10:00", "de", zone=LOCAL), (), False),
        # of two countries the one that more articles name
        (at("11:00", "fr"), at("10:00", "de"), TURKEY, True),
        (
            at("11:00", "fr"),
            at("10:00", "de"),
            (*TURKEY, *JAPAN),
            False,
        ),
        # a zone by its name, in winter and in a season that is not known
        (at("07:30", "fr", zone="Europe/Amsterdam"), at("05:30", "ar", utc_offset=0), (), True),
        (
            at("07:30", "fr", zone="Europe/Amsterdam"),
            at("05:30", "ar", utc_offset=0),
            (on(2, 3, "fr"), on(1, 9, "ar")),
            False,
        ),
        (at("07:30", "fr"), on(2, 3, "de"), (), None),
    ],
)
def test_one_moment(a: Claim, b: Claim, named: tuple[Claim, ...], expected: bool | None) -> None:
    articles = [Article(language, "", language) for language in ("ar", "de", "fr")]
    clocks = Clocks(articles, (a, b, *named))
    assert clocks.one_moment(a, b) is expected
    assert clocks.one_moment(b, a) is expected


@pytest.mark.parametrize(
    ("time", "named", "offset"),
    [
        (at("18:00", "fr", zone="Asia/Tokyo"), (), 540),
        (at("18:00", "fr", zone="Europe/Paris"), (), None),  # in winter or in summer
        (at("18:00", "fr", zone="Europe/Paris"), WINTER, 60),
        (at("18:00", "fr"), TURKEY, None),  # in Paris or in Turkey
        (at("18:00", "fr", utc_offset=0), WINTER, 0),
        (place("Turquie", "fr"), (), None),
        (at("18:00", "fr"), WINTER, 60),
        (at("18:00", "fr"), (*WINTER, at("18:00", "en", utc_offset=0)), None),  # the zone was left out
    ],
)
def test_the_one_clock_that_a_time_must_be_by(time: Claim, named: tuple[Claim, ...], offset: int | None) -> None:
    told = Clocks([Article("fr", "", "fr")], (time, *named)).told_by(time)
    assert (told.date.utc_offset if told.date is not None else None) == offset
    assert told.text == time.text


def test_a_time_that_several_articles_tell_without_a_zone_is_one() -> None:
    greek, czech = at("21:40", "el"), at("21:40", "cs")
    clocks = Clocks([Article(language, "", language) for language in ("el", "cs")], [greek, czech, *WINTER])
    assert clocks.told_by(greek) == greek and clocks.told_by(czech) == czech
