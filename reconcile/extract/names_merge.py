"""One list of an article's names from the rules and from a model that reads its sentences."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reconcile.claims import Entity, Span
from reconcile.extract.entities import CASED, Named, without_overlaps
from reconcile.extract.names_data import name_words
from reconcile.extract.names_model import Hint
from reconcile.extract.spans import Spans
from reconcile.names.gazetteer import lookup
from reconcile.names.scripts import LATIN, UNSPACED, script_of

# From what probability of being a name on the model's type counts against a guess, by the type that is guessed.
_NO_PERSON = 0.7
_PERSON_AFTER_ALL = 0.6
_SCORE, _NAMED = 0.6, 0.84
# From which one on a form is a name elsewhere in the article too.
_SEEN = 0.5
# A shorter acronym in brackets is as likely a state's or a province's.
_LEAST_ACRONYM = 3
# Characters that show which script an article is written in.
_BEGINNING = 400
_QUOTES = frozenset("\"'“”„«»‘’‹›「」『』《》")


def merge_names(
    text: str, rules: Sequence[Named], model: Sequence[Named], language: str, hints: Sequence[Hint] = ()
) -> list[Named]:
    """The names of both recognisers, without overlaps, in text order.

    Names that the rules know stay. Of their guesses the model says the type and, since it reads the sentence, where the
    name begins and ends ("Bergführer Sonam Tshering"); it adds the names that no rule sees.

    Parameters
    ----------
    model: the names that it is sure of.
    hints: these and all others that it thinks possible. With them, a guess of which the model sees nothing is none.
    """
    if not model and not hints:
        return list(rules)
    judge = _Judge(text, rules, hints or [Hint(span, e.type, 1.0, 1.0) for span, e in model], language, bool(hints))
    kept = [named for span, entity in rules for named in judge.read(span, entity)]
    taken = Spans(span for span, _ in sorted(kept, key=lambda named: named[0]))
    return without_overlaps([*kept, *((s, e) for s, e in model if not taken.overlap(s.start, s.end))])


class _Judge:
    """What becomes of a name found by rule in the light of what the model sees."""

    def __init__(self, text: str, rules: Sequence[Named], hints: Sequence[Hint], language: str, complete: bool) -> None:
        self._text, self._language = text, language
        self._complete = complete
        self._hints = sorted(hints, key=lambda hint: hint.span)
        self._starts = [hint.span.start for hint in self._hints]
        self._data = name_words(language)
        self._script = script_of(text[:_BEGINNING])
        self._nouns = self._data.nouns_have_capitals
        self._known = Spans(s for s, e in sorted(rules, key=lambda n: n[0]) if e.aliases or lookup(e.name, language))
        self._seen = {self._form(hint.span).casefold() for hint in hints if hint.named >= _SEEN}
        self._seen |= {self._form(span).casefold() for span, _ in rules if self._around(span)}

    def read(self, span: Span, entity: Entity) -> Iterator[Named]:
        """The name or names, if any, that stand where a rule found one."""
        if self._known.overlap(span.start, span.end):
            yield span, entity
            return
        here = self._around(span)
        if not here:
            if entity.role or self._may_stay(span, entity):
                yield span, entity
            return
        cased = script_of(entity.name) in CASED
        wider = next((h for h in here if self._sure(h) and h.span.covers(span) and h.span != span), None)
        if wider is not None and not self._known.overlap(wider.span.start, wider.span.end):
            yield from self._widened(span, entity, wider)
            return
        people = [h for h in here if h.type == "PER" and self._sure(h) and h.span != span]
        if cased:
            people = [h for h in people if span.covers(h.span) and self._on_words(h.span, span)]
        if people and (entity.type == "PER" or cased):
            for h in people:
                role = entity.role or entity.name[: max(0, h.span.start - span.start)].strip()
                yield h.span, Entity("PER", self._form(h.span), role=role)
            return
        yield from self._guessed(span, entity, here, cased)

    def _guessed(self, span: Span, entity: Entity, here: Sequence[Hint], cased: bool) -> Iterator[Named]:
        """A guess that the model cuts, calls something else, or leaves as it is."""
        inner = [h for h in here if span.covers(h.span) and h.span != span and self._on_words(h.span, span)]
        if cased and entity.type == "PER" and not entity.role and inner:
            likely = [h for h in inner if self._sure(h) or (self._nouns and h.named >= _SEEN)]
            if len(likely) == 1 and len(inner) == 1:
                yield likely[0].span, Entity(self._type(Entity("MISC", ""), likely[0]), self._form(likely[0].span))
                return
            if self._nouns and self._complete and not likely and not self._quoted(span):
                return
        best = max(here, key=lambda h: min(h.span.end, span.end) - max(h.span.start, span.start))
        noun = self._nouns and self._complete and entity.type == "PER" and not entity.role
        if noun and best.named < _SEEN and not self._quoted(span):
            return
        if not entity.role:
            yield span, replace(entity, type=self._type(entity, best))
        elif best.type == "ORG" and best.score >= _SCORE and (entity.name.isupper() or not cased):
            # "директор ТОО": of what somebody is the director.
            yield span, replace(entity, type="ORG", role="")
        else:
            yield span, entity

    def _type(self, entity: Entity, hint: Hint) -> str:
        """The type of a name that the rules guess to be of one and the model, surely or not, of another."""
        guess, likely = entity.type, hint.score >= _SCORE and hint.named >= _NAMED
        if guess == "LOC" and self._data.place_words.intersection(entity.name.casefold().split()):
            return guess
        if self._sure(hint):
            return hint.type
        if guess == "PER":
            if hint.type == "PER":
                return guess
            return hint.type if hint.named >= (_NAMED if hint.type == "LOC" else _NO_PERSON) else "MISC"
        if guess == "MISC":
            return hint.type if likely or (hint.type == "PER" and hint.named >= _PERSON_AFTER_ALL) else guess
        return hint.type if likely and hint.type == "PER" else guess

    def _widened(self, span: Span, entity: Entity, hint: Hint) -> Iterator[Named]:
        """A guess that is a part of what the model takes for a name."""
        if not entity.role:
            yield hint.span, Entity(hint.type, self._form(hint.span))
        elif hint.type == "PER":
            # A title may stand before the name, but behind it where words are not set apart.
            whole = hint.span if self._language in UNSPACED else Span(span.start, hint.span.end)
            yield whole, replace(entity, name=self._form(whole))
        elif hint.type == "ORG" and " " not in entity.name:
            yield hint.span, Entity("ORG", self._form(hint.span))
        else:
            yield span, entity

    def _may_stay(self, span: Span, entity: Entity) -> bool:
        """Whether a guess of which the model sees nothing is a name all the same."""
        if not self._complete or entity.name.casefold() in self._seen or self._quoted(span):
            return True
        if script_of(entity.name) == LATIN != self._script:
            return True  # in Arabic, Greek or Japanese hardly anything but names is written in Latin letters
        around = self._text[span.start - 1 : span.start] + self._text[span.end : span.end + 1]
        return entity.type == "ORG" and len(span) >= _LEAST_ACRONYM and around in ("()", "（）")

    def _quoted(self, span: Span) -> bool:
        return self._text[span.start - 1 : span.start] in _QUOTES and self._text[span.end : span.end + 1] in _QUOTES

    def _around(self, span: Span) -> list[Hint]:
        first = max(0, bisect_right(self._starts, span.start) - 1)
        return [h for h in self._hints[first : bisect_left(self._starts, span.end)] if h.span.end > span.start]

    def _sure(self, hint: Hint) -> bool:
        return hint.sure(cased=script_of(self._form(hint.span)) in CASED)

    def _form(self, span: Span) -> str:
        return self._text[span.start : span.end]

    def _on_words(self, inner: Span, outer: Span) -> bool:
        """Whether what lies in a name is set off by spaces ("Marc" of "Jean-Marc" is not)."""
        before, behind = self._text[outer.start : inner.start], self._text[inner.end : outer.end]
        return before[-1:] in {"", " "} and behind[:1] in {"", " "}
