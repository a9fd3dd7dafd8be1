"""Parts of a day beside a weekday, numbers behind one that count, and the words of a zone around a clock time.

``date_parts.tsv``: language, weekday (0 = Monday, - for none), modifier, and a sentence that holds that date alone.
"""

import datetime as dt
from pathlib import Path

import pytest

from reconcile.claims import Article, Kind, Span
from reconcile.extract import extract
from reconcile.extract.dates import find_dates

WEDNESDAY = dt.date(2025, 9, 10)
PARTS = [tuple(line.split("\t")) for line in Path(__file__).with_name("date_parts.tsv").read_text("utf-8").splitlines()]


@pytest.mark.parametrize(("language", "weekday", "part", "text"), PARTS)
def test_part_of_the_day(language: str, weekday: str, part: str, text: str) -> None:
    [(_, date)] = find_dates(text, Span(0, len(text)), language, WEDNESDAY)
    assert date.modifier == part
    assert date.weekday == (int(weekday) if weekday != "-" else None)


@pytest.mark.parametrize(
    ("language", "text", "weekday"),
    [
        ("fr", "Dans la soirée de vendredi, 12 personnes sont mortes.", 4),
        ("en", "By the evening of Friday 12 had died.", 4),
        ("en", "By the evening of Friday, 12 people had died.", 4),
        ("ar", "حتى مساء الجمعة 12 قتيلا.", 4),
        ("he", "לערב שבת 12 הרוגים.", 5),
        ("vi", "Đến sáng chủ nhật, 12 người chết.", 6),
        ("de", "Bis zum Freitagabend 12 Tote.", 4),
        ("de", "Am Freitag 12 Tote.", 4),
        ("es", "El viernes 12 personas murieron.", 4),
        ("it", "Venerdì 12 persone sono morte.", 4),
        ("pt", "Na sexta-feira 12 pessoas morreram.", 4),
        ("ru", "В пятницу 12 человек погибли.", 4),
        ("tr", "Cuma günü 12 kişi öldü.", 4),
        ("nl", "Vrijdag 12 doden geteld.", 4),
        ("sv", "Fredag 12 döda.", 4),
        ("id", "Hingga Jumat 12 orang tewas.", 4),
        ("hi", "शुक्रवार 12 लोग मारे गए।", 4),
        ("fa", "جمعه ۱۲ نفر کشته شدند.", 4),
        ("pl", "W piątek 12 osób zginęło.", 4),
        ("uk", "У п'ятницю 12 людей загинули.", 4),
        ("cs", "V pátek 12 lidí zemřelo.", 4),
        ("el", "Την Παρασκευή 12 άτομα πέθαναν.", 4),
        ("ro", "Vineri 12 oameni au murit.", 4),
        ("ko", "금요일 12명이 숨졌다.", 4),
        ("ja", "金曜日12人が死亡した。", 4),
        ("zh", "周五12人死亡。", 4),
        ("en", "On Friday 12-year-old Tom won.", 4),
        ("en", "On Friday 12,500 people marched.", 4),
    ],
)
def test_a_count_behind_a_weekday(language: str, text: str, weekday: int) -> None:
    [(_, date)] = find_dates(text, Span(0, len(text)), language, WEDNESDAY)
    assert (date.weekday, date.day) == (weekday, None)


@pytest.mark.parametrize(
    ("language", "text", "quote"),
    [
        ("es", "El viernes 12 el presidente viajó.", "viernes 12"),
        ("es", "El viernes, 12, en Madrid.", "viernes, 12"),
        ("fr", "Le vendredi 12 à Paris.", "vendredi 12"),
        ("it", "La gara è sabato 13.", "sabato 13"),
        ("en", "The meeting on Friday 12 at 5 p.m. was short.", "Friday 12 at 5 p.m."),
        ("pt", "Ele chegou na sexta-feira (12) em Lisboa.", "sexta-feira (12)"),
        ("tr", "Cuma 12'sinde döndüm.", "Cuma 12"),
        ("en", "They left on Friday the 12th.", "Friday the 12th"),
        ("de", "Er kam am Freitag, den 12. nach Bonn.", "Freitag, den 12"),
    ],
)
def test_a_day_behind_a_weekday(language: str, text: str, quote: str) -> None:
    [(span, date)] = find_dates(text, Span(0, len(text)), language, WEDNESDAY)
    assert text[span.start : span.end] == quote
    assert date.start is not None
    assert date.start[8:10] == ("13" if "13" in quote else "12")


@pytest.mark.parametrize(
    ("language", "text", "quote", "minutes"),
    [
        ("ru", "Он прибыл в 20:42 по московскому времени.", "20:42", 180),
        ("ru", "Он прибыл в пятницу в 20:42 по московскому времени.", "пятницу в 20:42", 180),
        ("ru", "Он прибыл в 20:42 по мск.", "20:42 по мск", 180),
        ("es", "Llegó a las 20.42 hora peninsular española.", "20.42", 120),
        ("en", "He arrived at 8:42 p.m. local time.", "8:42 p.m.", None),
        ("en", "He arrived at 8:42 p.m. ET.", "8:42 p.m. ET", -240),
        ("en", "He arrived at 8:42 p.m. local time on Friday.", "8:42 p.m. local time on Friday", None),
        ("de", "Er kam um 17 Uhr MEZ.", "17 Uhr MEZ", 60),
        ("de", "Er kam um 17.30 Uhr deutscher Zeit.", "17.30 Uhr", 120),
        ("ko", "22일 오전 10시 40분(한국시간)에 도착했다.", "22일 오전 10시 40분", 540),
        ("zh", "他于北京时间2日19时10分抵达。", "2日19时10分", 480),
        ("hi", "वह भारतीय समयानुसार शाम 4:40 बजे पहुंचा।", "शाम 4:40 बजे", 330),
    ],
)
def test_words_of_a_zone_stay_outside(language: str, text: str, quote: str, minutes: int | None) -> None:
    article = Article("a", text, language, sentences=(Span(0, len(text)),), published=WEDNESDAY)
    [claim] = extract(article, frozenset({Kind.QUANTITY, Kind.DATE}))
    assert claim.text == quote
    assert claim.date is not None
    assert claim.date.utc_offset == minutes


@pytest.mark.parametrize(
    ("language", "text", "quote"),
    [
        ("es", "La mañana llegó el viernes.", "viernes"),
        ("es", "Mañana viernes habrá huelga.", "Mañana viernes"),
        ("de", "Morgen Freitag kommt er.", "Morgen Freitag"),
    ],
)
def test_a_word_for_tomorrow_is_no_morning(language: str, text: str, quote: str) -> None:
    [(span, date)] = find_dates(text, Span(0, len(text)), language, WEDNESDAY)
    assert (text[span.start : span.end], date.modifier) == (quote, "")


@pytest.mark.parametrize(
    ("language", "text", "time"),
    [("nl", "Hij kwam om 8 uur 's avonds.", "20:00"), ("ja", "5日の夜8時に着いた。", "20:00")],
)
def test_part_and_hour(language: str, text: str, time: str) -> None:
    [(_, date)] = find_dates(text, Span(0, len(text)), language, WEDNESDAY)
    assert date.time == time
