"""A tiny model with the same file format for most tests, and the real one, prepared once, for the rest."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from reconcile.embed import Encoder, manifest, prepare
from reconcile.errors import ModelError

PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁", "▁rain", "▁fell", "▁que", "ry", ":", "雨", "0", "a", "b", "<mask>")


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The real model, in the user's cache folder (or ``RECONCILE_CACHE``)."""
    try:
        prepare(show_progress=False)
    except ModelError as error:
        pytest.skip(str(error))
    return Encoder(show_progress=False)


@dataclass(frozen=True)
class Tiny:
    """A tiny model's source and where its folders are."""

    packed: Path
    cache: Path
    manifest: Path

    def sign(self) -> None:
        """Write the packed file's present sum and size into the manifest."""
        write_manifest(self.manifest, self.packed)


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tiny:
    """A distribution ``tinymodel`` on the path that holds ``weights.bin``, and a manifest of a model ``tiny``."""
    site, cache = tmp_path / "site", tmp_path / "cache"
    info = site / "tinymodel-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: tinymodel\nVersion: 1.0\n")
    packed = site / "weights.bin"
    packed.write_bytes(packed_model())
    made = Tiny(packed, cache, tmp_path / "models" / "tiny" / "manifest.toml")
    made.sign()
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.setenv("RECONCILE_CACHE", str(cache))
    monkeypatch.setattr(manifest, "manifests_folder", lambda: tmp_path / "models")
    return made


def write_manifest(path: Path, packed: Path) -> None:
    data = packed.read_bytes()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"""
name = "tiny"
title = "A tiny model"
licence = "MIT"
homepage = ""
[use]
dimension = 32
max_tokens = 16
prompt = "query: "
mention_layer = 1
[packed]
distribution = "tinymodel"
version = "1.0"
file = "weights.bin"
size = {len(data)}
sha256 = "{hashlib.sha256(data).hexdigest()}"
[hub]
repository = "nobody/tiny"
revision = "0"
[hub.sha256]
"model.safetensors" = "0"
"""
    )


def packed_model() -> bytes:
    """A packed file of one layer, 32 dimensions, two heads and 64 feed-forward units."""
    random = np.random.default_rng(0)
    hidden, forward, positions, vocabulary = 32, 64, 16, len(PIECES)
    blob = "".join(PIECES).encode()
    ends = np.cumsum([0, *(len(piece.encode()) for piece in PIECES)], dtype="<u4")
    scores = -np.arange(len(PIECES), dtype="<f4")
    head = b"E5S1" + struct.pack("<I7ifi", 1, hidden, 1, 2, forward, vocabulary, positions, 2, 1e-12, 32)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(blob)) + ends.tobytes() + scores.tobytes() + blob
    # A line end becomes a space, a control nothing, a full-width A what NFKC makes of it anyway.
    rewritten = struct.pack("<IBI", 0x0A, 1, 0x20) + struct.pack("<IB", 0x01, 0) + struct.pack("<IBI", 0xFF21, 1, 0x41)
    head += struct.pack("<iI", 3, len(rewritten)) + rewritten
    tensors: list[tuple[str, int, bool]] = [
        ("emb.word", vocabulary * hidden, True),
        ("emb.pos", positions * hidden, False),
        ("emb.type", 2 * hidden, False),
        ("emb.ln.w", hidden, False),
        ("emb.ln.b", hidden, False),
    ]
    for part, rows, columns in (
        *(("q", hidden, hidden), ("k", hidden, hidden), ("v", hidden, hidden), ("ao", hidden, hidden)),
        *(("fi", forward, hidden), ("fo", hidden, forward), ("aln", hidden, 1), ("oln", hidden, 1)),
    ):
        tensors += [(f"l0.{part}.w", rows * columns, columns > 1), (f"l0.{part}.b", rows, False)]
    directory, body = b"", b""
    start = len(head) + 4 + sum(2 + len(name) + 21 for name, _, _ in tensors)
    for name, values, four_bits in tensors:
        if four_bits:
            blocks = np.zeros(values // 32, dtype=[("scale", "<f2"), ("nibbles", "u1", 16)])
            blocks["scale"] = 0.05
            blocks["nibbles"] = random.integers(0, 256, (len(blocks), 16))
            data = blocks.tobytes()
        else:
            data = random.normal(1 if "ln.w" in name else 0, 0.1, values).astype("<f4").tobytes()
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", int(four_bits), values, start + len(body), len(data))
        body += data
    return head + struct.pack("<i", len(tensors)) + directory + body
