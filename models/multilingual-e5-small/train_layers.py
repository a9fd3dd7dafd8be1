"""Train the upper layers of the sentence model to put mentions of one fact together: ``claim-layers.safetensors``.

    python models/multilingual-e5-small/train_layers.py --accounts models/accounts/layers --stories models/stories \
        --paragraphs FILE.jsonl --sentences FOLDER --out models/multilingual-e5-small/claim-layers.safetensors

The lower eight layers stay as they are. The upper four are trained on mentions as the product sees them (claims
extracted, figures masked): mentions of one fact in two accounts of an event are drawn together, all other mentions of
the event and of the batch pushed apart (supervised contrastive loss, Khosla et al. 2020), while sentence vectors are
held near where they were. ``--stories`` are only looked at, never learnt from.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn import functional

sys.path[:0] = [str(Path(__file__).parents[1] / name) for name in ("accounts", "matcher")]
from accounts import Event as Told  # noqa: E402
from accounts import read_events  # noqa: E402
from stories import (  # noqa: E402
    UNSURE,
    article,
    articles_of,
    facts_of,
    meant,
    numbered_sentences,
    state_the_same,
    stories,
)

from reconcile.align.compared import compare_claims  # noqa: E402
from reconcile.claims import Article, Claim, Kind, Span  # noqa: E402
from reconcile.embed import Passage  # noqa: E402
from reconcile.embed.windows import tokenize  # noqa: E402
from reconcile.extract import extract  # noqa: E402
from reconcile.masking import mask  # noqa: E402

FIRST = 8
"""Layers below this one are not trained."""
TEMPERATURE = 0.06
PROMPT = "query: "
LONGEST = 200


@dataclass
class Row:
    """One sentence: token ids, where its mentions lie, and which account it is of."""

    ids: tuple[int, ...]
    mentions: list[tuple[int, ...]]
    labels: list[str]
    """The fact of each mention: ``""`` told by this account alone, ``UNSURE`` not known."""
    account: int
    language: str
    states: np.ndarray | None = None
    teacher: np.ndarray | None = None


@dataclass
class Group:
    """All accounts of one event, or a paragraph with its translations."""

    name: str
    rows: list[Row]
    weight: float = 1.0


def rows_of(art: Article, claims: Sequence[Claim], facts: dict[str, str], account: int, tokenizer: Any) -> list[Row]:
    """The sentences of an article as the encoder sees them."""
    inside: dict[Span, list[Claim]] = defaultdict(list)
    for c in claims:
        inside[c.sentence].append(c)
    result = []
    for sentence, here in inside.items():
        masked = mask(art.prose, sentence, here)
        (item,) = tokenize([Passage(masked.text, masked.mentions, art.language)], tokenizer, PROMPT, LONGEST)
        if len(item.windows) > 1:
            continue
        result.append(
            Row(
                item.windows[0].ids,
                [places for _, places in item.mentions],
                [facts.get(c.id, "") for c in here],
                account,
                art.language,
            )
        )
    return result


def told_group(event: Told, tokenizer: Any) -> Group:
    """An event whose accounts have their facts marked; a mention is the claim that shares most characters."""
    rows: list[Row] = []
    for index, (account, art) in enumerate(zip(event.accounts, articles_of(event), strict=True)):
        claims = extract(art)
        facts = facts_of(account, claims)
        rows += rows_of(art, claims, facts, index, tokenizer)
    return Group(event.name, rows)


def parallel_group(name: str, texts: dict[str, str], tokenizer: Any) -> Group:
    """Parallel texts: a value that every text has once is one fact, a value without a partner is nobody's."""
    arts = [article(f"{name}{code}", code, text) for code, text in sorted(texts.items())]
    every = [[c for c in extract(a) if c.kind is not Kind.ENTITY] for a in arts]
    rows: list[Row] = []
    for index, (art, claims) in enumerate(zip(arts, every, strict=True)):
        facts: dict[str, str] = {}
        for c in claims:
            same = [k for k, f in enumerate(every[0]) if state_the_same(f, c)]
            once = len(same) == 1 and sum(state_the_same(o, c) for o in claims) == 1
            facts[c.id] = f"v{same[0]}" if once else UNSURE
        rows += rows_of(art, claims, facts, index, tokenizer)
    return Group(name, rows, 0.5)


def parallel_groups(args: argparse.Namespace, rng: random.Random, tokenizer: Any) -> Iterator[Group]:
    """Paragraphs in three languages each; sentences, a dozen together, in two."""
    if args.paragraphs:
        lines = [json.loads(x) for x in args.paragraphs.read_text("utf-8").splitlines()]
        for line in rng.sample(lines, min(args.most, len(lines))):
            codes = rng.sample(sorted(k for k in line if k != "para" and isinstance(line[k], str)), 3)
            yield parallel_group(f"p{line['para']}", {k: line[k] for k in codes}, tokenizer)
    if args.sentences:
        table = numbered_sentences(args.sentences)
        numbered = list(table)
        rng.shuffle(numbered)
        for start in range(0, min(args.most * 6, len(numbered)), 8):
            some = numbered[start : start + 8]
            codes = rng.sample(sorted(set.intersection(*(set(table[i]) for i in some))), 3)
            yield parallel_group(f"s{start}", {k: "\n\n".join(table[i][k] for i in some) for k in codes}, tokenizer)


class Model:
    """The sentence model: frozen lower layers, trainable upper ones."""

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer
        from transformers import BertModel

        self.bert: Any = BertModel.from_pretrained(folder, add_pooling_layer=False)
        self.bert.train(False)
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.upper = self.bert.encoder.layer[FIRST:]

    def run(self, hidden: Tensor, mask: Tensor, layers: Any) -> Tensor:
        """Through some layers; hidden (batch, tokens, width), mask (batch, tokens)."""
        bias = torch.zeros(mask.shape).masked_fill(~mask, -1e9)[:, None, None, :]
        for layer in layers:
            out = layer(hidden, bias)
            hidden = out[0] if isinstance(out, tuple) else out
        return hidden

    @torch.no_grad()
    def prepare(self, rows: Sequence[Row]) -> None:
        """States behind the lower layers and the sentence vector of the untrained model, kept in half precision."""
        todo = sorted((r for r in rows if r.states is None), key=lambda r: len(r.ids))
        for start in range(0, len(todo), 32):
            batch = todo[start : start + 32]
            ids, mask = pad([r.ids for r in batch])
            hidden = self.run(self.bert.embeddings(ids), mask, self.bert.encoder.layer[:FIRST])
            last = pooled(self.run(hidden, mask, self.upper), mask)
            for i, r in enumerate(batch):
                r.states = hidden[i, : len(r.ids)].half().numpy()
                r.teacher = last[i].numpy()

    def vectors(self, rows: Sequence[Row], dropout: float = 0.0) -> tuple[Tensor, Tensor]:
        """Unit mention vectors (all mentions of all rows, in order) and unit sentence vectors."""
        width = max(len(r.ids) for r in rows)
        states = torch.zeros(len(rows), width, 384)
        for i, r in enumerate(rows):
            states[i, : len(r.ids)] = torch.from_numpy(r.states).float()
        mask = torch.arange(width)[None, :] < torch.tensor([len(r.ids) for r in rows])[:, None]
        hidden = self.run(functional.dropout(states, dropout, dropout > 0), mask, self.upper)
        found = [hidden[i, list(places)].mean(0) for i, r in enumerate(rows) for places in r.mentions]
        mentions = torch.stack(found) if found else torch.zeros(0, 384)
        return functional.normalize(mentions, dim=-1), pooled(hidden, mask)


def pooled(hidden: Tensor, mask: Tensor) -> Tensor:
    """Unit mean over tokens."""
    kept = mask[:, :, None].float()
    return functional.normalize((hidden * kept).sum(1) / kept.sum(1), dim=-1)


def pad(rows: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Ids and mask."""
    width = max(map(len, rows))
    ids = torch.tensor([[*r, *[1] * (width - len(r))] for r in rows])
    return ids, torch.arange(width)[None, :] < torch.tensor([len(r) for r in rows])[:, None]


def by_length(rows: Sequence[Row], tokens: int = 2500) -> Iterator[list[Row]]:
    """Rows of about one length together, so that little is padding."""
    batch: list[Row] = []
    for r in sorted(rows, key=lambda r: len(r.ids)):
        if batch and (len(batch) + 1) * len(r.ids) > tokens:
            yield batch
            batch = []
        batch.append(r)
    if batch:
        yield batch


def loss_of(model: Model, groups: Sequence[Group], keep: float) -> tuple[Tensor, float, int]:
    """The contrastive loss of the mentions of some groups, and how far sentence vectors have moved."""
    parts, owner, labels, weights, moved = [], [], [], [], torch.zeros(())
    count = 0
    for g, group in enumerate(groups):
        for rows in by_length(group.rows):
            mentions, sentences = model.vectors(rows, 0.05)
            teacher = torch.from_numpy(np.stack([r.teacher for r in rows if r.teacher is not None]))
            moved = moved + (1 - (sentences * teacher).sum(-1)).sum()
            count += len(rows)
            parts.append(mentions)
            for r in rows:
                owner += [g * 100 + r.account] * len(r.labels)
                labels += [f"{g}:{x}" if x not in ("", UNSURE) else x for x in r.labels]
                weights += [group.weight] * len(r.labels)
    vectors = torch.cat(parts)
    number = {x: i for i, x in enumerate(sorted(set(labels) - {"", UNSURE}))}
    fact = torch.tensor([number.get(x, -1 if x == "" else -2) for x in labels])
    who = torch.tensor(owner)
    logits = vectors @ vectors.T / TEMPERATURE
    positive = (fact[:, None] == fact[None, :]) & (fact[:, None] >= 0) & (who[:, None] != who[None, :])
    allowed = (who[:, None] != who[None, :]) & (fact[None, :] != -2)
    negative = torch.where(allowed & ~positive, logits, torch.tensor(-1e4)).logsumexp(1)
    each = torch.logaddexp(negative[:, None], logits) - logits
    total = torch.where(positive, each, torch.zeros(())).sum(1) / positive.sum(1).clamp(min=1)
    scale = torch.tensor(weights) * positive.any(1)
    contrast = (total * scale).sum() / scale.sum().clamp(min=1)
    hardest = torch.where(allowed & ~positive, logits, torch.tensor(-1e4)).amax(1)
    right = float(((hardest[:, None] < logits) & positive).sum() / positive.sum().clamp(min=1))
    return contrast + keep * moved / max(1, count), right, int(positive.any(1).sum())


@dataclass
class Held:
    """A story that is only looked at: rows by document, and which mention pairs are one fact."""

    documents: dict[str, tuple[list[Row], list[Claim]]]
    pairs: set[tuple[str, str]]


def held_stories(folders: Sequence[Path], tokenizer: Any) -> list[Held]:
    """Stories with judged pairs."""
    result = []
    for _, articles, gold in stories(folders):
        documents = {}
        every: list[Claim] = []
        for art in articles:
            claims = list(extract(art))
            rows = rows_of(art, claims, {c.id: c.id for c in claims}, 0, tokenizer)
            documents[art.id] = (rows, claims)
            every += claims
        pairs = set()
        for g in gold:
            if not g.debatable and not g.derived and g.relation in ("agrees", "conflicts", "incomparable"):
                for x in meant(g.a, every):
                    for y in meant(g.b, every):
                        pairs |= {(x.id, y.id), (y.id, x.id)}
        result.append(Held(documents, pairs))
    return result


@torch.no_grad()
def look(model: Model, held: Sequence[Held]) -> dict[str, float]:
    """How often the closest comparable mention is the right one; average precision over pairs that contradict."""
    from sklearn.metrics import average_precision_score

    hits: dict[str, list[bool]] = defaultdict(list)
    said: dict[str, list[float]] = defaultdict(list)
    true: dict[str, list[bool]] = defaultdict(list)
    for story in held:
        vec: dict[str, np.ndarray] = {}
        for rows, _ in story.documents.values():
            for batch in by_length(rows):
                found = model.vectors(batch)[0].numpy()
                vec.update(zip((x for r in batch for x in r.labels), found, strict=True))
        for a, (_, ours) in story.documents.items():
            for b, (_, theirs) in story.documents.items():
                if a == b:
                    continue
                for x in ours:
                    if x.kind is Kind.ENTITY:
                        continue
                    rivals = [y for y in theirs if x.id in vec and y.id in vec and compare_claims(x, y) is not None]
                    if not rivals:
                        continue
                    cosine = [float(vec[x.id] @ vec[y.id]) for y in rivals]
                    right = [(x.id, y.id) in story.pairs for y in rivals]
                    for y, value, label in zip(rivals, cosine, right, strict=True):
                        outcome = compare_claims(x, y)
                        if outcome is not None and outcome[0] != "same":  # agreements are judged in part only
                            said[x.kind].append(value)
                            true[x.kind].append(label)
                    if any(right):
                        hits[x.kind].append(right[int(np.argmax(cosine))])
    result = {f"{k}_first": round(float(np.mean(v)), 3) for k, v in hits.items()}
    return result | {f"{k}_ap": round(float(average_precision_score(true[k], said[k])), 3) for k in said}


def train(args: argparse.Namespace) -> None:
    """Prepare, train, look, write."""
    torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    rng = random.Random(1)
    model = Model(args.model)
    held = held_stories(args.stories, model.tokenizer)
    model.prepare([r for h in held for rows, _ in h.documents.values() for r in rows])
    print("before", look(model, held), flush=True)
    groups = [told_group(e, model.tokenizer) for folder in args.accounts for e in read_events(folder)]
    known = Counter(bool(x) and x != UNSURE for g in groups for r in g.rows for x in r.labels)
    print(len(groups), "events,", known[True], "mentions of facts,", known[False], "others", flush=True)
    extra = list(parallel_groups(args, rng, model.tokenizer))
    print(len(extra), "parallel groups", flush=True)
    model.prepare([r for g in [*groups, *extra] for r in g.rows])
    print("states ready", flush=True)
    if args.start:
        weights = {k.removeprefix("encoder."): v.float() for k, v in load_file(args.start).items()}
        model.bert.encoder.load_state_dict(weights, strict=False)
        print("start", look(model, held), flush=True)
    for parameter in model.bert.parameters():
        parameter.requires_grad_(False)
    trained = list(model.upper.parameters())
    for parameter in trained:
        parameter.requires_grad_(True)
    optimiser = torch.optim.AdamW(trained, lr=args.rate, weight_decay=0.01)
    per_epoch = len(groups) // args.events
    steps, step, started = args.epochs * per_epoch, 0, time.time()
    average: Any = torch.optim.swa_utils.AveragedModel(
        model.upper,
        multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.97),  # type: ignore[no-untyped-call]
    )
    for epoch in range(args.epochs):
        order = rng.sample(groups, len(groups))
        seen: list[tuple[float, float]] = []
        for start in range(0, per_epoch * args.events, args.events):
            batch = order[start : start + args.events] + (rng.sample(extra, 1) if extra else [])
            factor = min(1.0, (step + 1) / 10) * (0.5 + 0.5 * math.cos(math.pi * step / steps))
            for part in optimiser.param_groups:
                part["lr"] = args.rate * factor
            loss, right, _ = loss_of(model, batch, args.keep)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(trained, 1.0)
            optimiser.step()
            average.update_parameters(model.upper)
            seen.append((float(loss.detach()), right))
            step += 1
        kept, model.upper = model.upper, average.module
        print(
            epoch, np.round(np.mean(seen, axis=0), 3), look(model, held), f"{time.time() - started:.0f} s", flush=True
        )
        save(model, args.out)
        model.upper = kept


def save(model: Model, out: Path) -> None:
    """The upper layers in half precision, under the names of the whole model's weights."""
    tensors = {
        f"encoder.layer.{FIRST + i}.{name}": value.detach().half().contiguous()
        for i, layer in enumerate(model.upper)
        for name, value in layer.state_dict().items()
    }
    save_file(tensors, out)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="the prepared sentence model, untrained")
    parser.add_argument("--accounts", type=Path, action="append", default=[])
    parser.add_argument("--stories", type=Path, action="append", default=[])
    parser.add_argument("--start", type=Path, help="go on from these layers")
    parser.add_argument("--paragraphs", type=Path)
    parser.add_argument("--sentences", type=Path)
    parser.add_argument("--most", type=int, default=60, help="paragraphs")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--events", type=int, default=2, help="events in a step, beside one parallel text")
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--keep", type=float, default=1.0, help="how strongly sentence vectors are held")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--out", type=Path, required=True)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
