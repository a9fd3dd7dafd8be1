"""How likely a name in one script is the transcription of a name in Latin letters.

Each unit of the name (a letter, jamo, kana, Han character) emits zero to three Latin letters, each with
a probability learned from pairs of names; the probability of a Latin form is the sum over all ways to
part it between the units (a zero-order joint-multigram model: Deligne & Bimbot 1995, Li et al. 2004).
The first and the last unit of a name have tables of their own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from math import exp, log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reconcile.names.scripts import latin_letters, script_of, units

LONGEST_PIECE = 3
ALPHABET = "abcdefghijklmnopqrstuvwxyz"
LONGEST_NAME = 24
IMPOSSIBLE = 1e-300
# How much of the form's own improbability counts for it: between the likelihood (0), which favours short
# forms, and the likelihood ratio (1), which favours long ones. Found on the training names.
BACKGROUND = 0.6
LIMIT = 40.0
Floats = NDArray[np.float64]


class _Sound(NamedTuple):
    """How a unit of a name is written."""

    pieces: Mapping[str, float]
    """The pieces that are known, none less probable than the least that any of its length is."""
    likeliest: str


@dataclass(frozen=True, eq=False)
class Transcriber:
    """The learned tables of one script.

    ``tables`` maps ``"<unit"``, ``"unit"``, ``"unit>"`` (first, inner, last) to the probabilities of the
    Latin pieces it emits; ``letters`` are the frequencies of a-z that a form is compared against;
    ``scale`` and ``shift`` turn the log-likelihood ratio a letter into a probability.
    """

    tables: Mapping[str, Mapping[str, float]]
    letters: Mapping[str, float]
    scale: tuple[float, float, float]
    floor: float = 1e-4

    def emission(self, unit: str, place: str, piece: str) -> float:
        """Probability that ``unit`` at ``place`` (``"<"``, ``""``, ``">"``) is written ``piece``."""
        return max(self.table_of(unit, place).get(piece, 0.0), self.least()[len(piece)])

    def least(self) -> tuple[float, ...]:
        """The least probability of a piece of no, one, two, three letters."""
        return self.floor, self.floor, self.floor * 0.05, self.floor * 0.0025

    def table_of(self, unit: str, place: str) -> Mapping[str, float]:
        """What ``unit`` at ``place`` is written with, and how likely each is."""
        key = place + unit if place == "<" else unit + place
        return self.tables.get(key) or self.tables.get(unit) or _spelt(unit)

    def log_likelihood(self, name: str, forms: Sequence[str]) -> Floats:
        """Natural log of P(form | name) for each Latin form, shape ``(len(forms),)``."""
        source = units(name)[:LONGEST_NAME]
        targets = [f[:LONGEST_NAME] for f in forms]
        width = max((len(t) for t in targets), default=0)
        if not source or not targets:
            return np.full(len(targets), log(IMPOSSIBLE))
        pieces, index = _piece_index(targets, width)
        alpha = np.zeros((len(targets), width + 1))
        alpha[:, 0] = 1.0
        logs = np.zeros(len(targets))
        for position, unit in enumerate(source):
            place = "<" if position == 0 else ">" if position == len(source) - 1 else ""
            probabilities = np.array([self.emission(unit, place, p) if p != "?" else 0.0 for p in pieces])
            following = alpha * self.emission(unit, place, "")
            for length in range(1, LONGEST_PIECE + 1):
                if width >= length:
                    emitted = probabilities[index[length - 1][:, : width + 1 - length]]
                    following[:, length:] += alpha[:, : width + 1 - length] * emitted
            peak = following.max(axis=1)
            peak = np.maximum(peak, IMPOSSIBLE)
            logs += np.log(peak)
            alpha = following / peak[:, None]
        ends = np.array([len(t) for t in targets])
        result: Floats = logs + np.log(np.maximum(alpha[np.arange(len(targets)), ends], IMPOSSIBLE))
        return result

    def probability(self, name: str, form: str) -> float:
        """:meth:`probabilities` of a single form, without the cost of arrays."""
        source, target = units(name)[:LONGEST_NAME], form[:LONGEST_NAME]
        if not source or not target:
            return 0.0
        size = len(target)
        none, one, two, three = self.least()
        # For each place in the form the pieces of one, two and three letters that end there.
        pieces = [[target[max(0, end - n) : end] for end in range(size + 1)] for n in range(1, LONGEST_PIECE + 1)]
        alpha = [1.0]  # as far as the units read so far may reach
        for position, unit in enumerate(source):
            place = "<" if position == 0 else ">" if position == len(source) - 1 else ""
            seen = _sound(self, unit, place).pieces.get
            silent = seen("", none)
            alpha = [
                c * seen(last_three, three) + b * seen(last_two, two) + a * seen(last, one) + here * silent
                for here, a, b, c, last, last_two, last_three in zip(
                    [*alpha, 0.0, 0.0, 0.0],
                    [0.0, *alpha, 0.0, 0.0],
                    [0.0, 0.0, *alpha, 0.0],
                    [0.0, 0.0, 0.0, *alpha],
                    *pieces,
                    strict=False,
                )
            ]
        chance = sum(log(self.letters.get(c, 1e-3)) for c in target)
        reached = alpha[size] if len(alpha) > size else 0.0
        ratio = log(max(reached, IMPOSSIBLE)) - BACKGROUND * chance
        a, b, c = self.scale
        bounded = min(max(ratio, -LIMIT), LIMIT)
        score = a * bounded / size + b * bounded + c
        return 1.0 / (1.0 + exp(-min(max(score, -60.0), 60.0)))

    def likeliest(self, unit: str, place: str) -> str:
        """The Latin letters that ``unit`` at ``place`` is most often written with."""
        return _sound(self, unit, place).likeliest

    def ratios(self, name: str, forms: Sequence[str]) -> Floats:
        """Log-likelihood ratio of each form against a random string of its letters, shape ``(len(forms),)``."""
        chance = np.array([sum(np.log(self.letters.get(c, 1e-3)) for c in f[:LONGEST_NAME]) for f in forms])
        result: Floats = self.log_likelihood(name, forms) - BACKGROUND * chance
        return result

    def probabilities(self, name: str, forms: Sequence[str]) -> Floats:
        """How likely each Latin form writes the same name (0-1), calibrated on held-out pairs."""
        ratio = np.clip(self.ratios(name, forms), -LIMIT, LIMIT)
        size = np.array([max(len(f), 1) for f in forms])
        a, b, c = self.scale
        score = a * ratio / size + b * ratio + c
        result: Floats = 1.0 / (1.0 + np.exp(-np.clip(score, -60.0, 60.0)))
        return result


@lru_cache(maxsize=16_384)
def _sound(model: Transcriber, unit: str, place: str) -> _Sound:
    table, least = model.table_of(unit, place), model.least()
    likeliest = max(sorted(table), key=lambda piece: table[piece])
    return _Sound({piece: max(seen, least[len(piece)]) for piece, seen in table.items()}, likeliest)


def _piece_index(targets: Sequence[str], width: int) -> tuple[list[str], list[NDArray[np.int32]]]:
    """All pieces of the targets, and for each length the piece that begins at each place."""
    known: dict[str, int] = {"?": 0}
    index = []
    for length in range(1, LONGEST_PIECE + 1):
        rows = np.zeros((len(targets), width + 1), dtype=np.int32)
        for row, target in enumerate(targets):
            for start in range(len(target) - length + 1):
                piece = target[start : start + length]
                rows[row, start] = known.setdefault(piece, len(known))
        index.append(rows)
    return list(known), index


@lru_cache(maxsize=4096)
def _spelt(unit: str) -> Mapping[str, float]:
    """What a unit without a table of its own is likely to be: its plain romanisation, or nothing."""
    plain = latin_letters(unit)
    return {plain[:LONGEST_PIECE]: 0.5, plain[:1]: 0.2, "": 0.1} if plain else {"": 0.9}


@lru_cache(maxsize=1)
def _weights() -> Mapping[str, Transcriber]:
    raw = json.loads(resources.files("reconcile.names").joinpath("transcription.json").read_text("utf-8"))
    return {
        script: Transcriber(t["tables"], t["letters"], (t["scale"][0], t["scale"][1], t["scale"][2]))
        for script, t in raw.items()
    }


def transcriber(name: str) -> Transcriber:
    """The tables for the script that ``name`` is written in; those of Latin where there are none."""
    weights = _weights()
    return weights.get(script_of(name)) or weights["latn"]
