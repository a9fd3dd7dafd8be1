"""Years, times, designations and lengths of time: no digits of an article are lost."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from reconcile.claims import Article, Claim, Date, Dimension, Entity, Granularity, Kind, Span
from reconcile.extract import extract
from reconcile.extract.leftovers import joined_names


def claims_of(text: str, language: str) -> tuple[Claim, ...]:
    return extract(Article("a", text, language, sentences=(Span(0, len(text)),), published=date(2024, 3, 15)))


def dates_said(text: str, language: str, said: list[str], granularity: Granularity) -> list[Date]:
    """The dates of a text whose figures and dates are just those ``said``, all of one granularity."""
    found = [c for c in claims_of(text, language) if c.kind is not Kind.ENTITY]
    assert [c.text for c in found] == said
    dates = [c.date for c in found if c.date is not None and c.date.granularity is granularity]
    assert len(dates) == len(found)
    return dates


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("They met at the Lisbon 2011 summit.", "en", "2011"),
        ("Köprü 1987'de açıldı.", "tr", "1987"),
        ("Das Werk wurde 1994 in Ulm eröffnet.", "de", "1994"),
        ("허리케인(1971)은 강했다.", "ko", "1971"),
        ("بطولة 2014 في البرازيل", "ar", "2014"),
        ("the 1912-13 war", "en", "1912-13"),
        ("die Spielzeit 2018/19", "de", "2018/19"),
        ("1980～88年の戦争", "ja", "1980～88年"),
        ("La reina (1871-1940) fundó la escuela.", "es", "1871-1940"),
    ],
)
def test_years(text: str, language: str, said: str) -> None:
    [claim] = [c for c in claims_of(text, language) if c.kind is not Kind.ENTITY]
    assert claim.date is not None
    assert (claim.text, claim.date.granularity) == (said, Granularity.YEAR)
    assert claim.date.start == f"{said[:4]}-01-01"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The asteroid 2031 AB7 passed by.", "en"),
        ("Sie sahen „Nova 2088“ im Kino.", "de"),
        ("Er spielte bei der TSG 1899 Hoffenheim.", "de"),
        ("Ledning 14:34 in i perioden.", "sv"),
    ],
)
def test_figures_of_names_and_of_matches_are_no_years_and_no_times(text: str, language: str) -> None:
    assert [c.text for c in claims_of(text, language) if c.kind is not Kind.ENTITY] == []


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("The tomb dates from 500 BC.", "en", "500 BC"),
        ("Das Grab ist aus dem 3. Jahrhundert v. Chr. erhalten.", "de", "3. Jahrhundert v. Chr."),
        ("Город основали в 700 году до н. э. греки.", "ru", "700 году до н. э."),
        ("紀元前3世紀の墓", "ja", "紀元前3世紀"),
        ("公元前500年的城市", "zh", "公元前500年"),
        ("MÖ 500 yılında kuruldu.", "tr", "MÖ 500 yılında"),
        ("يعود إلى القرن الثالث قبل الميلاد", "ar", "القرن الثالث قبل الميلاد"),
        ("Стоянка датируется 6000 г. до н. э. или раньше.", "ru", "6000 г. до н. э."),
        ("Стены строили в 3000—2500 гг. до н. э. жители.", "ru", "3000—2500 гг. до н. э."),
        ("הציור נוצר בשנת 6000 לפני הספירה.", "he", "6000 לפני הספירה"),
        ("המקדש מהמאה השלישית לפנה״ס נחשף.", "he", "מהמאה השלישית לפנה״ס"),
        ("Ngôi mộ có từ năm 600 trước Công nguyên.", "vi", "600 trước Công nguyên"),
        ("Milattan önce 10.000 yılında eridi.", "tr", "Milattan önce 10.000 yılında"),
        ("Grobowiec pochodzi z 500 roku p.n.e. i stoi.", "pl", "500 roku p.n.e."),
        ("Ο τάφος είναι από το 500 π.Χ.", "el", "500 π.Χ."),
    ],
)
def test_years_before_our_era_are_no_days_and_no_figures(text: str, language: str, said: str) -> None:
    [claim] = [c for c in claims_of(text, language) if c.kind is not Kind.ENTITY]
    assert claim.date is not None
    assert (claim.text, claim.date.start) == (said, None)


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Fires came in 1563, 1593 and 1603.", "en", ["1563", "1593", "1603"]),
        ("Ganó en 1961, 1963 y 65.", "es", ["1961", "1963", "65"]),
        ("Foi campeão em 1981 e 82.", "pt", ["1981", "82"]),
        ("Salgınlar 1563, 1593, 1603 ve 1665'te görüldü.", "tr", ["1563", "1593", "1603", "1665"]),
        ("Lũ lớn vào năm 1563, 1593 và 1603.", "vi", ["1563", "1593", "1603"]),
        ("यहाँ सन 1563, 1593 और 1603 में बाढ़ आई।", "hi", ["सन 1563", "1593", "1603"]),
        ("Пожары были в 1635—36, 1655 и 1664 годах.", "ru", ["1635—36", "1655", "1664 годах"]),
        ("كان ذلك في 1654–1657 و 1665 و 1691.", "ar", ["1654–1657", "1665", "1691"]),
        ("The scholar (742-814) wrote it.", "en", ["742-814"]),
        ("Учёный (Омар, 981—1037 гг.) писал.", "ru", ["981—1037 гг"]),
        ("המלחמה נמשכה בשנים 1805-1801.", "he", ["1805-1801"]),
    ],
)
def test_years_in_lists_and_of_lives(text: str, language: str, said: list[str]) -> None:
    starts = [date.start for date in dates_said(text, language, said, Granularity.YEAR)]
    assert starts == sorted(starts, key=str)


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Abre los días 3, 10 y 17 de junio.", "es", ["3", "10", "17 de junio"]),
        ("Abre los días 21, 22 y 23 de junio.", "es", ["21, 22 y 23 de junio"]),
        ("Les 4 et 9 mai, puis entre le 2 et le 7 juin.", "fr", ["4", "9 mai", "entre le 2 et le 7 juin"]),
        ("Apre il 5 e 6 maggio.", "it", ["5 e 6 maggio"]),
        ("Entre os dias 17 e 19 de maio.", "pt", ["Entre os dias 17 e 19 de maio"]),
    ],
)
def test_days_in_lists(text: str, language: str, said: list[str]) -> None:
    dates_said(text, language, said, Granularity.DAY)


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Sông băng tan 22.000 năm trước.", "vi", "22.000 năm"),
        ("66 triệu năm trước biển rút.", "vi", "66 triệu năm"),
        ("Nóng nhất trong 1000 năm qua.", "vi", "1000 năm"),
        ("66 milyon yıl önceki kaya", "tr", "66 milyon yıl"),
        ("Льды таяли 22 000 лет назад.", "ru", "22 000 лет"),
    ],
)
def test_ages_of_the_earth_are_lengths_alone(text: str, language: str, said: str) -> None:
    [claim] = [c for c in claims_of(text, language) if c.kind is not Kind.ENTITY]
    assert claim.quantity is not None
    assert (claim.text, claim.quantity.dimension) == (said, Dimension.DURATION)


def test_what_stands_before_a_hyphen_is_said_of_the_day_behind_it() -> None:
    for text, modifier, bound in (("עד ה-16 בספטמבר", "until", "exact"), ("בערך ב-11:00", "", "about")):
        [claim] = claims_of(text, "he")
        assert claim.date is not None
        assert (claim.date.modifier, claim.date.bound) == (modifier, bound)


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("la guerra del 1950-53", "it", "1950-53"),
        ("वर्ष 2021-22 का बजट", "hi", "2021-22"),
        ("2021-22 시즌", "ko", "2021-22"),
        ("Чума пришла в 1348—50 годах.", "ru", "1348—50"),
    ],
)
def test_years_that_other_dates_would_cut(text: str, language: str, said: str) -> None:
    assert said in [c.text for c in claims_of(text, language) if c.kind is Kind.DATE]


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Число сократилось до 1127 случаев.", "ru", "1127"),
        ("Из 2000 человек осталась половина.", "ru", "2000"),
        ("Пришли от 1500 до 2000 новых жителей.", "ru", "1500 до 2000"),
        ("حضر بين 1500 و2000 شخص.", "ar", "1500 و2000"),
    ],
)
def test_figures_that_count_a_noun_are_no_years(text: str, language: str, said: str) -> None:
    assert next(c.text for c in claims_of(text, language) if c.kind is Kind.QUANTITY) == said
    assert not any(c.kind is Kind.DATE for c in claims_of(text, language))


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Floods came in 1651, 1693, 1703 and 1789.", "en", ["1651", "1693", "1703", "1789"]),
        ("Hochwasser kam 1623-25, 1655 und 1664.", "de", ["1623-25", "1655", "1664"]),
        ("बाढ़ 1855, 1861, और 1874 में आई।", "hi", ["1855", "1861", "1874"]),
        ("La poeta (891-964) y su hermana (1185-1226) murieron.", "es", ["891-964", "1185-1226"]),
        ("El lote (300-400) pesa.", "es", []),
    ],
)
def test_years_in_a_row_and_of_lives(text: str, language: str, said: list[str]) -> None:
    assert [c.text for c in claims_of(text, language) if c.kind is Kind.DATE] == said


def test_hedges_of_times_ago_are_said_of_their_lengths() -> None:
    [length] = [c for c in claims_of("Het is meer dan acht jaar geleden gebouwd.", "nl") if c.kind is Kind.QUANTITY]
    assert length.quantity is not None
    assert (length.text, length.quantity.bound) == ("acht jaar", "over")


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("A Boeing 767 landed safely.", "en", "Boeing 767"),
        ("They invoked Article 50 on time.", "en", "Article 50"),
        ("Los líderes del G20 se reunieron.", "es", "G20"),
        ("Het was op Radio 5 te horen.", "nl", "Radio 5"),
        ("Sie sprach mit dem 60 Minutes-Reporter.", "de", "60 Minutes"),
        ("मेहरा ने 60 मिनट्स को बताया।", "hi", "60 मिनट्स"),
        ("Anyone who saw it should call 101 today.", "en", "101"),
        ("The virus COVID-19 spread.", "en", "COVID-19"),
    ],
)
def test_designations(text: str, language: str, name: str) -> None:
    [claim] = [c for c in claims_of(text, language) if any(map(str.isdecimal, c.text))]
    assert (claim.kind, claim.text) == (Kind.ENTITY, name)


def test_people_and_places_take_no_number() -> None:
    def joined(kind: str, language: str, name: str = "Velmar") -> list[str]:
        text = f"In {name} 112 of them."
        place = Span(3, 3 + len(name))
        number = Span(place.end - len("Velmar"), place.end + 4)
        found = [(place, Entity(kind, name))], [(number, Entity("MISC", text[number.start : number.end]))]
        return [e.name for _, e in joined_names(*found, text, language) if isinstance(e, Entity)]

    assert joined("LOC", "en") == joined("PER", "es") == ["Velmar"]
    assert joined("MISC", "en") == ["Velmar 112"]
    assert joined("LOC", "en", "Lake Velmar") == ["Lake Velmar 112"]


@pytest.mark.parametrize(
    ("text", "language", "number", "unit"),
    [
        ("It closed four years ago.", "en", 4, "yr"),
        ("Das Haus brannte vor zwei Jahren ab.", "de", 2, "yr"),
        ("توفي قبل ثلاثة أيام", "ar", 3, "d"),
        ("3日前に起きた", "ja", 3, "d"),
        ("Beş ay önce açıldı.", "tr", 5, "mo"),
        ("他三年前去世", "zh", 3, "yr"),
    ],
)
def test_lengths_of_time(text: str, language: str, number: int, unit: str) -> None:
    found = claims_of(text, language)
    [length] = [c for c in found if c.quantity is not None]
    [day] = [c for c in found if c.date is not None]
    assert length.quantity is not None
    said = (length.quantity.number, length.quantity.unit, length.quantity.dimension)
    assert said == (Fraction(number), unit, Dimension.DURATION)
    assert day.span.covers(length.span)


@pytest.mark.parametrize(
    ("text", "language", "said", "years"),
    [
        ("In FY2024 profit fell.", "en", "FY2024", ("2024", "2024")),
        ("Sales for FY24 rose.", "en", "FY24", ("2024", "2024")),
        ("Sales rose in FY 2023-24.", "en", "FY 2023-24", ("2023", "2024")),
        ("Im Geschäftsjahr 2023/24 stieg der Umsatz.", "de", "2023/24", ("2023", "2024")),
        ("Pour l'exercice 2023-2024, le chiffre baisse.", "fr", "2023-2024", ("2023", "2024")),
    ],
)
def test_financial_years(text: str, language: str, said: str, years: tuple[str, str]) -> None:
    [claim] = [c for c in claims_of(text, language) if c.kind in (Kind.DATE, Kind.QUANTITY)]
    assert claim.date is not None and claim.date.start is not None and claim.date.end is not None
    assert (claim.text, claim.date.start[:4], claim.date.end[:4]) == (said, *years)


def test_times_of_day() -> None:
    [claim] = [c for c in claims_of("The horn sounded on 15:16 for all.", "en") if c.date]
    assert claim.date is not None
    assert claim.date.time == "15:16"


@pytest.mark.parametrize("text", ["Server 192.168.0.1 is down", "Version 3.14.2.15 is out", "see #2017 and x_2018"])
def test_chains_are_left_alone(text: str) -> None:
    assert not [c for c in claims_of(text, "en") if c.kind is not Kind.ENTITY]


def test_capitals_of_headlines_name_nothing() -> None:
    [claim] = [c for c in claims_of("Flood Toll Climbs Above 600.", "en") if c.quantity]
    assert claim.text == "600"


def test_an_article_without_sentences_states_nothing() -> None:
    assert extract(Article("a", "Cookies: 12 partners since 2019", "en")) == ()


def test_markup_is_no_prose() -> None:
    text = "They sold **12** [cars](https://example.org/2019/77)."
    marks = (Span(10, 12), Span(14, 16), Span(17, 18), Span(22, len(text) - 1))
    article = Article("a", text, "en", sentences=(Span(0, len(text)),), marks=marks)
    assert [c.text for c in extract(article) if c.quantity or c.date] == ["12"]
