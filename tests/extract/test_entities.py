"""Names in single sentences, without a model."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.claims import Entity, Span
from reconcile.extract.entities import find_names
from reconcile.extract.names_data import name_words
from reconcile.extract.names_link import find_echoes, link_names

LANGUAGES = [
    "ar",
    "de",
    "el",
    "en",
    "es",
    "fa",
    "fr",
    "he",
    "hi",
    "id",
    "it",
    "ja",
    "ko",
    "nl",
    "pl",
    "pt",
    "ru",
    "sv",
    "tr",
    "uk",
    "vi",
    "zh",
]


def names(text: str, language: str) -> list[str]:
    return [f"{text[s.start : s.end]}/{e.type}" for s, e in find_names(text, Span(0, len(text)), language)]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        (
            "en",
            "The agency said Lorna Quist of Kenya met Gov. Tadeo Brill in Nairobi.",
            "Lorna Quist/PER | Kenya/LOC | Tadeo Brill/PER | Nairobi/LOC",
        ),
        (
            "en",
            "Shares rose on the New York Stock Exchange, China's state bank said on Monday.",
            "New York Stock Exchange/ORG | China/LOC",
        ),
        ("ar", "أعلن الرئيس اتفاقًا ينشئ صندوقًا، ثم زار الرئيس سامر الحداد الميناء.", "سامر الحداد/PER"),
        ("en", "However, the Ulm-based firm and UNICEF agreed in March.", "Ulm/MISC | UNICEF/ORG"),
        ("en", "VARNHOLM, Sweden - The ferry sank.", "VARNHOLM/LOC | Sweden/LOC"),
        (
            "fr",
            "Le gouverneur, Hicham El Ouardani, et le département américain du Commerce se taisent.",
            "Hicham El Ouardani/PER | département américain du Commerce/ORG",
        ),
        ("fr", "L’hôpital d’Azilal (Maroc) est plein.", "Azilal/MISC | Maroc/LOC"),
        (
            "de",
            "Der Betriebsratschef Murat Tanner sprach am Montag in Österreich über die Lage der Firma.",
            "Murat Tanner/PER | Österreich/LOC",
        ),
        ("de", "Neue Stellen entstehen nach Angaben der Gewerkschaft nicht.", ""),
        ("es", "La Media Luna Roja reparte mantas en Marruecos.", "Media Luna Roja/ORG | Marruecos/LOC"),
        ("ru", "Марафон в Киргизии выиграла Айгерим Садыкбекова.", "Киргизии/LOC | Айгерим Садыкбекова/PER"),
        ("tr", "Yarışı Kenyalı Elkanah Rotuk kazandı, İspanya'da yaşıyor.", "Elkanah Rotuk/PER | İspanya/LOC"),
        (
            "ar",
            "ومنعت القاضية الفيدرالية لوريل بيلر (Laurel Beeler) حظر تطبيق (WeChat) في الصين.",
            "لوريل بيلر/PER | Laurel Beeler/PER | WeChat/MISC | الصين/LOC",
        ),
        (
            "ar",
            "أصدرت وزارة التجارة الأمريكية أمرًا، وقالت شركة تينسنت إنها ستطعن.",
            "وزارة التجارة الأمريكية/ORG | تينسنت/ORG",
        ),
        ("ar", "وقال الرئيس الأمريكي (دونالد ترامب) إنه يرفض.", "دونالد ترامب/PER"),
        ("ar", "ووصلت المساعدات إلى بلدة آيت نوران بموزمبيق.", "آيت نوران/LOC | موزمبيق/LOC"),
        ("he", "הנשיא דוד לוינסון ביקר ביפן.", "דוד לוינסון/PER | יפן/LOC"),
        ("hi", "भारत और जापान ने समझौता किया।", "भारत/LOC | जापान/LOC"),
        ("zh", "据世界卫生组织通报，总统马丁·凯勒访问莫桑比克。", "世界卫生组织/ORG | 马丁·凯勒/PER | 莫桑比克/LOC"),
        (
            "ja",
            "カタリナ・エルシュレーガー最高経営責任者は浜松市とドイツで会見した。",
            "カタリナ・エルシュレーガー/PER | 浜松市/LOC | ドイツ/LOC",
        ),
        ("zh", "印尼托拉马岛附近，从莱斯托瓦尔公司的船上", "印尼/LOC | 托拉马/LOC | 莱斯托瓦尔/ORG"),
        ("ko", "세계보건기구는 베트남과 협력한다.", "세계보건기구/ORG | 베트남/LOC"),
        ("el", "Την Τρίτη ο υπουργός Νίκος Βαλλάς μίλησε στη Δράμα.", "Νίκος Βαλλάς/PER | Δράμα/LOC"),
        ("el", "Το πλοίο «Αμίρ αλ Σαχρ» βυθίστηκε.", "Αμίρ αλ Σαχρ/PER"),
        ("pl", "W środę minister Jan Wilski był w Lubrzanie.", "Jan Wilski/PER | Lubrzanie/LOC"),
        (
            "id",
            "Ribuan orang mengungsi dari Desa Tarune, kata Bupati Yosep Lamak.",
            "Desa Tarune/LOC | Yosep Lamak/PER",
        ),
        ("vi", "Theo ông Lê Quang Thắng, giá ở Đức đã tăng.", "Lê Quang Thắng/PER | Đức/LOC"),
        ("uk", "У середу міністр Олег Заболотний прибув до Харкова.", "Олег Заболотний/PER | Харкова/LOC"),
        ("es", "Los choques en el bulevar Arteaga", "Arteaga/LOC"),
        (
            "en",
            "Minister Yoon Tae-hyeon, of the Oslo-based firm, met J.M. Barlow.",
            "Yoon Tae-hyeon/PER | Oslo/LOC | J.M. Barlow/PER",
        ),
    ],
)
def test_names(language: str, text: str, wanted: str) -> None:
    assert " | ".join(names(text, language)) == wanted


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Nearly half of the patients are children, officials said on Tuesday."),
        ("fr", "Onze blessés ont été admis jeudi soir."),
        ("ru", "Забег начался в понедельник утром."),
        ("pt", "Na semana passada, dois agentes foram agredidos."),
        ("en", "1,900 (12%) at 10:30 (GMT), up 28x."),
        ("ar", "وقال شهود إن المياه بلغت الطوابق الأولى."),
        ("zh", "当地设有三个治疗中心。"),
    ],
)
def test_no_names(language: str, text: str) -> None:
    assert names(text, language) == []


def test_roles() -> None:
    text = "Chief Executive Katharina Oelschlaeger and hydrologist Samira Benjdia agreed."
    assert [e.role for _, e in find_names(text, Span(0, len(text)), "en")] == ["Chief Executive", "hydrologist"]


def test_a_bracketed_original_is_an_alias_both_ways() -> None:
    text = "قالت القاضية لوريل بيلر (Laurel Beeler) ذلك."
    arabic, latin = (e for _, e in find_names(text, Span(0, len(text)), "ar"))
    assert (arabic.name, arabic.aliases, arabic.role) == ("لوريل بيلر", ("Laurel Beeler",), "القاضية")
    assert latin.aliases == ("لوريل بيلر",)


def test_spans_count_from_the_start_of_the_article() -> None:
    text = "Nothing here. Spain won."
    assert [s for s, _ in find_names(text, Span(14, 24), "en")] == [Span(14, 19)]


def test_surname_acronym_and_inflected_form_are_linked() -> None:
    text = "Айгерим Садыкбекова. Садыкбековой. IAEA. International Atomic Energy Agency. Bakyt."
    forms = ["Айгерим Садыкбекова", "Садыкбековой", "IAEA", "International Atomic Energy Agency", "Bakyt"]
    types = ["PER", "MISC", "ORG", "ORG", "PER"]
    found = [(Span(text.index(f), text.index(f) + len(f)), Entity(t, f)) for f, t in zip(forms, types, strict=True)]
    linked = [entity for _, entity in link_names(found, "ru")]
    assert [e.name for e in linked] == [forms[0], forms[0], forms[3], forms[3], forms[4]]
    assert linked[1].type == "PER"
    assert linked[2].aliases == ("IAEA",)


@pytest.mark.parametrize(
    ("language", "forms", "names"),
    [
        ("ru", "Инна Заболоцкая/PER Заболоцкой/MISC", "Инна Заболоцкая|Инна Заболоцкая"),
        ("ru", "КАРТАЙ/LOC Картая/MISC Карловы/MISC", "Картая|Картая|Карловы"),
        ("pl", "Jan Wilski/PER Wilskiego/PER Wilczek/PER", "Jan Wilski|Jan Wilski|Wilczek"),
        ("ar", "دار سلمى/LOC ودار سلمى/MISC", "ودار سلمى|ودار سلمى"),
        ("ko", "윤태현/PER 윤/PER 윤성/LOC", "윤태현|윤태현|윤성"),
        ("ja", "長谷部慎二/PER 長谷/PER", "長谷部慎二|長谷部慎二"),
        ("nl", "Velda/LOC Velda Ferry/ORG Osk/MISC Osk Chemie/ORG", "Velda|Velda Ferry|Osk Chemie|Osk Chemie"),
    ],
)
def test_forms_of_one_name_are_linked(language: str, forms: str, names: str) -> None:
    parts = [part.rpartition("/") for part in re.findall(r"[^/]+/[A-Z]+", forms)]
    found = [(Span(i * 20, i * 20 + 10), Entity(kind, form.strip())) for i, (form, _, kind) in enumerate(parts)]
    assert "|".join(e.name for _, e in link_names(found, language)) == names


def test_a_surname_that_two_people_bear_is_left_alone() -> None:
    found = [
        (Span(i * 20, i * 20 + len(n)), Entity("PER", n)) for i, n in enumerate(["Ana Brill", "Tadeo Brill", "Brill"])
    ]
    assert [e.name for _, e in link_names(found, "en")] == ["Ana Brill", "Tadeo Brill", "Brill"]


def test_echoes() -> None:
    text = "لوريل بيلر قاضية. أمر القاضية بيلر."
    found = [(Span(0, 10), Entity("PER", "لوريل بيلر"))]
    echoes = find_echoes(text, found, [Span(0, 17), Span(18, len(text))])
    assert [text[s.start : s.end] for s, _ in echoes] == ["لوريل بيلر", "بيلر"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_data(language: str) -> None:
    assert name_words(language).titles


@given(st.text(max_size=120), st.sampled_from([*LANGUAGES, "und", "xx"]))
def test_any_text_is_read_without_error(text: str, language: str) -> None:
    found = find_names(text, Span(0, len(text)), language)
    for span, _ in find_echoes(text, link_names(found, language), [Span(0, len(text))]):
        assert 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize("unit", ["Aa ", "(", "(Aa", "A. ", "的", "ア・", "و"])
def test_time_is_linear_in_the_length(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    started = time.process_time()
    for language in ("en", "ar", "zh"):
        find_names(text, Span(0, len(text)), language)
    assert time.process_time() - started < 5
