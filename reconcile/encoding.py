"""Articles' sentences through the encoder: vectors for claims, and names that only the model sees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, cast

from reconcile.align import ClaimVectors, Vector, name_claim
from reconcile.claims import Article, Claim, Span
from reconcile.extract import Named, Reading, claims_of
from reconcile.masking import Masked, mask
from reconcile.progress import Progress

if TYPE_CHECKING:
    from reconcile.embed import Encoded, Encoder
    from reconcile.extract.names_model import Hint, Mention

Place = tuple[str, Span]
"""A sentence: the article's id and where in it."""


class Spot(NamedTuple):
    """Something with a vector of its own in a sentence: its place in the article, and that of its surroundings."""

    span: Span
    mention: Vector
    clause: Vector


def encode_claims(
    articles: Sequence[Article], claims: Sequence[Claim], encoder: Encoder, told: Progress
) -> tuple[dict[str, ClaimVectors], dict[str, Vector]]:
    """One forward pass over the sentences that hold claims, and one over names and counted nouns on their own."""
    inside = _by_sentence(claims)
    _, encoded, spots = _encode_sentences(articles, inside, list(inside), encoder, told)
    return _vectors(articles, claims, encoded, spots, encoder, told)


def read_and_encode(
    readings: Sequence[Reading], encoder: Encoder, told: Progress
) -> tuple[list[Claim], list[Claim], dict[str, ClaimVectors], dict[str, Vector]]:
    """The claims of articles with the names that the name head finds besides those of the rules, and the vectors.

    The second list holds what may be names. The head reads every sentence in the forward pass that makes the vectors;
    a model that it does not fit finds no names, and the rules' claims stay as they are.
    """
    articles = [reading.article for reading in readings]
    inside = _by_sentence([c for reading in readings for c in claims_of(reading)])
    places = [(a.id, sentence) for a in articles for sentence in a.sentences]
    masked, encoded, spots = _encode_sentences(articles, inside, places, encoder, told, names=True)
    found, hints, doubtful = _read_names(articles, masked, encoded, spots)
    claims = [
        c for reading in readings for c in claims_of(reading, found[reading.article.id], hints[reading.article.id])
    ]
    taken = _by_sentence(claims)
    maybe = [c for c in doubtful if not any(c.span.overlaps(o.span) for o in taken.get((c.document, c.sentence), ()))]
    return claims, maybe, *_vectors(articles, [*claims, *maybe], encoded, spots, encoder, told)


def _by_sentence(claims: Sequence[Claim]) -> dict[Place, list[Claim]]:
    inside: dict[Place, list[Claim]] = defaultdict(list)
    for c in claims:
        inside[c.document, c.sentence].append(c)
    return inside


def _encode_sentences(
    articles: Sequence[Article],
    inside: Mapping[Place, Sequence[Claim]],
    places: Sequence[Place],
    encoder: Encoder,
    told: Progress,
    *,
    names: bool = False,
) -> tuple[dict[Place, Masked], dict[Place, Encoded], dict[Place, list[Spot]]]:
    """Sentences as masked and as encoded, and the vectors of the claims in each."""
    from reconcile.embed import Passage
    from reconcile.extract.names_model import NameHead

    text = {a.id: a.prose for a in articles}
    language = {a.id: a.language for a in articles}
    masked = {place: mask(text[place[0]], place[1], inside.get(place, ())) for place in places}
    passages = [Passage(m.text, m.mentions + m.clauses, language[d]) for (d, _), m in masked.items()]
    told.stage("Encoding sentences", len(passages))
    results = encoder.encode(passages, progress=_steps(told), heads=[NameHead()] if names else ())
    encoded = dict(zip(masked, results, strict=True))
    spots = {}
    for place, vec in encoded.items():
        here = inside.get(place, ())
        spots[place] = [Spot(c.span, vec.mentions[i], vec.mentions[len(here) + i]) for i, c in enumerate(here)]
    return masked, encoded, spots


def _steps(told: Progress) -> Callable[[int, int], None]:
    seen = 0

    def advance(done: int, _total: int) -> None:
        nonlocal seen
        told.advance(done - seen)
        seen = done

    return advance


def _read_names(
    articles: Sequence[Article],
    masked: Mapping[Place, Masked],
    encoded: Mapping[Place, Encoded],
    spots: Mapping[Place, list[Spot]],
) -> tuple[dict[str, list[Named]], dict[str, list[Hint]], list[Claim]]:
    """The head's names of each article, all its hints, and what may be names.

    The places that it found are added to ``spots``.
    """
    from reconcile.extract.names_model import NameHead, names_of_hints, read_hints

    found: dict[str, list[Named]] = {a.id: [] for a in articles}
    hinted: dict[str, list[Hint]] = {a.id: [] for a in articles}
    doubtful: list[Claim] = []
    article = {a.id: a for a in articles}
    for place, vec in encoded.items():
        document, sentence = place
        mentions = [m for window in vec.extras[NameHead.name] for m in cast("Sequence[Mention]", window)]
        if not mentions:
            continue
        origin = masked[place].origin
        prose, language = article[document].prose, article[document].language
        hints = list(read_hints(prose, sentence, mentions, language, origin))
        hinted[document] += hints
        found[document] += names_of_hints(prose, hints)
        for span, entity in names_of_hints(prose, hints, doubtful=True):
            doubtful.append(name_claim(article[document], sentence, span, entity, "?"))
        for m, vector in zip(mentions, vec.spots[NameHead.name], strict=True):
            spots[place].append(Spot(Span(origin(m.start), max(origin(m.end), origin(m.start) + 1)), vector, vector))
    return found, hinted, doubtful


def _vectors(
    articles: Sequence[Article],
    claims: Sequence[Claim],
    encoded: Mapping[Place, Encoded],
    spots: Mapping[Place, Sequence[Spot]],
    encoder: Encoder,
    told: Progress,
) -> tuple[dict[str, ClaimVectors], dict[str, Vector]]:
    """The vectors of claims, and those of names on their own."""
    from reconcile.embed import Passage

    language = {a.id: a.language for a in articles}
    alone = sorted({(word, language[c.document]) for c in claims for word in (_name(c), _noun(c)) if word})
    told.stage("Encoding names", len(alone))
    words = encoder.encode([Passage(word, (), lang) for word, lang in alone], progress=_steps(told))
    by_word = {key: vec.sentence for key, vec in zip(alone, words, strict=True)}
    vectors: dict[str, ClaimVectors] = {}
    for c in claims:
        place = (c.document, c.sentence)
        spot = _spot_of(c.span, spots[place])
        sentence = encoded[place].sentence
        noun = by_word.get((_noun(c), language[c.document]))
        mention, clause = (spot.mention, spot.clause) if spot else (sentence, sentence)
        vectors[c.id] = ClaimVectors(sentence, mention, clause, noun)
    names = {c.entity.name: by_word[_name(c), language[c.document]] for c in claims if c.entity is not None}
    return vectors, names


def _spot_of(span: Span, spots: Sequence[Spot]) -> Spot | None:
    """The vectors of just this place, or of what overlaps it most."""

    def shared(spot: Spot) -> float:
        common = min(span.end, spot.span.end) - max(span.start, spot.span.start)
        return common / max(len(span), len(spot.span))

    best = max(spots, key=shared, default=None)
    return best if best is not None and shared(best) > 0 else None


def _name(claim: Claim) -> str:
    return claim.entity.name if claim.entity is not None else ""


def _noun(claim: Claim) -> str:
    """What a claim is of: the thing counted, or the office that a name stands with."""
    if claim.entity is not None:
        return claim.entity.role
    return claim.quantity.noun if claim.quantity is not None else ""
