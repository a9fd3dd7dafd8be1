"""Reading takes time in proportion to the text, also where the text is made to take longer."""

import random
import time

import pytest

from reconcile.claims import Article, Span
from reconcile.extract import extract

SMALL, TIMES = 600, 8
PIECES = [
    ("en", "1234567890"), ("en", "3-"), ("en", "1,1,1,"), ("en", "1.1."), ("en", "8:30 "), ("en", "1 000 "),
    ("en", "(("), ("en", "% "), ("en", "a "), ("en", "$5 "), ("en", "May 5 "), ("en", "5 May 2019, "),
    ("en", "Monday to "),
    ("en", "twenty one thousand "), ("en", "and a half "), ("en", "John Smith "), ("en", "Bank of China "),
    ("en", "A-1-"), ("en", "Word 5. "), ("ar", "عشرون ألفا و"), ("ar", "محمد (John) "), ("he", "עשרים ואחת אלף "),
    ("zh", "二十一万三千"), ("zh", "5月3日"), ("zh", "中国人民"), ("ja", "三億二千"), ("ko", "이십만삼천"),
    ("hi", "बीस लाख "),
    ("en", "according to Ann Lee 7 "), ("en", "the judge Ann Lee said "), ("ja", "気象庁によると5人"),
]  # fmt: skip


def seconds(language: str, text: str) -> float:
    """Processor time of the faster one of two readings of a text that is all one sentence."""
    article = Article("x", text, language, sentences=(Span(0, len(text)),))
    found = []
    for _ in range(2):
        began = time.process_time()
        extract(article)
        found.append(time.process_time() - began)
    return min(found)


@pytest.mark.parametrize(("language", "piece"), PIECES)
def test_one_sentence_takes_time_in_proportion(language: str, piece: str) -> None:
    short = piece * (SMALL // len(piece))
    # A reading in quadratic time would take sixty-four times as long.
    assert seconds(language, short * TIMES) < 2.5 * TIMES * seconds(language, short) + 0.05


def test_many_names_take_time_in_proportion() -> None:
    def text(count: int) -> str:
        letters = random.Random(count)
        names = ("".join(letters.choices("abcdefghijklmnop", k=6)).title() for _ in range(count))
        return " ".join(f"Anna {name} said so." for name in names)

    assert seconds("en", text(400)) < 2.5 * 8 * seconds("en", text(50)) + 0.05


@pytest.mark.parametrize("text", ["3-" * 100, "1,1,1," * 100, "12/" * 60])
def test_endless_chains_of_digits_are_no_figures(text: str) -> None:
    text = f"{text} and 5 people"
    claims = extract(Article("x", text, "en", sentences=(Span(0, len(text)),)))
    assert [claim.text for claim in claims] == ["5"]


def test_endless_decades_are_read_to_their_end() -> None:
    text = "30s and " * 3000 + "30s."
    assert extract(Article("x", text, "en", sentences=(Span(0, len(text)),)))
