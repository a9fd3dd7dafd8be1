"""What holds of dates in any text and any locale."""

import datetime as dt
import time

import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.claims import Span
from reconcile.extract.date_calendar import easter, hijri, jalali, nearest_year, nth_weekday
from reconcile.extract.date_lexer import kanji
from reconcile.extract.dates import find_dates
from reconcile.extract.languages.generate_dates import LANGUAGES

OWN = ["ar", "de", "en", "es", "fr", "he", "hi", "it", "ja", "ko", "nl", "pt", "ru", "sv", "tr", "vi", "zh"]
WORDS = [
    "Monday", "between", "and", "2 h 30", "31", "30 février", "يوم", "الأحد", "قبل", "أسبوعين", "99/99/9999",
    "24:00", "13月45日", "令和", "0年", "第", "last", "9999 years ago", "in", "the", "0000", "2020/23", "Q5", "٣", "(",
    "-", "शुक्रवार", ".", "\u200f", "\u0301", "𝟛", "²", "ago", "since", "次の", "월요일", "부터", "days", "century",
    "00:99", "xx", "1er", "II",
]  # fmt: skip


def check(text: str, language: str, published: dt.date | None) -> None:
    """Spans are in range, in order and apart; days are days of the calendar and run forwards."""
    begin = min(2, len(text))
    end = 0
    for span, date in find_dates(text, Span(begin, len(text)), language, published):
        assert begin <= span.start < span.end <= len(text)
        assert span.start >= end
        end = span.end
        assert (date.start is None) == (date.end is None)
        if date.start and date.end:
            first, last = dt.date.fromisoformat(date.start[:10]), dt.date.fromisoformat(date.end[:10])
            assert first <= last


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=120), st.sampled_from([*OWN, "pl", "und", "x"]), st.none() | st.dates())
def test_any_text(text: str, language: str, published: dt.date | None) -> None:
    check(text, language, published)


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
    st.sampled_from(OWN),
    st.none() | st.dates(),
)
def test_any_words(text: str, language: str, published: dt.date | None) -> None:
    check(text, language, published)


@settings(max_examples=5, deadline=None)
@given(st.dates(dt.date(1901, 1, 1), dt.date(2099, 12, 31)))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_locale_reads_what_it_writes(language: str, day: dt.date) -> None:
    for width in ("full", "long", "medium"):
        text = format_date(day, width, locale=language)
        found = find_dates(text, Span(0, len(text)), language, dt.date(2022, 6, 1))
        assert [date.start for _, date in found] == [day.isoformat()], text


@pytest.mark.parametrize(
    "piece", ["1", "1.", "1/", "(", "May ", "5 May 2019 ", "Monday to ", "between Monday and ", "de la ", "二十", " "]
)
@pytest.mark.parametrize("language", ["en", "es", "ja"])
def test_long_input_takes_no_more_than_its_length(piece: str, language: str) -> None:
    text = piece * (10_000 // len(piece))
    began = time.process_time()
    find_dates(text, Span(0, len(text)), language, dt.date(2022, 6, 1))
    assert time.process_time() - began < 1.0


def test_calendars() -> None:
    assert hijri(1445, 9, 1) == dt.date(2024, 3, 11)
    assert hijri(1445, 13, 1) is None
    assert jalali(1357, 11, 22) == dt.date(1979, 2, 11)
    assert easter(2022) == dt.date(2022, 4, 17)
    assert nth_weekday(2024, 5, 6, 2) == dt.date(2024, 5, 12)
    assert nth_weekday(2024, 5, 6, 6) is None
    assert nth_weekday(2024, 5, 6, -1) == dt.date(2024, 5, 26)


def test_the_weekday_chooses_the_year() -> None:
    assert nearest_year(9, 18, dt.date(2021, 2, 1)) == 2020
    assert nearest_year(9, 18, dt.date(2021, 2, 1), weekday=5) == 2021
    assert nearest_year(2, 29, dt.date(2022, 1, 1)) in (2020, 2024)


@pytest.mark.parametrize(
    ("numeral", "value"), [("二十二", 22), ("二〇一八", 2018), ("千九百", 1900), ("十", 10), ("三百五", 305)]
)
def test_numerals_in_chinese_characters(numeral: str, value: int) -> None:
    assert kanji(numeral) == value
