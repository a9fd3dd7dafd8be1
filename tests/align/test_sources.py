"""Which articles are one source: texts copied with edits, translations, and accounts told independently."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from reconcile.align import ClaimVectors, shared_passages, source_of
from reconcile.align.sources import in_order
from reconcile.claims import Article, Claim, Kind, Quantity, Shared, Sharing, Span

AGENCY = (
    "A ferry with 214 people on board ran aground off the island of Korvo early on Tuesday. "
    "The coast guard said that all passengers were brought ashore within three hours. "
    "Eleven of them were treated for bruises and two were kept in hospital overnight. "
    "The vessel had left the harbour in thick fog although a warning was in force. "
    "Divers will look at the hull as soon as the swell allows it. "
    "The operator has cancelled all crossings until the end of the week."
)
OTHER = (
    "All 214 travellers are safe after their ferry hit rocks near Korvo in the fog. "
    "Two of the thirteen injured stayed in hospital, the regional health office reports. "
    "Why the captain sailed despite the warning is now a matter for the prosecutors. "
    "No boats will run this week."
)
JAPANESE = (
    "火曜日の早朝、乗客二百人余りを乗せたフェリーが島の沖合で座礁した。"
    "沿岸警備隊によると、乗客は三時間以内に全員が救助された。"
    "濃霧の警報が出ていたにもかかわらず船は出港していた。"
)


def article(id: str, text: str, language: str = "en") -> Article:
    ends = [m.end() for m in re.finditer(r"[.。] ?", text)]
    sentences = tuple(Span(a, b) for a, b in zip([0, *ends], ends, strict=False))
    return Article(id=id, text=text, language=language, sentences=sentences)


def copied(a: Article, b: Article) -> Shared | None:
    found = shared_passages([a, b], [], {}, [(a.id, b.id)])
    assert found == shared_passages([b, a], [], {}, [(b.id, a.id)])
    return found[0] if found else None


def test_a_copy_with_another_first_paragraph_and_a_sentence_dropped() -> None:
    lines = AGENCY.split(". ")
    edited = ". ".join(["Passengers of the Korvo ferry told of their night of fear", *lines[1:3], *lines[4:]])
    found = copied(article("a", AGENCY), article("b", edited))
    assert found is not None
    assert found.kind is Sharing.VERBATIM and found.documents == ("a", "b")
    assert found.sentences == (4, 5)
    assert 0.7 < found.share < 0.9
    ours, theirs = [
        [text[s.start : s.end] for s in spans] for text, spans in zip((AGENCY, edited), found.spans, strict=True)
    ]
    assert len(ours) == 2 and theirs == [". ".join(ours)]
    assert ours[0].startswith("The coast guard said")


def test_a_bulletin_inside_a_longer_article_and_a_changed_figure() -> None:
    longer = OTHER + " " + AGENCY.replace("Eleven", "Twelve").replace("“", '"').upper()
    found = copied(article("long", longer), article("agency", AGENCY))
    assert found is not None and found.documents == ("agency", "long")
    assert found.sentences == (6, 6) and 0.9 < found.share < 1


def test_writing_without_spaces() -> None:
    found = copied(article("a", JAPANESE, "ja"), article("b", "続報です。" + JAPANESE[34:], "ja"))
    assert found is not None and found.kind is Sharing.VERBATIM
    assert copied(article("a", JAPANESE[:20], "ja"), article("b", JAPANESE[:20], "ja")) is None


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (AGENCY, OTHER),
        (AGENCY, OTHER + " “The vessel had left the harbour in thick fog,” she said."),  # a quotation in common
        ("Ferry runs aground off Korvo, all safe.", "Ferry runs aground off Korvo, all safe."),  # too short to tell
        (AGENCY, ""),
    ],
)
def test_independent_accounts(a: str, b: str) -> None:
    assert copied(article("a", a), article("b", b)) is None


# --- translations -----------------------------------------------------------------------------------


def told(document: str, language: str, told: Sequence[tuple[int, int]]) -> tuple[Article, list[Claim], list[int]]:
    """An article with one claim a sentence: of which topic the sentence is, and what figure it states."""
    text = "".join(f"{document}{value:>5}. " for _, value in told)
    a = article(document, text, language)
    claims = []
    for n, (s, (_, value)) in enumerate(zip(a.sentences, told, strict=True)):
        q = Quantity(Fraction(value), Fraction(value), Fraction(value))
        claims.append(Claim(f"{document}#{n}", document, Kind.QUANTITY, s, text[s.start : s.end], s, q))
    return a, claims, [topic for topic, _ in told]


STORY = [(0, 214), (1, 3), (2, 11), (3, 2), (4, 640)]


def translated(other: Sequence[tuple[int, int]], language: str = "fr") -> Shared | None:
    a, claims, topics = told("a", "en", STORY)
    b, more, others = told("b", language, other)
    basis = np.eye(12, dtype=np.float32)
    vectors = {
        c.id: ClaimVectors(basis[t], basis[t], basis[t])
        for c, t in zip((*claims, *more), (*topics, *others), strict=True)
    }
    found = shared_passages([a, b], [*claims, *more], vectors, [("a", "b")])
    assert found == shared_passages([b, a], [*more, *claims], vectors, [("b", "a")])
    return found[0] if found else None


def test_translations() -> None:
    found = translated(STORY)
    assert found is not None and found.kind is Sharing.TRANSLATION
    assert found.sentences == (5, 5) and found.share == 1
    shortened = translated([*STORY[:3], (9, 77), STORY[4]])
    assert shortened is not None and shortened.sentences == (4, 5)


@pytest.mark.parametrize(
    "other",
    [
        [(topic, value + 90) for topic, value in STORY],  # other figures
        STORY[::-1],  # another order
        STORY[:2],  # too little to tell
        [*STORY[:3], (9, 3), (10, 11), (11, 5)],  # half of it
    ],
)
def test_no_translations(other: list[tuple[int, int]]) -> None:
    assert translated(other) is None


def test_one_language_needs_the_same_words() -> None:
    assert translated([(t, v) for t, v in STORY], language="en") is None


def test_pairs_in_order() -> None:
    weights = np.array([[0, 0.9, 0], [0.8, 0, 0], [0, 0.5, 0.7]], dtype=np.float32)
    assert in_order(weights) == [(0, 1), (2, 2)]
    assert in_order(np.zeros((2, 3), dtype=np.float32)) == []


def test_sources_are_joined() -> None:
    ab = Shared(("a", "b"), Sharing.VERBATIM, 1, (1, 1), ((), ()))
    assert source_of([replace(ab, documents=("b", "c")), replace(ab, documents=("x", "y")), ab]) == {
        "a": "a", "b": "a", "c": "a", "x": "x", "y": "x"
    }  # fmt: skip
