"""Dates in sentences: one table a language, what they resolve to, and what is no date.

``dates/<language>.tsv``: publication, sentence, and one cell for each date: the text, what it stands for, its
granularity. A line without cells holds no date.
"""

import datetime as dt
from pathlib import Path

import pytest

from reconcile.claims import Bound, Date, Granularity, Span
from reconcile.extract.date_lists import with_days_behind
from reconcile.extract.dates import find_dates

TABLES = sorted((Path(__file__).parent / "dates").glob("*.tsv"))
ROWS = [
    pytest.param(path.stem, *line.split("\t", 2), id=f"{path.stem}-{number}")
    for path in TABLES
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
]
FRIDAY = dt.date(2024, 3, 15)


def read(text: str, language: str, published: dt.date | None = FRIDAY) -> list[tuple[str, Date]]:
    """The dates of a text that is one sentence, with the words that they were read from."""
    found = find_dates(text, Span(0, len(text)), language, published)
    return [(text[span.start : span.end], date) for span, date in found]


def shown(text: str, date: Date) -> str:
    """A date as the tables write it."""
    value = date.start or date.time or "?"
    if date.start and date.end != date.start:
        value = f"{date.start}..{date.end}"
    if not date.start and date.utc_offset is not None:
        value += f" UTC{date.utc_offset:+d}"
    return f"{text} = {value} {date.granularity.value}"


@pytest.mark.parametrize(("language", "published", "row"), [(p.values[0], p.values[1], p.values[2:]) for p in ROWS])
def test_table(language: str, published: str, row: tuple[str, ...]) -> None:
    sentence, *cells = "\t".join(row).split("\t")
    assert [shown(t, d) for t, d in read(sentence, language, dt.date.fromisoformat(published))] == cells


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Nearly 2000 people came in 45 days.", "en"),
        ("He ran it in 2:19:47, 41 seconds ahead.", "en"),
        ("Section 3.4 of COVID-19 rules, flight A320, G20, 3-1, 1.20 euros.", "en"),
        ("They may march, she might fall; the sun sat low.", "en"),
        ("de 2000 personas en 24 horas", "es"),
        ("une course de 2 h 05 min 12 s", "fr"),
        ("la seconda squadra ha 12 punti", "it"),
        ("im Verhältnis 3,42 zu 1,20", "de"),
        ("耗资1100亿元，北溪2号管道", "zh"),
        ("3日間で500人、一日中", "ja"),
        ("", "en"),
    ],
)
def test_no_date(text: str, language: str) -> None:
    assert read(text, language) == []


@pytest.mark.parametrize(
    ("text", "language", "weekday", "granularity"),
    [
        ("on Friday", "en", 4, Granularity.WEEKDAY),
        ("يوم الأحد", "ar", 6, Granularity.WEEKDAY),
        ("dans la nuit de mercredi à jeudi", "fr", 2, Granularity.WEEKDAY),
    ],
)
def test_unknown_publication_leaves_it_open(text: str, language: str, weekday: int, granularity: Granularity) -> None:
    [(_, date)] = read(text, language, None)
    assert (date.start, date.end, date.weekday, date.relative) == (None, None, weekday, True)
    assert date.granularity is granularity


def test_day_and_month_stay_without_publication() -> None:
    [(_, date)] = read("on 9 January", "en", None)
    assert (date.start, date.month, date.day, date.relative) == (None, 1, 9, True)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("It was sold on Monday.", "2024-03-11"),
        ("The court will rule on Monday.", "2024-03-18"),
        ("The firm said on Monday it will appeal.", "2024-03-11"),
        ("A strike is planned for Monday.", "2024-03-18"),
        ("It opens next Monday.", "2024-03-18"),
        ("It closed last Thursday.", "2024-03-07"),
        ("It closed this past Thursday.", "2024-03-14"),
    ],
)
def test_weekdays_look_back_unless_words_look_ahead(text: str, start: str) -> None:
    assert [date.start for _, date in read(text, "en")] == [start]


def test_a_length_of_time_is_about_its_unit() -> None:
    [(_, months)] = read("It shut two months ago.", "en")
    assert (months.start, months.bound, months.precision) == ("2024-01-15", Bound.ABOUT, Granularity.MONTH)
    [(_, days)] = read("It shut two days ago.", "en")
    assert (days.start, days.bound, days.precision) == ("2024-03-13", Bound.EXACT, None)


@pytest.mark.parametrize(
    ("text", "language", "granularity"),
    [
        ("It shut three years ago.", "en", Granularity.YEAR),
        ("It shut two months ago.", "en", Granularity.MONTH),
        ("It shut three days ago.", "en", Granularity.DAY),
        ("Il a fermé il y a trois semaines.", "fr", Granularity.WEEK),
        ("Es schloss vor zehn Jahren.", "de", Granularity.YEAR),
        ("два месяца назад", "ru", Granularity.MONTH),
        ("四年前", "zh", Granularity.YEAR),
        ("قبل 3 سنوات", "ar", Granularity.YEAR),
    ],
)
def test_an_unresolved_length_of_time_is_as_coarse_as_its_unit(
    text: str, language: str, granularity: Granularity
) -> None:
    [(_, date)] = read(text, language, None)
    assert (date.start, date.granularity, date.precision) == (None, granularity, None)


def test_later_counts_from_the_day_told_before() -> None:
    dates = [date.start for _, date in read("It shut on 3 May 2019 and reopened two weeks later.", "en")]
    assert dates == ["2019-05-03", "2019-05-17"]
    text = "It was a hard time. Three years later she won."
    assert find_dates(text, Span(20, len(text)), "en", FRIDAY) == []


def test_a_time_zone_follows_summer_time() -> None:
    assert [d.utc_offset for _, d in read("a las 7.30, hora peninsular", "es", dt.date(2023, 10, 15))] == [120]
    assert [d.utc_offset for _, d in read("a las 7.30, hora peninsular", "es", dt.date(2023, 1, 15))] == [60]
    assert [d.utc_offset for _, d in read("a las 7.30, hora peninsular", "es", None)] == [None]
    assert [d.utc_offset for _, d in read("at 11:15 BST", "en")] == [None]


def test_modifiers_stand_apart() -> None:
    assert [d.modifier for _, d in read("since 2019, until 5 May, early August", "en")] == ["since", "until", "early"]


def test_an_unknown_language_still_has_figures() -> None:
    assert [d.start for _, d in read("xx 2021-03-05 yy", "tlh")] == ["2021-03-05"]


def test_spans_count_from_the_whole_text() -> None:
    text = "Intro. It rained on 5 May 2020."
    [(span, _)] = find_dates(text, Span(7, len(text)), "en", FRIDAY)
    assert text[span.start : span.end] == "5 May 2020"


def test_norwegian_is_read_under_each_of_its_tags() -> None:
    assert [[d.start for _, d in read("Det skjedde i går.", tag)] for tag in ("nb", "no", "nn")] == [["2024-03-14"]] * 3


LEEWAY = (Path(__file__).parent / "date_modifiers.tsv").read_text("utf-8").splitlines()


@pytest.mark.parametrize(("language", "text", "said"), [line.split("\t") for line in LEEWAY])
def test_words_before_and_after_that_leave_room(language: str, text: str, said: str) -> None:
    """``date_modifiers.tsv``: language, a time or day, and on which side of it the words leave room."""
    ((_, date),) = read(text, language, None)
    assert ("about" if date.bound is Bound.ABOUT else date.modifier) == said


@pytest.mark.parametrize(
    ("unit", "texts", "counted"),
    [
        ("year", {"en": "next year", "de": "Ende nächsten Jahres", "ko": "내년 말", "id": "tahun depan"}, 1),
        ("year", {"en": "four years ago", "de": "vier Jahre zuvor", "hi": "चार साल पहले", "ja": "4年前"}, -4),
        ("week", {"fr": "dans six semaines", "sv": "om sex veckor", "zh": "六周后"}, 6),
        ("day", {"it": "ieri sera", "ru": "вчера, в четверг", "vi": "hôm qua (thứ năm)"}, -1),
        ("year", {"en": "first half of next year", "ja": "来年前半", "hi": "अगले साल की पहली छमाही"}, 1),
    ],
)
def test_what_counts_from_an_unknown_day_keeps_its_count(unit: str, texts: dict[str, str], counted: int) -> None:
    for tag, text in texts.items():
        ((_, date),) = read(text, tag, None)
        assert date.start is None
        assert date.counted == (Granularity(unit), counted)


@pytest.mark.parametrize(
    ("text", "language", "days"),
    [
        ("10月1日、5日和6日有雨。", "zh", ["2023-10-01", "2023-10-05", "2023-10-06"]),
        ("8月3日午前6時ごろから同6日まで泊まった。", "ja", ["2024-08-03T06:00", "2024-08-06"]),
        ("12월 3일과 5일에 열린다.", "ko", ["2023-12-03", "2023-12-05"]),
        ("10月9日に始まり、5日は休んだ。", "ja", ["2023-10-09", "2024-03-05"]),
    ],
)
def test_days_of_the_month_told_before(text: str, language: str, days: list[str]) -> None:
    span = Span(0, len(text))
    found = with_days_behind(text, span, find_dates(text, span, language, FRIDAY))
    assert [date.start for _, date in found] == days
