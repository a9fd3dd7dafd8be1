"""How often a native form finds its English one among 1,000 by :func:`reconcile.names.similarity`.

    python models/names/score_names.py --data FOLDER [--names 300] [--show 20]

``--data`` is the folder that ``train_transcription.py`` learns from. The names are those that it never sees: half of
the fifth that is kept back of each file.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

from name_pairs import CANDIDATES, Row, split_names

from reconcile.names import SAME, similarity

LANGUAGES = {"arab": "ar", "hebr": "he", "cyrl": "ru", "hang": "ko", "kana": "ja", "hani": "zh"}
Miss = tuple[str, str, int, float, str, float]


def score(rows: Sequence[Row], language: str, tried: int) -> tuple[str, list[Miss]]:
    """The figures of a language in a line, and what came out wrong: names, count, score; what came first, its score."""
    forms = list(dict.fromkeys(english for _, english, _ in rows[:CANDIDATES]))
    chosen = rows[:tried]
    missed: list[Miss] = []
    accepted = 0
    for native, english, count in chosen:
        scores = {form: similarity(native, form, language, "en") for form in forms}
        best = max(forms, key=scores.__getitem__)
        accepted += scores[english] >= SAME
        if best != english:
            missed.append((native, english, count, scores[english], best, scores[best]))
    often = sum(count > 1 for _, _, count in chosen)
    first = 1 - len(missed) / len(chosen)
    first_often = 1 - sum(miss[2] > 1 for miss in missed) / max(often, 1)
    line = f"{len(forms)} candidates, first {first:.3f}, seen more than once {first_often:.3f} of {often}"
    return f"{line}, accepted {accepted / len(chosen):.3f}", missed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--names", type=int, default=300, help="how many native forms of each script are tried")
    parser.add_argument("--show", type=int, default=0, help="how many misses of each script are printed")
    options = parser.parse_args()
    rows = split_names(options.data, random.Random(7))
    for script, language in LANGUAGES.items():
        line, missed = score(rows.test[script], language, options.names)
        print(f"{language}: {line}", flush=True)
        for native, english, count, own, best, other in missed[: options.show]:
            print(f"    {native} {english} ({count}) {own:.2f}, first: {best} {other:.2f}")


if __name__ == "__main__":
    main()
