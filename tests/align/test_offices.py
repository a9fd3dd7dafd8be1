"""Office-holders that one account names and another does not."""

from __future__ import annotations

import numpy as np

from reconcile.align.offices import with_offices
from reconcile.align.vectors import ClaimVectors
from reconcile.claims import Alignment, Article, Claim, Entity, Fact, Kind, Span

TEXT = {
    "a": ("en", "Judge Lorna Quist stopped the ban."),
    "b": ("fr", "Un juge du Velmara a suspendu la décision."),
    "c": ("de", "Ein Richter aus Velmara stoppte das Verbot."),
}


def article(name: str) -> Article:
    language, text = TEXT[name]
    return Article(name, text, language, sentences=(Span(0, len(text)),))


def person(document: str, text: str, role: str) -> Claim:
    start = TEXT[document][1].index(text)
    span, sentence = Span(start, start + len(text)), Span(0, len(TEXT[document][1]))
    return Claim(f"{document}#0", document, Kind.ENTITY, span, text, sentence, entity=Entity("PER", text, role=role))


def place(document: str) -> Claim:
    start = TEXT[document][1].index("Velmara")
    sentence = Span(0, len(TEXT[document][1]))
    entity = Entity("LOC", "Velmara")
    return Claim(f"{document}#1", document, Kind.ENTITY, Span(start, start + 7), "Velmara", sentence, entity=entity)


def tied(claims: list[Claim], facts: tuple[Fact, ...] = (), sentence: float = 1.0) -> list[tuple[str, ...]]:
    """The facts with unnamed office-holders in them, as texts."""
    vectors = {
        c.id: ClaimVectors(
            *(np.array([1, 0] if c.document == "a" else [sentence, 1 - sentence], dtype=np.float32),) * 3
        )
        for c in claims
    }
    articles = [article(d) for d in sorted({c.document for c in claims})]
    alignment, added = with_offices(Alignment(facts, (), {}), articles, claims, vectors)
    text = {c.id: c.text for c in (*claims, *added)}
    new = {c.id for c in added}
    assert new <= alignment.frames.keys()
    return [tuple(text[c] for c in f.claims) for f in alignment.facts if new & set(f.claims)]


def test_an_unnamed_judge_is_the_one_named_elsewhere() -> None:
    assert tied([person("a", "Lorna Quist", "Judge"), place("b"), place("c")]) == [("Lorna Quist", "juge", "Richter")]


def test_unnamed_office_holders_join_what_is_known_of_the_name() -> None:
    judge = person("a", "Lorna Quist", "Judge")
    fact = Fact(Kind.ENTITY, (judge.id, "z#9"), ())
    alignment, added = with_offices(
        Alignment((fact,), (), {}),
        [article("a"), article("b")],
        [judge, place("b")],
        {c.id: ClaimVectors(*(np.ones(2, dtype=np.float32),) * 3) for c in (judge, place("b"))},
    )
    assert alignment.facts == (Fact(Kind.ENTITY, (judge.id, added[0].id, "z#9"), ()),)


def test_sentences_about_other_things_are_not_tied() -> None:
    assert tied([person("a", "Lorna Quist", "Judge"), place("b")], sentence=0.0) == []


def test_two_judges_leave_open_which_is_meant() -> None:
    assert tied([person("a", "Lorna Quist", "Judge"), person("c", "Velmara", "Richter"), place("b")]) == []
