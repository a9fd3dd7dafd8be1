"""Train the name head on the sentence model's hidden states.

    python models/ner/train.py --model FOLDER --data FOLDER --work FOLDER --out models/ner/name-head.safetensors

``--model`` is the prepared sentence model (a ``BertModel`` folder), ``--data`` holds WikiANN as
``dev-XX.tsv`` and ``train-XX.tsv``, ``--work`` takes the cached hidden states (about 2 GB). The sentence
model is frozen; in the first epoch its states are computed and stored, later epochs read them back.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from data import IGNORED, label_subwords, split_corpus, trim, vary, write_plain
from safetensors.torch import load_file, save_file
from score import token_f1
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel

from reconcile.extract.names_head import BRANCH, NameNetwork
from reconcile.extract.names_model import LABELS, mentions_of

LANGUAGES = ("ar", "de", "en", "es", "fa", "fr", "he", "hi", "it", "ja", "ko", "pt", "ru", "tr", "zh")
PREFIX = "query: "
BATCH_TOKENS = 1536
LONGEST = 160
# How often a language's sentences are seen in an epoch, and at most how many of them.
REPEATS = {"hi": 4, "he": 3}
LIMITS = {"ar": 6_000, "fr": 5_000, "en": 9_000, "es": 4_000, "fa": 4_000, "it": 4_000, "pt": 4_000, "ru": 6_000}


class Batch:
    """Padded subword ids and labels of sentences of about one length, and where their states are stored."""

    def __init__(self, ids: np.ndarray, labels: np.ndarray, lengths: np.ndarray) -> None:
        self.ids, self.labels, self.lengths = ids, labels, lengths
        self.offset = -1

    @property
    def mask(self) -> Tensor:
        return torch.from_numpy(np.arange(self.ids.shape[1])[None, :] < self.lengths[:, None])


def branch_from(model: Any) -> NameNetwork:
    """Start the head's layers from the sentence model's own layers behind the branch."""
    network = NameNetwork()
    block: Any
    for block, layer in zip(network.blocks, model.encoder.layer[BRANCH:], strict=False):
        attention = layer.attention.self
        parts = (attention.query, attention.key, attention.value)
        with torch.no_grad():
            block.qkv.weight.copy_(torch.cat([p.weight for p in parts]))
            block.qkv.bias.copy_(torch.cat([p.bias for p in parts]))
        for mine, theirs in (
            (block.out, layer.attention.output.dense),
            (block.out_norm, layer.attention.output.LayerNorm),
            (block.up, layer.intermediate.dense),
            (block.down, layer.output.dense),
            (block.down_norm, layer.output.LayerNorm),
        ):
            mine.load_state_dict(theirs.state_dict())
    return network


def make_batches(folder: Path, tokenizer: Tokenizer, rng: random.Random, limit: int | None) -> list[Batch]:
    """Vary, tokenise and label all training sentences, bucketed by length."""
    rows: list[tuple[list[int], list[int]]] = []
    for language in LANGUAGES:
        train, _, _ = split_corpus(folder, language)
        train = train * REPEATS.get(language, 1)
        rng.shuffle(train)
        train = train[: min(limit or LIMITS.get(language, len(train)), len(train))]
        for item in vary(language, train, rng):
            prefix = PREFIX if rng.random() < 0.9 else ""
            encoding = tokenizer.encode(prefix + item.text)
            shift = len(prefix)
            offsets = [(max(s - shift, 0), max(e - shift, 0)) for s, e in encoding.offsets]
            labels = label_subwords(item, offsets)
            if len(labels) <= LONGEST:
                rows.append((encoding.ids, labels))
    rows.sort(key=lambda row: len(row[0]) + rng.random() * 4)
    batches: list[Batch] = []
    start = 0
    while start < len(rows):
        count = max(1, BATCH_TOKENS // len(rows[min(start + 16, len(rows) - 1)][0]))
        batches.append(_pad(rows[start : start + count]))
        start += count
    rng.shuffle(batches)
    return batches


def _pad(rows: list[tuple[list[int], list[int]]]) -> Batch:
    width = max(len(ids) for ids, _ in rows)
    ids = np.ones((len(rows), width), dtype=np.int32)
    labels = np.full((len(rows), width), IGNORED, dtype=np.int8)
    for index, (row_ids, row_labels) in enumerate(rows):
        ids[index, : len(row_ids)] = row_ids
        labels[index, : len(row_labels)] = row_labels
    return Batch(ids, labels, np.array([len(ids) for ids, _ in rows]))


def lower_layers(model: Any, ids: Tensor, mask: Tensor) -> Tensor:
    """Hidden states behind layer :data:`BRANCH`, (batch, length, width)."""
    hidden: Tensor = model.embeddings(ids)
    bias = torch.zeros(mask.shape).masked_fill(~mask, -1e9)[:, None, None, :]
    for layer in model.encoder.layer[:BRANCH]:
        out = layer(hidden, bias)
        hidden = out[0] if isinstance(out, tuple) else out
    return hidden


class StateCache:
    """Hidden states in half precision on disk: computed the first time, read back later."""

    def __init__(self, path: Path, model: Any) -> None:
        self.file = path.open("w+b")
        self.model = model
        self.width = model.config.hidden_size

    def states(self, batch: Batch) -> Tensor:
        rows, length = batch.ids.shape
        count = rows * length * self.width
        if batch.offset < 0:
            with torch.no_grad():
                hidden = lower_layers(self.model, torch.from_numpy(batch.ids).long(), batch.mask)
            self.file.seek(0, 2)
            batch.offset = self.file.tell()
            self.file.write(hidden.half().numpy().tobytes())
            return hidden
        self.file.seek(batch.offset)
        raw = np.frombuffer(self.file.read(2 * count), dtype=np.float16)
        return torch.from_numpy(raw.astype(np.float32)).view(rows, length, self.width)


def predict(
    model: Any, network: NameNetwork, tokenizer: Tokenizer, texts: list[str], size: int = 32
) -> list[list[tuple[int, int, str]]]:
    """Name spans of each text."""
    encodings = [tokenizer.encode(PREFIX + text) for text in texts]
    order = sorted(range(len(texts)), key=lambda i: len(encodings[i].ids))
    found: list[list[tuple[int, int, str]]] = [[] for _ in texts]
    shift = len(PREFIX)
    for start in range(0, len(order), size):
        rows = order[start : start + size]
        batch = _pad([(encodings[i].ids[:512], []) for i in rows])
        with torch.no_grad():
            hidden = lower_layers(model, torch.from_numpy(batch.ids).long(), batch.mask)
            scores = network(hidden, batch.mask).log_softmax(-1).numpy()
        for row, i in enumerate(rows):
            offsets = [trim(texts[i], max(s - shift, 0), max(e - shift, 0)) for s, e in encodings[i].offsets[:512]]
            found[i] = [(m.start, m.end, m.type) for m in mentions_of(offsets, scores[row, : len(offsets)])]
    return found


def evaluate(model: Any, network: NameNetwork, tokenizer: Tokenizer, folder: Path, part: str) -> dict[str, float]:
    """F1 (exact span and type) per language on the validation or the test sentences."""
    network.eval()
    results = {}
    for language in LANGUAGES:
        sentences = split_corpus(folder, language)[1 if part == "validation" else 2]
        gold = [write_plain(language, s, spaced=language not in {"ja", "zh"}) for s in sentences]
        found = predict(model, network, tokenizer, [g.text for g in gold])
        results[language] = token_f1(list(zip(gold, found, strict=True)))
    network.train()
    return results


def train(options: argparse.Namespace) -> None:
    """Run the training and write the weights in half precision."""
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    rng = random.Random(1)
    model: Any = BertModel.from_pretrained(options.model, add_pooling_layer=False)
    model.eval()
    tokenizer = Tokenizer.from_file(str(options.model / "tokenizer.json"))
    batches = make_batches(options.data, tokenizer, rng, options.limit)
    print(len(batches), "batches,", sum(int(b.lengths.sum()) for b in batches), "tokens", flush=True)
    network = branch_from(model)
    if options.start is not None:
        network.load_state_dict({name: value.float() for name, value in load_file(str(options.start)).items()})
    cache = StateCache(options.work / "states.bin", model)
    groups = [
        {"params": list(network.blocks.parameters()), "lr": options.rate},
        {"params": list(network.classifier.parameters()), "lr": 5 * options.rate},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    schedule = Schedule(options.epochs * len(batches), options.work / "finish")
    loss_of = nn.CrossEntropyLoss(ignore_index=IGNORED, label_smoothing=0.03)
    dropout = nn.Dropout(0.1)
    averaging: Any = torch.optim.swa_utils.get_ema_multi_avg_fn(0.995)  # type: ignore[no-untyped-call]
    average: Any = torch.optim.swa_utils.AveragedModel(network, multi_avg_fn=averaging)
    running, started = 0.0, time.time()
    for batch in (b for _ in range(options.epochs) for b in rng.sample(batches, len(batches))):
        factor = schedule.factor()
        if factor <= 0:
            break
        for group, rate in zip(optimiser.param_groups, (options.rate, 5 * options.rate), strict=True):
            group["lr"] = rate * factor
        scores = network(dropout(cache.states(batch)), batch.mask)
        loss = loss_of(scores.flatten(0, 1), torch.from_numpy(batch.labels).long().flatten())
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        average.update_parameters(network)
        running += float(loss.detach())
        if schedule.step % 50 == 0:
            print(f"{schedule.step} loss {running / 50:.4f} {time.time() - started:.0f} s", flush=True)
            running = 0.0
            save(average.module, options.out)
        if schedule.step % 500 == 0:
            print(evaluate(model, average.module, tokenizer, options.data, "validation"), flush=True)
    if options.halfway and options.start is not None:
        meet(average.module, load_file(str(options.start)))
    save(average.module, options.out)
    print("test", evaluate(model, average.module, tokenizer, options.data, "test"), flush=True)


class Schedule:
    """Warm-up, a plateau, and a fall to nothing over the last steps (Hu et al. 2024, "warmup-stable-decay").

    The fall begins by itself near the end, or as soon as the file ``finish`` exists: so training can be
    given whatever time there is.
    """

    WARM = 100
    FALL = 500

    def __init__(self, total: int, finish: Path) -> None:
        self.total, self.finish, self.step = total, finish, 0

    def factor(self) -> float:
        """What to multiply the learning rate with at the next step; 0 where training is over."""
        if self.total - self.step > self.FALL and self.finish.exists():
            self.total = self.step + self.FALL
        self.step += 1
        return min(self.step / self.WARM, (self.total - self.step) / self.FALL, 1.0)


def meet(network: NameNetwork, start: dict[str, Tensor]) -> None:
    """Set the weights to the mean of these and those at the start (Wortsman et al. 2022, "Model soups")."""
    with torch.no_grad():
        for name, value in network.state_dict().items():
            value.copy_((value + start[name].float()) / 2)


def save(network: NameNetwork, path: Path) -> None:
    """Write the weights in half precision, the labels and the branch as metadata."""
    tensors = {name: value.detach().half().contiguous() for name, value in network.state_dict().items()}
    save_file(tensors, str(path), metadata={"labels": " ".join(LABELS), "branch": str(BRANCH)})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--rate", type=float, default=4e-4)
    parser.add_argument("--start", type=Path, help="go on from these weights of a head")
    parser.add_argument("--halfway", action="store_true", help="end at the mean of these weights and the last ones")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--limit", type=int, default=None, help="sentences a language, to try the script out")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
