"""Sentences of running text: a table per language, and properties over any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.articles.sentences import LONGEST, split
from reconcile.claims import Span

# A bar stands where a sentence ends.
CASES = [
    ("ar", "يقع المصنع على تطبيق القانون.|وقالت الشركة إن 3.5 مليون عامل تضرروا.|وأضافت."),
    ("ar", "قبل الحكم .. Signal يشهد زيادة. |قال د. سامي إن التطبيق (Signal).|وأضاف أن النسبة بلغت 3.5%.|وقال"),
    ("ar", "هل انتهى الأمر؟ |نعم."),
    ("en", "Gov. Lena Abadi said $2.9 million was lost. |It fell on Jan. 9. |In the U.S. last year, nothing did."),
    (
        "en",
        'Mr. Adams of St. Martin\'s spoke. |"Nobody came." |He left. |(In other markets, they did.) |Nothing… |Then.',
    ),
    (
        "en",
        'Towns in two States.|The ban holds. |Visit Quillbook.com. |"Go!" he said. |It was 2:20. |The end.',
    ),
    (
        "en",
        "The U.S. President left at 5 p.m. |Police came. |She ran 2.19.47. |No. 5 won on Sept. 4. |J. K. Osei smiled.",
    ),
    ("en", "It began at 5 p.m. Friday and at 6 a.m. EDT in Reno. |Fans came at 7 p.m. |They sang."),
    ("de", "Es ist schon der 101. Sieg. |Er kam mit dem 10 000. Ass zu seinem 27. Titel."),
    ("es", "Rabat, 18 feb.- Las autoridades lo dijeron. |El Sr. Pardo calló. |Çeşme (Turquía).- La atleta ganó."),
    ("es", "Vive en EE. UU. |El juez lo dijo. |¿Qué pasa? |¡Nada! |Fin."),
    (
        "de",
        "Am 16. Mai in Ulm. |Der 3. März war z. B. kalt. |Rund 3,42 Mrd. Euro und 138 Mio. Euro. |„Ja“, sagte er.",
    ),
    (
        "de",
        "Das war 2024. |Der Umsatz stieg im 3. Quartal. |Er kam um 8.30. |Dann ging er. |Er sagt: „Nein.“ |Sie ging.",
    ),
    ("fr", "M. Roche a parlé. |Environ 1,2 M€. |« Oui. » |Il part. |Le n° 5 gagne en sept. 2020."),
    ("it", "Il sig. Bassi è arrivato alle 8.30. |Ha perso 3,5 mln. |Poi è partito."),
    ("pt", "O Sr. Prates falou. |Subiu 2,5 mil. |O resto ficou."),
    ("nl", "Dhr. De Wit won o.a. brons. |Het kostte 3,5 mln. |Daarna ging hij."),
    ("sv", "Det kostar bl.a. 3,5 milj. |Han gick. |Kl. 8 kom hon."),
    ("pl", "To było 5. maja 2024 r. |Policja przyszła. |Zajął 3. miejsce. |Ok. 5 tys. osób czekało."),
    ("tr", "Yarış saat 08.30'da başladı. |Bu 19. yarış. |Dr. Ali geldi. |Süre 2.19.47."),
    (
        "ru",
        "В 2017 г. |Дистанцию он прошёл за 5 тыс. руб. на ул. Ленина. |А. С. Нилов молчал. |Жалобы и т. д. |Он ушёл.",
    ),
    ("hi", "कुल 5 लाख लोग आए।|दूसरा वाक्य डॉ. शर्मा का है। |तीसरा?"),
    ("hi", "कल के. एल. राव और एस. वर्मा मिले।|दूसरा वाक्य।"),
    ("ja", "世界で1900人を減らすと発表した。|社長は「はい。そうです。」と述べた。|終わり！|本当？|はい"),
    ("zh", "他说：“好。”|然后走了。|共1.3万例。|他写道。|“我们走。”|完"),
    ("hr", "Dr. Ana Marić došla je 5. svibnja. |Prof. Ilić nije. |Tvrtka Lukovo d.o.o. šuti."),
    ("sr", "Проф. Илић је дошао 5. маја 2024. године. |Пао је снег."),
    ("sk", "Podľa MUDr. Anny Hrivnákovej bolo 5. mája teplo. |Potom pršalo."),
    ("sl", "Dr. Ana Kos je prišla 5. maja. |Nato je deževalo."),
    ("fi", "Se avattiin 5. toukokuuta. |Noin 3,5 milj. euroa meni. |Prof. Anna Salo lähti."),
    ("bg", "Д-р Анна Илиева дойде на ул. Шипка. |После валя."),
    ("el", "Ο κ. Νίκος Λαμπράκης ήρθε π.χ. χθες. |Μετά έβρεξε."),
    ("ca", "El Sr. Puig va parlar. |La Dra. Anna Sala, no."),
    ("lv", "Tas sākās plkst. 9.30. |Prof. Anna Ozola ieradās 5. maijā."),
    ("lt", "Dr. Ona Kazlaitė atvyko gegužės 5 d. |Paskui lijo."),
    ("ms", "Dr. Aminah tiba pada 5 Mei. |Selepas itu hujan."),
    ("vi", "TS. Nguyễn Lan đến TP. Huế. |Sau đó trời mưa."),
    ("ko", '그는 했다.|그리고 갔다. |3.5% 늘었다. |"정말이다."라고 말했다. |끝.'),
    ("ko", "판결은 2019. 8. 13. 나왔다. |그는 2019년에 왔다."),
]


@pytest.mark.parametrize(("language", "marked"), CASES)
def test_sentence_ends(language: str, marked: str) -> None:
    text = marked.replace("|", "")
    found = [text[span.start : span.end] for span in split(text, Span(0, len(text)), language)]
    assert found == [sentence.strip() for sentence in marked.split("|")]


def test_a_line_break_inside_a_block_is_a_space() -> None:
    text = "The port\r\nwas closed. Ships\r\nwaited."
    assert [text[span.start : span.end] for span in split(text, Span(0, len(text)), "en")] == [
        "The port\r\nwas closed.",
        "Ships\r\nwaited.",
    ]


@pytest.mark.parametrize("unit", ["word, ", "word ", "字", "字、"])
def test_no_sentence_is_longer_than_the_limit(unit: str) -> None:
    text = unit * 2000
    spans = split(text, Span(0, len(text)), "en")
    assert max(len(span) for span in spans) <= LONGEST
    assert sum(len(span) for span in spans) >= len(text.replace(" ", ""))


PIECES = st.sampled_from(
    [
        *"aZ9 .,!?…。「」『』（）\"“”„»«'’()\n\t\u00a0-–。！؟।",
        "Mr",
        "Dr.",
        "U.S.",
        "16. ",
        "ست",
        "كلمة",
        "語",
        "다",
        "z. B.",
        "St",
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join), st.sampled_from(["en", "de", "ar", "ja", "ko", "fr", "ru", "und"]))
def test_sentences_are_ordered_trimmed_and_cover_everything(text: str, language: str) -> None:
    end = 0
    for span in split(text, Span(0, len(text)), language):
        assert end <= span.start < span.end <= len(text)
        assert not text[end : span.start].strip()
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        end = span.end
    assert not text[end:].strip()
