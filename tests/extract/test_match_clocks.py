"""The clock of a match: minutes and seconds of play, where the words around them tell of one."""

from __future__ import annotations

import datetime as dt

import pytest

from reconcile.claims import Article, Claim, Dimension, Granularity, Kind, Span
from reconcile.extract import extract


def claims(text: str, language: str) -> tuple[Claim, ...]:
    article = Article("a", text, language, sentences=(Span(0, len(text)),), published=dt.date(2024, 3, 15))
    return extract(article, frozenset({Kind.QUANTITY, Kind.DATE}))


@pytest.mark.parametrize(
    ("language", "text", "quote"),
    [
        ("en", "Berg put the visitors ahead with a goal on 7:52.", "7:52"),
        ("en", "The equaliser came at 12:08.", "12:08"),
        ("de", "Das Tor fiel nach 13:10.", "13:10"),
        ("fr", "Le but est tombé à la minute 14:22.", "14:22"),
        ("es", "El gol llegó en el minuto 14:22.", "14:22"),
        ("it", "La squadra ha segnato al minuto 14:22.", "14:22"),
        ("pt", "O gol saiu aos 14:22.", "14:22"),
        ("nl", "Het doelpunt viel om 16:19.", "16:19"),
        ("sv", "Kvitteringen kom vid 16:19.", "16:19"),
        ("tr", "Aydın'ın 31:08'deki golü yetmedi.", "31:08"),
        ("ru", "Иванов забил на 16:19.", "16:19"),
        ("ar", "جاء الهدف في الدقيقة 14:22.", "14:22"),
        ("hi", "टीम ने 16:19 पर गोल किया।", "16:19"),
        ("ko", "16:19에 선제골이 나왔다.", "16:19"),
    ],
)
def test_a_time_in_a_match_says_so(language: str, text: str, quote: str) -> None:
    [claim] = claims(text, language)
    assert claim.date is not None
    assert (claim.text, claim.date.time, claim.date.modifier) == (quote, quote.zfill(5), "match")
    assert (claim.date.granularity, claim.date.start) == (Granularity.TIME, None)


@pytest.mark.parametrize(
    ("language", "text", "quote", "time"),
    [
        ("ja", "森が 8 分 5 秒に同点とした。", "8 分 5 秒", "08:05"),
        ("zh", "他在41分22秒破门。", "41分22秒", "41:22"),
        ("ko", "박 선수가 전반 8분 5초에 골을 넣었다.", "8분 5초", "08:05"),
    ],
)
def test_so_does_one_with_its_units(language: str, text: str, quote: str, time: str) -> None:
    [claim] = claims(text, language)
    assert claim.date is not None
    assert (claim.text, claim.date.time, claim.date.modifier) == (quote, time, "match")


@pytest.mark.parametrize(("language", "text"), [("ja", "優勝タイムは8分5秒だった。"), ("zh", "他用时41分22秒。")])
def test_a_finishing_time_is_a_length(language: str, text: str) -> None:
    [claim] = claims(text, language)
    assert claim.quantity is not None and claim.quantity.dimension is Dimension.DURATION


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The match starts at 20:45."),
        ("en", "He scored twice before the coach left at 20:30."),
        ("en", "On Monday at 9:07 the goal was in sight."),
        ("de", "Um 13:10 Uhr fiel das Tor."),
        ("nl", "De trein vertrekt om 15:16."),
    ],
)
def test_a_time_of_day_stays_one(language: str, text: str) -> None:
    dates = [claim.date for claim in claims(text, language) if claim.date is not None]
    assert dates and all(date.modifier != "match" for date in dates)


def test_a_score_stays_one() -> None:
    [claim] = claims("They won 37:27 with a goal at the end.", "en")
    assert claim.quantity is not None and claim.quantity.dimension is Dimension.SCORE
