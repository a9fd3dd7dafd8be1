"""What the words of its clause say of a figure: `⟦figure⟧ modality count scope ...`, in every language with data."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from reconcile.claims import Article, Kind, Span
from reconcile.extract import extract
from reconcile.extract.qualifiers import cues_of, find_cues, qualify

LANGUAGES = sorted(
    f.name.removesuffix(".toml")
    for f in (files("reconcile.extract") / "languages" / "qualifiers").iterdir()
    if f.name.endswith(".toml")
)

CASES = [
    ("en", "The firm plans to cut 1,900 jobs.", ["planned"]),
    ("en", "Some 3,000 jobs are expected to go.", ["expected"]),
    ("en", "So far 300 jobs have been cut.", ["actual"]),
    ("en", "The firm has 40,000 employees.", ["reported"]),
    ("en", "It sold 4 million, but is expected to sell 6 million next year.", ["actual", "expected"]),
    ("en", "Analysts had a forecast, and the harvest came to 300 tonnes.", ["actual"]),
    ("en", "The ministry denied that 40 people were killed.", ["denied toll"]),
    ("en", "The bill could reach 5 million euros.", ["conditional"]),
    ("en", "The death toll rose to 22.", ["later"]),
    ("en", "Initially 15 people were reported dead.", ["earlier"]),
    ("en", "Sales rose to 54,000.", ["actual"]),
    ("en", "The storm left 6 dead, and 140 houses collapsed.", ["toll", "reported"]),
    ("en", "It has 1.2 billion users worldwide and 19 million in the whole country.", ["world", "country"]),
    ("en", "It has 1.2 billion users worldwide and 19 million shops.", ["world", "reported"]),
    ("zh", "全球用户12亿而全国1900万。", ["world", "country"]),
    ("en", "Unemployment among women fell to 4.1%.", ["actual women"]),
    ("en", "Profit was 5 million in the first quarter, against 9 million for the full year.",
     ["actual quarter_1", "reported year"]),
    ("de", "Der Konzern will 1.900 Stellen streichen.", ["planned"]),
    ("de", "Die Zahl der Toten stieg auf 22.", ["later"]),
    ("en", "In the first half, revenue rose to 5 million and profit to 1 million.", ["half_1", "actual"]),
    ("de", "Weltweit arbeiten dort 40.000 Menschen.", ["reported world"]),
    ("de", "29 Menschen wurden gerettet, 17 werden noch vermisst.", ["actual", "toll"]),
    ("fr", "Le chiffre d'affaires devrait atteindre 5 milliards d'euros.", ["expected"]),
    ("fr", "5 millions de visiteurs sont attendus.", ["expected"]),
    ("fr", "Le bilan s’est alourdi à 22 morts.", ["later"]),
    ("es", "Se espera que lleguen 5 millones de visitantes.", ["expected"]),
    ("es", "El número de muertos subió a 22.", ["later"]),
    ("it", "L'azienda punta a vendere 12 milioni di copie.", ["planned"]),
    ("pt", "A empresa prevê vender 12 milhões de cópias.", ["expected"]),
    ("nl", "Naar verwachting komen er 5 miljoen bezoekers.", ["expected"]),
    ("sv", "Antalet besökare väntas bli 5 miljoner.", ["expected"]),
    ("nb", "Antall besøkende ventes å bli 5 millioner.", ["expected"]),
    ("da", "Antallet af gæster ventes at blive 5 millioner.", ["expected"]),
    ("ru", "Ожидается, 5 млн человек.", ["reported"]),
    ("ru", "Компания планирует сократить 3500 человек.", ["planned"]),
    ("ru", "Число погибших выросло до 22 человек.", ["later"]),
    ("uk", "Компанія планує скоротити 3500 працівників.", ["planned"]),
    ("pl", "Firma planuje zwolnić 3500 osób.", ["planned"]),
    ("tr", "Şirketin 1.900 kişiyi işten çıkarması bekleniyor.", ["expected"]),
    ("ar", "ومن المتوقع أن يصل العدد إلى 5 ملايين.", ["expected"]),
    ("ar", "ارتفعت حصيلة القتلى إلى 22 قتيلا.", ["later"]),
    ("he", "מספר המבקרים צפוי להגיע ל-5 מיליון.", ["expected"]),
    ("fa", "قرار است 3500 نفر استخدام شوند.", ["planned"]),
    ("hi", "कंपनी की 1,900 लोगों को निकालने की योजना है।", ["planned"]),
    ("ja", "来年は500万人に達する見込みだ。", ["expected"]),
    ("ja", "総工費は2140億円と当初計画の1380億円を上回った。", ["actual", "planned"]),
    ("ja", "全国で3250人を削減すると発表した。", ["reported country"]),
    ("ko", "내년에는 500만 명에 이를 것으로 예상된다.", ["expected"]),
    ("zh", "预计产量将达到500万吨。", ["expected"]),
    ("zh", "目前已有22人死亡。", ["actual running"]),
    ("id", "Perusahaan berencana memberhentikan 1.900 karyawan.", ["planned"]),
    ("vi", "Dự kiến có 5 triệu du khách.", ["expected"]),
    ("cs", "Firma plánuje propustit 3500 lidí.", ["planned"]),
    ("cs", "Počet obětí stoupl na 22.", ["later"]),
    ("cs", "V prvním čtvrtletí činil čistý zisk 5 milionů korun.", ["actual quarter_1 net"]),
    ("sk", "Očakáva sa 5 miliónov návštevníkov.", ["expected"]),
    ("sk", "Počet obetí stúpol na 22.", ["later"]),
    ("ro", "Compania plănuiește să concedieze 3500 de oameni.", ["planned"]),
    ("ro", "Bilanțul a crescut la 22 de morți.", ["later"]),
    ("el", "Η εταιρεία σχεδιάζει να απολύσει 3.500 εργαζομένους.", ["planned"]),
    ("el", "Μέχρι στιγμής 22 άνθρωποι έχουν χάσει τη ζωή τους και 14 αγνοούνται.", ["running", "running"]),
    ("hu", "Várhatóan 5 millió látogató érkezik.", ["expected"]),
    ("hu", "A halálos áldozatok száma 22-re emelkedett.", ["later"]),
    ("fi", "Yhtiö aikoo irtisanoa 3500 ihmistä.", ["planned"]),
    ("fi", "Tähän mennessä 22 ihmistä on kuollut.", ["running"]),
    ("bg", "Компанията планира да съкрати 3500 души.", ["planned"]),
    ("bg", "Жертвите досега са 22.", ["running"]),
    ("ca", "L'empresa preveu vendre 12 milions de còpies.", ["expected"]),
    ("ca", "S’espera l'arribada de 5 milions de visitants.", ["expected"]),
    ("ca", "El balanç ha pujat a 22 morts.", ["later"]),
    ("hr", "Tvrtka planira otpustiti 3500 ljudi.", ["planned"]),
    ("hr", "Dosad su poginule 22 osobe.", ["running"]),
    ("sr", "Kompanija planira da otpusti 3500 ljudi.", ["planned"]),
    ("sr", "Компанија планира да отпусти 3500 људи.", ["planned"]),
    ("sr", "Број жртава порастао на 22.", ["later"]),
    ("sl", "Podjetje namerava odpustiti 3500 ljudi.", ["planned"]),
    ("sl", "Število mrtvih je naraslo na 22.", ["later"]),
    ("et", "Ettevõte plaanib koondada 3500 inimest.", ["planned"]),
    ("lt", "Bendrovė planuoja atleisti 3500 žmonių.", ["planned"]),
    ("lv", "Uzņēmums plāno atlaist 3500 cilvēkus.", ["planned"]),
    ("ms", "Syarikat itu merancang memberhentikan 1,900 pekerja.", ["planned"]),
    ("ms", "Angka kematian meningkat kepada 22.", ["later"]),
    ("ur", "کمپنی 3500 افراد کو نکالنے کا ارادہ رکھتی ہے۔", ["planned"]),
    ("ur", "اب تک 22 افراد ہلاک ہو چکے ہیں۔", ["running"]),
    ("bn", "কোম্পানিটি ৩৫০০ কর্মী ছাঁটাইয়ের পরিকল্পনা করেছে।", ["planned"]),
    ("th", "บริษัทมีแผนจะปลดพนักงาน 3,500 คน", ["planned"]),
    ("th", "ยอดผู้เสียชีวิตเพิ่มขึ้นเป็น 22 คน", ["later"]),
    ("xx", "The firm plans to cut 1,900 jobs.", ["reported"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), CASES, ids=lambda v: v if isinstance(v, str) else "")
def test_figures(language: str, text: str, expected: list[str]) -> None:
    article = Article(id="a", text=text, language=language, sentences=(Span(0, len(text)),))
    claims = extract(article, frozenset({Kind.QUANTITY}))
    said = [{c.modality.value, c.count.value if c.count else "", *c.scopes} - {""} for c in claims]
    assert len(said) == len(expected)
    for found, words in zip(said, expected, strict=True):
        wanted = set(words.split())
        assert wanted <= found and not (found - wanted - {"reported", "actual"}), (found, words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_loads_and_says_what_is_ahead(language: str) -> None:
    cues = cues_of(language)
    assert cues is not None
    phrases = [p for some in cues.whole.values() for p in some] + [p for some in cues.stems.values() for _, p in some]
    assert {"expected", "planned", "denied", "actual", "breaks"} <= {p.label for p in phrases}


def test_unknown_languages_have_none() -> None:
    assert cues_of("xx") is None and cues_of("../en") is None
    assert find_cues("is expected", Span(0, 11), "xx") == ()


def test_a_page_of_figures_takes_no_longer_than_its_length() -> None:
    text = "expected 5 " * 20_000
    sentence = Span(0, len(text))
    figures = [Span(*m.span()) for m in re.finditer("5", text)]
    assert len(qualify(text, find_cues(text, sentence, "en"), figures, "en")) == len(figures)
