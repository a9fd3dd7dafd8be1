"""Names left over in sentences that answer to each other."""

from __future__ import annotations

import numpy as np
import pytest

from reconcile.align.contests import FEATURES, load_contests
from reconcile.align.named import Story, sentences_of
from reconcile.align.roles import contests
from reconcile.align.vectors import ClaimVectors, Vector
from reconcile.claims import Claim, Entity, Kind, Span

LANGUAGE = {"a": "de", "b": "en"}
TEXT = "x" * 200


def unit(*parts: float) -> Vector:
    vector = np.array(parts, dtype=np.float32)
    return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


def name(document: str, number: int, text: str, kind: str = "PER", role: str = "") -> Claim:
    span = Span(10 * number, 10 * number + len(text))
    sentence = Span(100 * (number // 10), 100 * (number // 10) + 100)
    claim = f"{document}#{number}"
    return Claim(claim, document, Kind.ENTITY, span, text, sentence, entity=Entity(kind, text, role=role))


def _name(claim: Claim) -> str:
    return claim.entity.name if claim.entity is not None else claim.text


def story(claims: list[Claim], keys: dict[str, int], sounds: dict[tuple[str, str], float] | None = None) -> Story:
    said = sounds or {}
    alone = {c.text: unit(*np.eye(8)[i % 8]) for i, c in enumerate(claims)}
    sentence = {0: unit(1, 0.1, 0), 100: unit(0, 0.1, 1)}
    vectors = {c.id: ClaimVectors(sentence[c.sentence.start], unit(1, c.span.start, 1), unit(1, 1, 1)) for c in claims}
    return Story(keys, vectors, alone, lambda c, d, within=None: said.get((_name(c), d), 0.0), LANGUAGE)


def left_over(claims: list[Claim], keys: dict[str, int], **sounds: float) -> list[tuple[str, str]]:
    told = story(claims, keys, {(k, d): v for k, v in sounds.items() for d in LANGUAGE})
    a, b = (sentences_of(d, TEXT, claims, told.vectors) for d in ("a", "b"))
    return [(c.a.text, c.b.text) for c in contests(a, b, told)]


def test_what_both_articles_name_is_never_contested() -> None:
    claims = [name("a", 1, "Trump"), name("a", 2, "Merkel"), name("b", 1, "Huber"), name("b", 2, "Angela Merkel")]
    keys = {"a#1": 0, "a#2": 1, "b#1": 2, "b#2": 1}
    assert left_over(claims, keys) == [("Trump", "Huber")]


def test_a_name_that_stands_in_another_sentence_is_no_rival() -> None:
    claims = [name("a", 1, "Trump"), name("b", 1, "Huber"), name("b", 11, "Trump")]
    assert left_over(claims, {"a#1": 0, "b#1": 1, "b#11": 0}) == []


def test_sentences_about_other_things_are_not_compared() -> None:
    claims = [name("a", 1, "Trump"), name("b", 11, "Huber")]
    assert left_over(claims, {"a#1": 0, "b#11": 1}) == []


def test_offices_are_left_to_those_who_hold_them() -> None:
    claims = [name("a", 1, "President of France", role="President"), name("b", 1, "Huber")]
    assert left_over(claims, {"a#1": 0, "b#1": 1}) == []


def test_a_name_heard_in_the_other_text_counts_against() -> None:
    claims = [name("a", 1, "Trump"), name("b", 1, "Huber")]
    keys = {"a#1": 0, "b#1": 1}
    logits = []
    for sound in (0.0, 0.4):
        told = story(claims, keys, {("Trump", "b"): sound})
        a, b = (sentences_of(d, TEXT, claims, told.vectors) for d in ("a", "b"))
        [contest] = contests(a, b, told)
        logits.append(load_contests(translated=False).logits(np.array(contest.features)))
    assert logits[1] < logits[0]
    assert left_over(claims, keys, Trump=0.9) == []


def test_a_name_heard_where_only_doubtful_ones_stand_is_no_rival() -> None:
    maybe = name("a", 1, "Jhajjar")
    claims = [name("b", 1, "Zhang"), name("b", 3, "Karnal")]
    told = story([maybe, *claims], {"a#1": -1, "b#1": 0, "b#3": 1}, {("Karnal", "a"): 0.9})
    a, b = sentences_of("a", TEXT, [], told.vectors, [maybe]), sentences_of("b", TEXT, claims, told.vectors)
    found = contests(a, b, told, translated=True)
    assert [(c.a.text, c.b.text) for c in found] == [("Jhajjar", "Zhang")]
    assert dict(zip(FEATURES, found[0].features, strict=True))["others_left"] == 0


def test_one_office_makes_rivals_of_names_in_sentences_about_other_things() -> None:
    keys = {"a#1": 0, "b#11": 1}
    claims = [name("a", 1, "Trump", role="Richter am Landgericht"), name("b", 11, "Huber", role="judge")]
    assert left_over(claims, keys) == [("Trump", "Huber")]
    told = story(claims, keys)
    a, b = (sentences_of(d, TEXT, claims, told.vectors) for d in ("a", "b"))
    [contest] = contests(a, b, told)
    said = dict(zip(FEATURES, contest.features, strict=True))
    assert said["office_same"] == 1.0
    claims = [name("a", 1, "Trump", role="Ministerin"), name("b", 11, "Huber", role="judge")]
    assert left_over(claims, keys) == []


@pytest.mark.parametrize("translated", [False, True])
def test_weights_fit_the_features(translated: bool) -> None:
    weights = load_contests(translated=translated)
    assert {c.name for c in weights.curves} == set(FEATURES)
    nothing, heard = np.zeros(len(FEATURES)), np.array([float(f == "sound") for f in FEATURES])
    # Texts are looked through last, and only where nothing is heard in them does a pair have a chance.
    assert np.diff(weights.logits(np.stack([nothing, heard]))) < 0
    said = dict(weights.evidence(heard))
    assert weights.logits(heard) == pytest.approx(weights.bias + sum(said.values()), abs=0.05)
    assert len(weights.logits(np.empty((0, len(FEATURES))))) == 0


@pytest.mark.parametrize(("role", "contested"), [("Richter", 1), ("", 0)])
def test_namesakes_are_set_against_each_other_in_one_office_alone(role: str, contested: int) -> None:
    claims = [name("a", 1, "Anna Huber", role=role), name("b", 1, "Clara Huber", role="judge" if role else "")]
    assert len(left_over(claims, {"a#1": 0, "b#1": 1}, **{"Anna Huber": 0.8, "Clara Huber": 0.8})) == contested
