"""How likely a name in one script is the transcription of a name in Latin letters.

A transducer reads the name unit by unit (letter, jamo, kana, Han character, Indic syllable) and, at each, either
writes one more Latin letter or moves on to the next; what it does depends on the unit and its neighbours and on
the letters written last. The probability of a Latin form is the sum over all ways to part it between the units
(Graves 2012, arXiv:1211.3711, with windows in place of recurrent networks). All scripts share one set of weights:
a unit is known by itself and by how it is plainly romanised, so that what is learned of spelling in one script
serves the others, and a rare letter is no surprise.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from io import BytesIO
from math import log

import numpy as np
from numpy.typing import NDArray

from reconcile.names.scripts import INDIC, latin_letters, script_of, units
from reconcile.odds import probability

LONGEST_NAME = 32
MOVE_ON = 0
"""The output that reads the next unit; 1-26 write a-z."""
NO_LETTER = 27
"""What stands before the first letter of a form."""
ANY_SCRIPT = "any"
"""The calibration of scripts that have none of their own."""
RATIO_LIMIT = 40.0
COMMONEST, RAREST = -8.0, -22.0
"""Where the natural log of a form's probability as a name is cut off: longer names than it was fitted on are rarer."""
_IMPOSSIBLE = 1e-300
_PLACES = np.arange(LONGEST_NAME)
_READ_LETTERS = 4
Floats = NDArray[np.float32]


def features(script: str, unit: str) -> tuple[str, ...]:
    """What a unit is known by: itself, its script, its place in the Indic blocks, how it is romanised."""
    found = [f"={script}:{unit}", f"@{script}"]
    if script in INDIC:
        found += (f"+{ord(letter) - INDIC[script]}" for letter in unit)
    plain = latin_letters(unit)
    found += (f"{place}{letter}" for place, letter in enumerate(plain[:_READ_LETTERS]))
    found.append(f"^{plain[-1:]}")
    if script == "hani":
        found.append(f"~{plain}")
    return tuple(found)


def letter_codes(form: str) -> list[int]:
    """1-26 for each letter of a form in a-z."""
    return [ord(letter) - 96 for letter in form[:LONGEST_NAME]]


class Transducer:
    """The learned weights, and how they are read; one for all scripts.

    ``weights``, with F features, D numbers a feature, H a state, W units in a window, K last letters, G numbers a
    state of the model of names as such: ``embedding`` (F, D); ``window`` (W * D, H), ``source`` (H, H);
    ``history`` (K, 28, H), ``target`` (H, H); ``output`` (H, 27); ``name_history`` (K', 28, G), ``name_inner`` (G, G),
    ``name_output`` (G, 27); and ``..._shift`` of each but the embedding and the histories.

    ``index`` gives each feature its row. ``readings`` are the letters that a unit is mostly written with, by
    script, place and unit ("<", "", ">": first, inner, last). ``calibration`` gives for each script the logistic
    weights of the log-likelihood ratio and of the form's commonness, and the shift.
    """

    def __init__(
        self,
        weights: Mapping[str, Floats],
        index: Mapping[str, int],
        readings: Mapping[str, str],
        calibration: Mapping[str, tuple[float, float, float]],
    ) -> None:
        self._weights = {key: np.asarray(value, dtype=np.float32) for key, value in weights.items()}
        self._index, self._readings, self._calibration = index, readings, calibration
        self._unit = lru_cache(maxsize=16_384)(self._embed)
        self._source = lru_cache(maxsize=2048)(self._read)
        self._target = lru_cache(maxsize=2048)(self._recall)
        self.commonness = lru_cache(maxsize=16_384)(self._commonness)

    def probability(self, name: str, form: str) -> float:
        """How likely a Latin form (a-z) writes the same name (0-1), calibrated on held-out pairs."""
        if not form or not units(name):
            return 0.0
        common = self.commonness(form)
        ratio = self.log_likelihood(name, form) - common
        by_ratio, by_commonness, shift = self._calibration.get(script_of(name), self._calibration[ANY_SCRIPT])
        bounded = min(max(ratio, -RATIO_LIMIT), RATIO_LIMIT)
        score = by_ratio * bounded + by_commonness * min(max(common, RAREST), COMMONEST) + shift
        return probability(score)

    def log_likelihood(self, name: str, form: str) -> float:
        """Natural log of P(form | name)."""
        codes = letter_codes(form)
        size = len(codes)
        w = self._weights
        hidden = self._source(name)[:, None, :] + self._target(form)
        np.maximum(hidden, 0.0, out=hidden)
        # Unit by unit: products of this size are not worth a second thread, nor waiting for one.
        chances = hidden @ w["output"]
        chances += w["output_shift"]
        np.exp(chances, out=chances)
        sums = chances.sum(axis=-1)
        move_on = (chances[:, :, MOVE_ON] / sums).tolist()
        write = (chances[:, _PLACES[:size], codes] / sums[:, :-1]).tolist()
        # before[j]: the probability of coming to this unit with the first j letters written.
        before = [1.0] + [0.0] * size
        for moving, writing in zip(move_on, write, strict=True):
            mass = before[0]
            after = [mass * moving[0]]
            for come, written, moved in zip(before[1:], writing, moving[1:], strict=True):
                mass = come + mass * written
                after.append(mass * moved)
            before = after
        return log(max(before[size], _IMPOSSIBLE))

    def reading(self, name: str) -> str:
        """The letters that each unit is mostly written with, whatever stands beside it: quick, right in consonants."""
        script, source = script_of(name), units(name)
        last = len(source) - 1
        return "".join(
            self._unit_reading(script, "<" if place == 0 else ">" if place == last else "", unit)
            for place, unit in enumerate(source)
        )

    def spelling(self, name: str) -> str:
        """The Latin form that the name is likeliest to have, letter by letter."""
        written: list[int] = []
        states = self._source(name) if units(name) else ()
        for state in states:
            # No unit has more letters than a Han character may have.
            for _ in range(_READ_LETTERS + 1):
                hidden = np.maximum(state + self._state_after(tuple(written[-len(self._weights["history"]) :])), 0.0)
                best = int(np.argmax(hidden @ self._weights["output"] + self._weights["output_shift"]))
                if best == MOVE_ON or len(written) >= LONGEST_NAME:
                    break
                written.append(best)
        return "".join(chr(96 + code) for code in written)

    def _unit_reading(self, script: str, place: str, unit: str) -> str:
        known = self._readings.get(f"{script}{place}{unit}")
        if known is None and place:
            known = self._readings.get(f"{script}{unit}")
        return latin_letters(unit) if known is None else known

    def _embed(self, script: str, unit: str) -> Floats:
        rows = [self._index[f] for f in features(script, unit) if f in self._index]
        total: Floats = self._weights["embedding"][rows].sum(axis=0)
        return total

    def _read(self, name: str) -> Floats:
        """The state of each unit of a name between its neighbours, shape ``(units, H)``."""
        w = self._weights
        script = script_of(name)
        found = np.stack([self._unit(script, unit) for unit in units(name)[:LONGEST_NAME]])
        reach = len(w["window"]) // found.shape[1] // 2
        padded = np.zeros((len(found) + 2 * reach, found.shape[1]), dtype=np.float32)
        padded[reach : reach + len(found)] = found
        windows = np.concatenate([padded[k : k + len(found)] for k in range(2 * reach + 1)], axis=1)
        states: Floats = np.maximum(windows @ w["window"] + w["window_shift"], 0.0) @ w["source"] + w["source_shift"]
        return states

    def _recall(self, form: str) -> Floats:
        """The state after each letter of a form, and before the first, shape ``(letters + 1, H)``."""
        w = self._weights
        summed = _histories(w["history"], letter_codes(form))
        states: Floats = np.maximum(summed, 0.0) @ w["target"] + w["target_shift"]
        return states

    @lru_cache(maxsize=16_384)  # noqa: B019 - there is one transducer, which lives as long as the program
    def _state_after(self, last: tuple[int, ...]) -> Floats:
        w = self._weights
        states: Floats = np.maximum(_histories(w["history"], last)[-1], 0.0) @ w["target"] + w["target_shift"]
        return states

    def _commonness(self, form: str) -> float:
        """Natural log of the probability of a Latin form as a name of anyone or anything."""
        w = self._weights
        codes = letter_codes(form)
        inner = np.maximum(_histories(w["name_history"], codes), 0.0) @ w["name_inner"] + w["name_inner_shift"]
        outputs = np.maximum(inner, 0.0) @ w["name_output"] + w["name_output_shift"]
        outputs -= np.log(np.exp(outputs).sum(axis=1, keepdims=True))
        return float(outputs[range(len(codes) + 1), [*codes, MOVE_ON]].sum())


def _histories(tables: Floats, codes: list[int] | tuple[int, ...]) -> Floats:
    """The sum of what the last letters contribute, before, between and after the letters of ``codes``."""
    reach = len(tables)
    padded = np.array([NO_LETTER] * reach + list(codes))
    size = len(codes) + 1
    total: Floats = tables[0][padded[reach - 1 : reach - 1 + size]].copy()
    for back in range(1, reach):
        total += tables[back][padded[reach - 1 - back : reach - 1 - back + size]]
    return total


def load(content: bytes) -> Transducer:
    """A transducer from the bytes of ``transcription.npz``."""
    with np.load(BytesIO(content), allow_pickle=False) as arrays:
        weights = {key: arrays[key] for key in arrays.files if key != "tables"}
        tables = json.loads(arrays["tables"].tobytes().decode("utf-8"))
    index = {feature: row for row, feature in enumerate(tables["features"])}
    return Transducer(weights, index, tables["readings"], {k: tuple(v) for k, v in tables["calibration"].items()})


@lru_cache(maxsize=1)
def transducer() -> Transducer:
    """The one that comes with the package."""
    return load(resources.files("reconcile.names").joinpath("transcription.npz").read_bytes())
