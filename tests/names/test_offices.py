"""Words for office-holders in running text."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib import resources

import pytest

from reconcile.claims import Span
from reconcile.names.offices import find_offices, vague_offices


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "A judge and the premier met; two judges left.", [("judge", "judge"), ("premier", "prime_minister")]),
        ("ar", "وقال إن قاضيًا أمريكيًا منع القرار، وقالت القاضية", [("قاضيًا", "judge"), ("قاضية", "judge")]),
        (
            "fr",
            "Un juge américain et le premier\nministre",
            [("juge", "judge"), ("premier\nministre", "prime_minister")],
        ),
        ("de", "Die Richterin sprach von Vorgerichten.", [("Richterin", "judge")]),
        ("ja", "連邦裁判官は差し止めた", [("裁判官", "judge")]),
        ("ru", "Судья отказала, суд согласился", [("Судья", "judge")]),
        ("hi", "न्यायाधीश ने कहा", [("न्यायाधीश", "judge")]),
        # The two letters i of Turkish and the sharp s of German are the same in capitals or not.
        ("tr", "HAKİM kararı okudu", [("HAKİM", "judge")]),
        ("de", "Außenministerin Quist flog ab", [("Außenministerin", "minister")]),
        # The longest form that stands somewhere is meant.
        (
            "en",
            "The head coach met the museum director",
            [("head coach", "coach"), ("museum director", "museum_director")],
        ),
        ("zh", "主教练与大主教会面", [("主教练", "coach"), ("大主教", "archbishop")]),
        ("ko", "천주교 신자들", []),
        ("xx", "judge", []),
    ],
)
def test_offices_are_found_whatever_the_language(language: str, text: str, found: list[tuple[str, str]]) -> None:
    offices = find_offices(text, Span(0, len(text)), language)
    assert [(text[span.start : span.end], key) for span, key in offices] == found


@pytest.mark.parametrize(
    ("office", "told"),
    [
        ("coach", {"en": "She is coached by Lorna Quist.", "it": "allenata da Lorna Quist", "sv": "Tränad av Quist"}),
        ("referee", {"fr": "le match arbitré par Jean Torelli", "uk": "арбітр Тореллі", "he": "שופט המשחק טורלי"}),
        (
            "stage_or_film_director",
            {"en": "a film directed by Lorna Quist", "pl": "w reżyserii Quist", "zh": "由奎斯特執導"},
        ),
        ("architect", {"he": "האדריכלית קוויסט", "ro": "arhitectul Torelli", "id": "arsitek Torelli"}),
        ("attorney_general", {"en": "Attorney General Quist", "ru": "Генпрокурор Торелли", "ja": "検事総長は辞任した"}),
        ("conductor", {"de": "dirigiert von Lorna Quist", "es": "bajo la batuta de Torelli", "ko": "지휘자 토렐리"}),
        ("mediator", {"fr": "la médiatrice Lorna Quist", "tr": "Arabulucu Torelli", "ar": "وقال الوسيط توريلي"}),
        ("curator", {"en": "Curator Lorna Quist", "it": "la curatrice Lorna Quist", "hi": "क्यूरेटर ने कहा"}),
        ("auctioneer", {"nl": "veilingmeester Torelli", "pt": "a leiloeira Lorna Quist", "zh": "拍卖师敲槌"}),
        ("choreographer", {"en": "choreographed by Quist", "cs": "choreografka Quistová", "ja": "振付師のトレッリ"}),
        ("artistic_director", {"de": "die künstlerische Leiterin Quist", "ru": "худрук театра Торелли"}),
        ("festival_director", {"da": "festivaldirektøren sagde", "uk": "директорка фестивалю Квіст"}),
        ("museum_director", {"de": "Museumsdirektorin Quist", "ro": "directorul muzeului", "fa": "رئیس موزه گفت"}),
        (
            "expedition_leader",
            {"sv": "expeditionsledaren Quist", "fr": "la cheffe d'expédition", "he": "ראשת המשלחת קוויסט"},
        ),
        (
            "project_manager",
            {"en": "project manager Jean Torelli", "pl": "kierowniczka projektu", "vi": "quản lý dự án"},
        ),
        ("chief_engineer", {"es": "la ingeniera jefe", "el": "ο αρχιμηχανικός Τορέλι", "bn": "প্রধান প্রকৌশলী বলেন"}),
        (
            "study_leader",
            {"en": "Quist, who led the study", "pt": "a autora principal, Quist", "ja": "筆頭著者のトレッリ氏"},
        ),
        (
            "commission_chair",
            {"es": "presidida por Lorna Quist", "fr": "présidée par Quist", "en": "Chaired by Quist, it"},
        ),
        ("chief_negotiator", {"nb": "sjefforhandler Quist", "fa": "مذاکره‌کننده ارشد", "zh": "首席谈判代表托雷利"}),
        ("rector", {"cs": "rektorka Quistová", "es": "dijo la rectora Quist", "vi": "hiệu trưởng trường đại học"}),
        ("headteacher", {"en": "Head teacher Lorna Quist", "it": "la preside Lorna Quist", "ja": "校長のトレッリ氏"}),
        ("hospital_director", {"nl": "ziekenhuisdirecteur Torelli", "ar": "قالت مديرة المستشفى", "ko": "병원장은"}),
        ("chief_physician", {"de": "Chefärztin Lorna Quist", "ru": "главврач больницы", "tr": "Başhekimi Torelli"}),
        ("prison_director", {"en": "prison governor Quist", "pt": "a diretora da prisão", "zh": "监狱长说"}),
        ("police_chief", {"en": "Police chief Quist", "it": "il questore Torelli", "hi": "पुलिस अधीक्षक ने"}),
        ("fire_chief", {"de": "Einsatzleiter Torelli", "sv": "räddningsledaren Quist", "ko": "소방서장은"}),
        ("defence_lawyer", {"en": "defense attorney Quist", "he": "הסנגורית קוויסט", "da": "forsvarsadvokat Quist"}),
        ("union_leader", {"nl": "vakbondsleider Torelli", "uk": "голова профспілки", "en": "union boss Quist"}),
        ("party_leader", {"da": "partiformanden Quist", "el": "ο αρχηγός του κόμματος", "id": "ketua umum partai"}),
        (
            "opposition_leader",
            {"fr": "le chef de l’opposition", "pl": "liderka opozycji Quist", "bn": "বিরোধীদলীয় নেতা"},
        ),
        ("bishop", {"ru": "сообщил епископу", "bn": "বিশপ বলেন", "it": "il vescovo Torelli"}),
        ("archbishop", {"nb": "erkebiskopen", "ko": "대주교는", "ro": "arhiepiscopul Torelli"}),
        ("editor_in_chief", {"cs": "šéfredaktorka Quistová", "fa": "سردبیر روزنامه", "tr": "Genel Yayın Yönetmeni"}),
        ("club_president", {"es": "la presidenta del club", "nl": "clubvoorzitter Torelli", "ru": "президент клуба"}),
        (
            "federation_president",
            {"fr": "le président de la fédération", "fa": "رئیس فدراسیون", "vi": "chủ tịch liên đoàn"},
        ),
        ("central_bank_governor", {"de": "Notenbankchefin Quist", "ja": "日銀総裁は", "uk": "голова НБУ Тореллі"}),
        (
            "ombudsman",
            {"en": "Ombudsman Quist", "es": "la defensora del pueblo", "pl": "rzeczniczka praw obywatelskich"},
        ),
        ("medical_examiner", {"de": "Rechtsmedizinerin Quist", "it": "il medico legale", "ar": "الطبيبة الشرعية"}),
        ("secretary_general", {"hi": "महासचिव ने कहा", "sv": "generalsekreteraren", "zh": "秘书长托雷利"}),
        ("pope", {"pl": "z papieżem Janem", "fr": "avec le pape Jean", "ko": "교황은"}),
    ],
)
def test_an_office_is_one_in_every_language(office: str, told: dict[str, str]) -> None:
    for language, text in told.items():
        assert [key for _, key in find_offices(text, Span(0, len(text)), language)] == [office], (language, text)


def test_a_form_stands_under_one_office() -> None:
    data = tomllib.loads(resources.files("reconcile.names").joinpath("offices.toml").read_text("utf-8"))
    tables = {key: forms for key, forms in data.items() if isinstance(forms, dict)}
    assert set(data["vague"]) <= tables.keys()
    assert all(list(forms) == sorted(forms) for forms in tables.values())
    told = Counter((language, form) for forms in tables.values() for language in forms for form in forms[language])
    assert [form for form, times in told.items() if times > 1] == []


def test_vague_offices_are_offices() -> None:
    spoken = {
        key
        for language in ("en", "de")
        for form in vague_offices()
        for _, key in find_offices(form, Span(0, 99), language)
    }
    assert {"minister", "head"} <= vague_offices()
    assert spoken <= vague_offices()
