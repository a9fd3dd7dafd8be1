"""The networks of the transcription model, as they learn; what reads their weights is the package's own module."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
import torch
from name_pairs import Pair
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from reconcile.names.scripts import script_of, units
from reconcile.names.transcription import LONGEST_NAME, MOVE_ON, NO_LETTER, features, letter_codes

FEWEST_OF_A_UNIT = 4
ROUNDS, NAME_ROUNDS, BATCH, RATE = 6, 3, 256, 4e-3
LOST_UNITS = 0.1
READINGS_FROM = 4000
NOISE = 0.1
Floats = NDArray[np.float32]


class Network(nn.Module):
    """The transducer as :class:`reconcile.names.transcription.Transducer` reads it, for learning."""

    def __init__(self, size: int, wide: int = 32, state: int = 64, reach: int = 2, history: int = 4) -> None:
        super().__init__()
        self.reach = reach
        self.embedding = nn.EmbeddingBag(size + 1, wide, mode="sum", padding_idx=0)
        nn.init.normal_(self.embedding.weight, std=0.15)
        self.embedding.weight.data[0] = 0
        self.window, self.source = nn.Linear((2 * reach + 1) * wide, state), nn.Linear(state, state)
        self.history = nn.Parameter(torch.randn(history, 28, state) * 0.1)
        self.target, self.output = nn.Linear(state, state), nn.Linear(state, 27)

    def chances(self, ids: Tensor, codes: Tensor) -> tuple[Tensor, Tensor]:
        """Log-probabilities of moving on (pairs, units, letters + 1) and of writing the next letter (..., letters)."""
        pairs, length, many = ids.shape
        found = self.embedding(ids.reshape(-1, many)).reshape(pairs, length, -1)
        padded = functional.pad(found, (0, 0, self.reach, self.reach))
        windows = torch.cat([padded[:, k : k + length] for k in range(2 * self.reach + 1)], -1)
        source = self.source(torch.relu(self.window(windows)))
        target = self.target(torch.relu(remembered(self.history, codes)))
        hidden = torch.relu(source[:, :, None] + target[:, None])
        logs = torch.log_softmax(self.output(hidden), -1)
        wanted = codes.clamp(min=1)[:, None, :, None].expand(-1, length, -1, 1)
        return logs[..., MOVE_ON], logs[:, :, :-1].gather(-1, wanted)[..., 0]

    def forward(self, ids: Tensor, lengths: Tensor, codes: Tensor, sizes: Tensor) -> Tensor:
        """Natural log of P(form | name) of each pair; a single name goes with every form."""
        move_on, write = self.chances(ids, codes)
        written = functional.pad(write.cumsum(-1), (1, 0))
        reached = torch.full((len(codes), codes.shape[1] + 1), -1e4)
        reached[:, 0] = 0.0
        result = torch.zeros(len(codes))
        for place in range(ids.shape[1]):
            reached = written[:, place] + torch.logcumsumexp(reached - written[:, place], -1) + move_on[:, place]
            result = torch.where(lengths == place + 1, reached.gather(1, sizes[:, None])[:, 0], result)
        return result


class Names(nn.Module):
    """How likely a Latin form is as a name: each letter from the last five."""

    def __init__(self, state: int = 96, history: int = 5) -> None:
        super().__init__()
        self.history = nn.Parameter(torch.randn(history, 28, state) * 0.1)
        self.inner, self.output = nn.Linear(state, state), nn.Linear(state, 27)

    def forward(self, codes: Tensor, sizes: Tensor) -> Tensor:
        """Natural log of the probability of each form."""
        hidden = torch.relu(self.inner(torch.relu(remembered(self.history, codes))))
        logs = torch.log_softmax(self.output(hidden), -1)
        steps = logs.gather(-1, functional.pad(codes, (0, 1))[..., None])[..., 0]
        inside = torch.arange(codes.shape[1] + 1)[None] <= sizes[:, None]
        total: Tensor = (steps * inside).sum(1)
        return total


def remembered(history: Tensor, codes: Tensor) -> Tensor:
    """What the last letters contribute before, between and after the letters of each form."""
    reach, size = len(history), codes.shape[1] + 1
    padded = functional.one_hot(functional.pad(codes, (reach, 0), value=NO_LETTER), 28).float()
    last = [padded[:, reach - 1 - back : reach - 1 - back + size] for back in range(reach)]
    return torch.cat(last, -1) @ history.reshape(reach * 28, -1)


class Reader:
    """Turns names into numbers: the rows of each unit's features (0: none), the letters of each form."""

    def __init__(self, known: Sequence[str]) -> None:
        self.features = list(known)
        self.index = {feature: row for row, feature in enumerate(self.features, start=1)}
        self.own = torch.tensor([False, *(f.startswith("=") for f in self.features)])

    def names(self, names: Sequence[str]) -> tuple[Tensor, Tensor]:
        rows = [
            [[self.index[f] for f in features(script_of(n), u) if f in self.index] for u in units(n)[:LONGEST_NAME]]
            for n in names
        ]
        many = max(len(ids) for row in rows for ids in row)
        result = torch.zeros(len(rows), max(map(len, rows)), many, dtype=torch.long)
        for at, row in enumerate(rows):
            result[at, : len(row)] = torch.tensor([ids + [0] * (many - len(ids)) for ids in row])
        return result, torch.tensor([len(row) for row in rows])

    def forms(self, forms: Sequence[str]) -> tuple[Tensor, Tensor]:
        codes = [torch.tensor(letter_codes(f)) for f in forms]
        return nn.utils.rnn.pad_sequence(codes, batch_first=True), torch.tensor([len(c) for c in codes])


def features_of(pairs: Sequence[Pair]) -> list[str]:
    """The features of all units; rare units are known by their romanisation alone."""
    seen = Counter((p.script, u) for p in pairs for u in units(p.native))
    rare = {f"={script}:{u}" for (script, u), n in seen.items() if n < FEWEST_OF_A_UNIT - (script == "hani")}
    return sorted({f for script, u in seen for f in features(script, u)} - rare)


def learn_names(forms: list[str], reader: Reader, rng: random.Random) -> Names:
    model = Names()
    optimiser = torch.optim.Adam(model.parameters(), 2e-3)
    for round_number in range(NAME_ROUNDS):
        rng.shuffle(forms)
        for start in range(0, len(forms), 512):
            codes, sizes = reader.forms(forms[start : start + 512])
            loss = -model(codes, sizes).sum() / sizes.sum()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
        print(f"  names, round {round_number + 1}: {loss.item():.3f} nats a letter", flush=True)
    return model.requires_grad_(False)


def batches(pairs: list[Pair], rng: random.Random) -> list[list[Pair]]:
    """Pairs of about one length together, in an order of chance."""
    order, result = rng.sample(pairs, len(pairs)), []
    for start in range(0, len(order), 40 * BATCH):
        chunk = sorted(order[start : start + 40 * BATCH], key=lambda p: (len(units(p.native)), len(p.latin)))
        result += [chunk[k : k + BATCH] for k in range(0, len(chunk), BATCH)]
    rng.shuffle(result)
    return result


def learn(pairs: list[Pair], reader: Reader, names: Names, rng: random.Random) -> Network:
    """Maximum likelihood, but for the first round of a mixture: a pair may also be noise, two names side by side.

    How much of each script's data is noise is estimated along the way. A unit's own features are left out at
    times, so that its romanisation learns to stand in for them.
    """
    network = Network(len(reader.features))
    optimiser = torch.optim.Adam(network.parameters(), RATE)
    steps = ROUNDS * (len(pairs) // BATCH + 41)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=0.1)
    noise: dict[str, float] = defaultdict(lambda: NOISE)
    for round_number in range(ROUNDS):
        doubts: dict[str, list[float]] = defaultdict(list)
        total = 0.0
        for batch in batches(pairs, rng):
            ids, lengths = reader.names([p.native for p in batch])
            codes, sizes = reader.forms([p.latin for p in batch])
            weight = torch.tensor([p.weight for p in batch])
            lost = (torch.rand(ids.shape[:2]) < LOST_UNITS)[..., None] & reader.own[ids]
            value = network(ids.masked_fill(lost, 0), lengths, codes, sizes)
            if round_number:
                share = torch.tensor([noise[p.script] for p in batch])
                clean, wrong = value + torch.log(1 - share), names(codes, sizes) + torch.log(share)
                value = torch.logaddexp(clean, wrong)
                for pair, doubt in zip(batch, torch.sigmoid(wrong - clean).tolist(), strict=True):
                    doubts[pair.script].append(doubt)
            loss = -(weight * value).sum() / weight.sum()
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimiser.step()
            schedule.step()
            total += loss.item() * len(batch)
        noise.update({script: min(max(sum(d) / len(d), 0.01), 0.4) for script, d in doubts.items()})
        print(f"  round {round_number + 1}: {total / len(pairs):.3f} nats a pair", flush=True)
    print("  noise:", {script: round(share, 3) for script, share in sorted(noise.items())}, flush=True)
    return network.requires_grad_(False)


def readings(network: Network, reader: Reader, pairs: Sequence[Pair], rng: random.Random) -> dict[str, str]:
    """The letters that each unit at each place is most often written with on the likeliest way through a pair."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    by_script: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_script[pair.script].append(pair)
    chosen = [p for found in by_script.values() for p in rng.sample(found, min(READINGS_FROM, len(found)))]
    for batch in batches(chosen, rng):
        ids, _ = reader.names([p.native for p in batch])
        codes, _ = reader.forms([p.latin for p in batch])
        move_on, write = (t.numpy() for t in network.chances(ids, codes))
        for at, pair in enumerate(batch):
            source = units(pair.native)
            for place, (unit, piece) in enumerate(
                zip(source, likeliest_parting(pair, move_on[at], write[at]), strict=True)
            ):
                sign = "<" if place == 0 else ">" if place == len(source) - 1 else ""
                for key in {f"{pair.script}{sign}{unit}", f"{pair.script}{unit}"}:
                    counts[key][piece] += 1
    mostly = {key: max(sorted(pieces), key=pieces.__getitem__) for key, pieces in sorted(counts.items())}
    plain = re.compile(r"^(\w{4})[<>](.)", re.DOTALL)
    return {
        key: piece
        for key, piece in mostly.items()
        if mostly.get(plain.sub(r"\1\2", key)) != piece or not plain.match(key)
    }


def likeliest_parting(pair: Pair, move_on: Floats, write: Floats) -> list[str]:
    """The piece of the Latin form that each unit writes on the likeliest way (Viterbi)."""
    size, length = len(pair.latin), len(units(pair.native))
    best = np.full(size + 1, -np.inf)
    best[0] = 0.0
    starts = []
    for place in range(length):
        written = np.concatenate([[0.0], np.cumsum(write[place, :size])])
        rest, from_where = best - written, np.zeros(size + 1, dtype=int)
        for end in range(1, size + 1):
            from_where[end] = end if rest[end] > rest[from_where[end - 1]] else from_where[end - 1]
        best = rest[from_where] + written + move_on[place, : size + 1]
        starts.append(from_where)
    pieces, end = [], size
    for from_where in reversed(starts):
        pieces.append(pair.latin[from_where[end] : end])
        end = int(from_where[end])
    return pieces[::-1]
