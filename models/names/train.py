"""Learn how names are transcribed, from pairs of English and native forms, and measure it.

    python models/names/train.py --data FOLDER --out reconcile/names/transcription.json

``--data`` holds ``wd_LANGUAGE_dev.tsv`` (``English<TAB>characters<TAB>count``, Wikidata, CC0). A fifth of
each file is never trained on: half of it calibrates the probabilities, the other half is the test, in
which each native form has to find its English one among 1,000.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from reconcile.names.gazetteer import cldr_names
from reconcile.names.scripts import latin_letters, script_of, units
from reconcile.names.transcription import LIMIT, LONGEST_NAME, LONGEST_PIECE, Transcriber

FILES = {
    "arab": ("wd_arabic_dev.tsv",),
    "hebr": ("wd_hebrew_dev.tsv",),
    "cyrl": ("wd_russian_dev.tsv",),
    "hang": ("wd_korean_dev.tsv",),
    "kana": ("wd_katakana_dev.tsv", "wd_japanese_dev.tsv"),
    "hani": ("wd_chinese_dev.tsv",),
}
# Scripts without a file: the names of places that CLDR has in these languages.
PLACES = {
    "deva": ("hi", "mr", "ne"),
    "grek": ("el",),
    "beng": ("bn", "as"),
    "taml": ("ta",),
    "telu": ("te",),
    "thai": ("th",),
}
TESTED = {"kana": "wd_katakana_dev.tsv"}
ROUNDS = 6
MOST_PAIRS = 10_000
CANDIDATES = 1000
RIVALS = 60
Pair = tuple[tuple[str, ...], str, float]
Tables = dict[str, dict[str, float]]


def read_pairs(path: Path) -> list[tuple[str, str, int]]:
    """``(native, English in a-z, count)`` of each line."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        english, native, count = line.split("\t")
        name = native.replace(" ", "")
        rows.append((name, latin_letters(english), int(count)))
    return [r for r in rows if r[1] and units(r[0])]


def read_places(languages: Sequence[str]) -> list[tuple[str, str, int]]:
    """``(native, English in a-z, 1)`` of every word of CLDR's countries and cities; translations drop out by trust."""
    rows: dict[tuple[str, str], None] = {}
    english = {known: form for form, known in cldr_names("en")}
    for language in languages:
        for native, known in cldr_names(language):
            parts, originals = native.split(), english.get(known, "").split()
            if len(parts) == len(originals):
                rows.update({(a, latin_letters(b)): None for a, b in zip(parts, originals, strict=True)})
    return [(a, b, 1) for a, b in rows if len(b) > 2 and units(a)]


def places(source: Sequence[str]) -> list[str]:
    """The table keys of a name's units: first, inner, last."""
    keys = list(source)
    if keys:
        keys[-1] = keys[-1] + ">"
        keys[0] = "<" + source[0]
    return keys


def expect(pairs: Sequence[Pair], tables: Mapping[str, Mapping[str, float]]) -> tuple[Tables, float]:
    """Expected counts of every unit and piece under ``tables``, and the mean log-likelihood of a pair."""
    counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    total = weight_sum = 0.0
    for source, target, weight in pairs:
        keys = places(source)
        n, m = len(keys), len(target)
        rows = []
        for key, unit in zip(keys, source, strict=True):
            table = tables.get(key) or tables.get(unit) or {}
            rows.append(table)
        alpha = [[0.0] * (m + 1) for _ in range(n + 1)]
        alpha[0][0] = 1.0
        for i, table in enumerate(rows):
            here, there = alpha[i], alpha[i + 1]
            for j in range(m + 1):
                if here[j]:
                    for k in range(min(LONGEST_PIECE, m - j) + 1):
                        there[j + k] += here[j] * table.get(target[j : j + k], 1e-6)
        likelihood = alpha[n][m]
        if likelihood < 1e-200:
            continue
        # A pair that the tables find very unlikely is noise in the data: let it count for less.
        trust = weight / (1.0 + np.exp(-(np.log(likelihood) / max(m, 1) + 4.0) * 2.0))
        beta = [0.0] * m + [1.0]
        for i in range(n - 1, -1, -1):
            before = [0.0] * (m + 1)
            table, here, tally = rows[i], alpha[i], counts[keys[i]]
            for j in range(m + 1):
                for k in range(min(LONGEST_PIECE, m - j) + 1):
                    if beta[j + k]:
                        piece = target[j : j + k]
                        step = table.get(piece, 1e-6) * beta[j + k]
                        before[j] += step
                        if here[j]:
                            tally[piece] += trust * here[j] * step / likelihood
            beta = before
        total += weight * float(np.log(likelihood))
        weight_sum += weight
    return {k: dict(v) for k, v in counts.items()}, total / max(weight_sum, 1e-9)


def normalise(counts: Tables, *, backing: float, least: float) -> Tables:
    """Probabilities from counts; the tables of first and last units lean on the unit's own over-all table."""
    overall: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for key, tally in counts.items():
        for piece, value in tally.items():
            overall[key.strip("<>")][piece] += value
    base: Tables = {}
    for unit, tally in overall.items():
        plain = latin_letters(unit)[:LONGEST_PIECE]
        smoothed = dict(tally)
        smoothed[plain] = smoothed.get(plain, 0.0) + 1.0
        size = sum(smoothed.values())
        base[unit] = {p: v / size for p, v in smoothed.items() if v / size > least}
    result = dict(base)
    for key, tally in counts.items():
        unit = key.strip("<>")
        if key != unit:
            size = sum(tally.values()) + backing
            mixed = {p: (tally.get(p, 0.0) + backing * base[unit].get(p, 0.0)) / size for p in {*tally, *base[unit]}}
            result[key] = {p: v for p, v in mixed.items() if v > least}
    return result


def start_tables(pairs: Sequence[Pair]) -> Tables:
    """First guess: what a unit is spelt in plain romanisation, one to two letters where they occur near it."""
    counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for source, target, weight in pairs:
        ratio = len(target) / len(source)
        for i, unit in enumerate(source):
            centre = (i + 0.5) * ratio
            for j in range(max(0, int(centre - 2)), min(len(target), int(centre + 2)) + 1):
                for k in range(LONGEST_PIECE + 1):
                    if j + k <= len(target):
                        piece = target[j : j + k]
                        near = 3.0 if piece and piece[0] == latin_letters(unit)[:1] else 1.0
                        counts[unit][piece] += weight * near * (0.3 if k == 3 else 1.0)
    return {u: {p: v / sum(t.values()) for p, v in t.items()} for u, t in counts.items()}


def learn(pairs: Sequence[Pair]) -> Tables:
    """Expectation maximisation from the first guess."""
    tables = start_tables(pairs)
    for round_number in range(ROUNDS):
        counts, mean = expect(pairs, tables)
        tables = normalise(counts, backing=8.0, least=1e-5 if round_number < ROUNDS - 1 else 3e-4)
        print(f"  round {round_number + 1}: {mean:.3f} nats a pair", flush=True)
    return tables


def letter_frequencies(forms: Sequence[str]) -> dict[str, float]:
    counts: dict[str, float] = defaultdict(lambda: 1.0)
    for form in forms:
        for letter in form:
            counts[letter] += 1.0
    total = sum(counts.values())
    return {letter: round(count / total, 6) for letter, count in sorted(counts.items())}


def calibrate(model: Transcriber, rows: Sequence[tuple[str, str, int]]) -> tuple[float, float, float]:
    """Logistic weights that tell each name's true form from the two likeliest of sixty others.

    Sixty is about how many words the names of another article have: the odds that the product works at.
    """
    rng = random.Random(5)
    features, labels = [], []
    for native, english, _ in rows:
        others = [r[1] for r in rng.sample(list(rows), min(RIVALS, len(rows))) if r[1] != english]
        forms = [english, *others]
        ratio = np.clip(model.ratios(native, forms), -LIMIT, LIMIT)
        for i in [0, *(1 + np.argsort(-ratio[1:])[:2])]:
            features.append((ratio[i] / max(len(forms[i]), 1), ratio[i]))
            labels.append(i == 0)
    x, y = np.array(features), np.array(labels)
    both = LogisticRegression(C=10.0).fit(x, y)
    if min(both.coef_[0]) >= 0:
        return float(both.coef_[0, 0]), float(both.coef_[0, 1]), float(both.intercept_[0])
    # A weight below zero would make the impossible likely: then the ratio alone decides.
    alone = LogisticRegression(C=10.0).fit(x[:, 1:], y)
    return 0.0, float(alone.coef_[0, 0]), float(alone.intercept_[0])


def first_of_thousand(model: Transcriber, rows: Sequence[tuple[str, str, int]]) -> dict[str, float]:
    """Share of native forms whose own English form comes first among all forms of ``rows``."""
    forms = [english for _, english, _ in rows]
    right = right_known = known = 0
    accepted = wrong = 0
    for native, english, count in rows:
        scores = model.ratios(native, forms)
        best = int(np.argmax(scores))
        hit = forms[best] == english
        right += hit
        known += count > 1
        right_known += hit and count > 1
        sure = model.probabilities(native, [forms[best], english])
        accepted += bool(sure[1] >= 0.5)
        wrong += bool(sure[0] >= 0.5 and not hit)
    size = len(rows)
    return {
        "first": round(right / size, 4),
        "first, count > 1": round(right_known / max(known, 1), 4),
        "accepted at 0.5": round(accepted / size, 4),
        "wrong one accepted": round(wrong / size, 4),
    }


def latin_variants(rows: Sequence[tuple[str, str, int]], rng: random.Random) -> list[tuple[str, str, int]]:
    """Latin spellings of one name: English forms that share a native form, both ways round."""
    groups: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for native, english, count in rows:
        groups[native].append((english, count))
    pairs = []
    for forms in groups.values():
        if 2 <= len(forms) <= 6:
            for a, ca in forms:
                b, cb = rng.choice(forms)
                if a[:1] == b[:1] or {a[:1], b[:1]} & set("jyiwvckhsz"):
                    pairs.append((a, b, min(ca, cb)))
    return pairs


def train_script(
    train: Sequence[tuple[str, str, int]], held: Sequence[tuple[str, str, int]], tables: Tables | None = None
) -> Transcriber:
    """Learn one script, unless its tables are given, and calibrate it."""
    pairs: list[Pair] = [
        (units(native)[:LONGEST_NAME], english[:LONGEST_NAME], 1.0 + float(np.log(count)))
        for native, english, count in train[:MOST_PAIRS]
        if len(english) <= LONGEST_PIECE * len(units(native))
    ]
    tables = tables or learn(pairs)
    letters = letter_frequencies([english for _, english, _ in train])
    draft = Transcriber(tables, letters, (1.0, 0.0, 0.0))
    return Transcriber(tables, letters, calibrate(draft, held[: CANDIDATES // 2]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--scripts", nargs="*", default=[*FILES, *PLACES, "latn"])
    parser.add_argument("--keep-tables", action="store_true", help="calibrate and test again, but learn nothing")
    options = parser.parse_args()
    known = json.loads(options.out.read_text("utf-8")) if options.out.exists() else {}
    kept: dict[str, Tables] = {k: v["tables"] for k, v in known.items()} if options.keep_tables else {}
    rng = random.Random(7)
    everything: list[tuple[str, str, int]] = []
    for script, files in FILES.items():
        rows = [(f, r) for f in files for r in read_pairs(options.data / f) if script_of(r[0]) == script]
        rng.shuffle(rows)
        fifth = len(rows) // 5
        held = rows[:fifth]
        # No native form that is held out may be trained on, whatever its English form there.
        unseen = {native for _, (native, _, _) in held}
        train = [r for _, r in rows[fifth:] if r[0] not in unseen]
        everything += train
        if script not in options.scripts:
            continue
        print(script, len(train), "pairs", flush=True)
        half = len(held) // 2
        model = train_script(train, [r for _, r in held[:half]], kept.get(script))
        test = [r for f, r in held[half:] if f == TESTED.get(script, f)][:CANDIDATES]
        print(script, len(test), first_of_thousand(model, test), flush=True)
        known[script] = as_json(model)
        write(known, options.out)
    for script, languages in PLACES.items():
        if script in options.scripts:
            rows_places = read_places(languages)
            rng.shuffle(rows_places)
            fifth = len(rows_places) // 5
            print(script, len(rows_places), "pairs", flush=True)
            model = train_script(rows_places[fifth:], rows_places[:fifth], kept.get(script))
            print(script, first_of_thousand(model, rows_places[:fifth]), flush=True)
            known[script] = as_json(model)
            write(known, options.out)
    if "latn" in options.scripts:
        rows_latin = latin_variants(everything, rng)
        rng.shuffle(rows_latin)
        print("latn", len(rows_latin), "pairs", flush=True)
        model = train_script(rows_latin[2000:], rows_latin[:1000], kept.get("latn"))
        print("latn", first_of_thousand(model, rows_latin[1000:2000]), flush=True)
        known["latn"] = as_json(model)
        write(known, options.out)


def write(tables: Mapping[str, object], path: Path) -> None:
    """One unit a line, so that a new training can be compared with the old one."""
    path.write_text(json.dumps(tables, ensure_ascii=False, sort_keys=True, indent=0) + "\n", encoding="utf-8")


def as_json(model: Transcriber) -> dict[str, object]:
    tables = {
        key: {piece: round(value, 5) for piece, value in sorted(table.items())}
        for key, table in sorted(model.tables.items())
    }
    return {"tables": tables, "letters": dict(model.letters), "scale": [round(x, 5) for x in model.scale]}


if __name__ == "__main__":
    main()
