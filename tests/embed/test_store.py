"""Preparing a model: whole or not at all, once for everybody, checked."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from safetensors import safe_open
from safetensors.numpy import save_file

from reconcile.embed import convert, is_prepared, list_models, model_folder, prepare, store, verify
from reconcile.errors import ModelError
from tests.embed.conftest import PIECES, Tiny


def leftovers(tiny: Tiny) -> list[str]:
    """What lies in the cache besides a finished model and its lock."""
    return sorted(p.name for p in (tiny.cache / "models").glob("*") if p.name not in ("tiny", "tiny.lock"))


def test_prepared_folder_is_an_ordinary_model(tiny: Tiny) -> None:
    folder = prepare("tiny")
    assert folder == tiny.cache / "models" / "tiny" == model_folder("tiny")
    assert json.loads((folder / "config.json").read_text())["model_type"] == "bert"
    assert len(json.loads((folder / "modules.json").read_text())) == 3
    with safe_open(folder / "model.safetensors", framework="np") as weights:
        names = set(weights.keys())
    assert "encoder.layer.0.attention.self.query.weight" in names
    assert "embeddings.LayerNorm.bias" in names
    tokenizer = json.loads((folder / "tokenizer.json").read_text("utf-8"))
    assert [piece for piece, _ in tokenizer["model"]["vocab"]] == list(PIECES)
    assert leftovers(tiny) == []
    assert verify("tiny", show_progress=False) == folder


def test_tokenizer_rewrites_what_nfkc_leaves(tiny: Tiny) -> None:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(prepare("tiny") / "tokenizer.json"))
    encoding = tokenizer.encode("rain\n\x01fell 雨")
    assert encoding.tokens == ["<s>", "▁rain", "▁fell", "▁", "雨", "</s>"]
    assert encoding.offsets[2] == (6, 10)


def test_second_preparation_changes_nothing(tiny: Tiny) -> None:
    before = (prepare("tiny") / "stamp.json").stat().st_mtime_ns
    assert (prepare("tiny") / "stamp.json").stat().st_mtime_ns == before
    assert (prepare("tiny", force=True) / "stamp.json").stat().st_mtime_ns > before


def test_two_preparations_give_the_same_bytes(tiny: Tiny) -> None:
    first = (prepare("tiny") / "stamp.json").read_bytes()
    assert (prepare("tiny", force=True) / "stamp.json").read_bytes() == first


def trained_layers(tiny: Tiny, name: str, values: np.ndarray) -> None:
    """Name a file of trained weights in the manifest."""
    path = tiny.manifest.parent / "layers.safetensors"
    save_file({name: values}, path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    tiny.sign()
    with tiny.manifest.open("a") as file:
        file.write(f'\n[layers]\nfile = "layers.safetensors"\nsha256 = "{digest}"\n')


def test_trained_layers_take_the_place_of_the_models_own(tiny: Tiny) -> None:
    name = "encoder.layer.0.output.LayerNorm.bias"
    prepare("tiny")
    with safe_open(model_folder("tiny") / "model.safetensors", framework="np") as weights:
        width, names = weights.get_tensor(name).shape, set(weights.keys())
    trained_layers(tiny, name, np.full(width, 0.25, dtype=np.float16))
    assert not is_prepared("tiny")  # what lies there is of the manifest as it was
    with safe_open(prepare("tiny") / "model.safetensors", framework="np") as weights:
        assert set(weights.keys()) == names
        assert weights.get_tensor(name).dtype == np.float32
        assert weights.get_tensor(name).tolist() == [0.25] * width[0]
    assert is_prepared("tiny")
    (tiny.manifest.parent / "layers.safetensors").write_bytes(b"")
    with pytest.raises(ModelError, match=r"layers\.safetensors.*install reconcile-claims again"):
        prepare("tiny", force=True)
    assert leftovers(tiny) == []


def test_trained_layers_must_fit(tiny: Tiny) -> None:
    trained_layers(tiny, "encoder.layer.9.output.dense.bias", np.zeros(3, dtype=np.float16))
    with pytest.raises(ModelError, match=r"encoder\.layer\.9.*does not fit"):
        prepare("tiny")
    assert leftovers(tiny) == []


def test_models_are_listed(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "manifests_folder", lambda: tiny.manifest.parent.parent)
    (before,) = list_models()
    assert (before.name, before.prepared, before.size, before.source) == ("tiny", False, 0, "")
    prepare("tiny")
    (after,) = list_models()
    assert after.prepared
    assert after.size > 10_000
    assert after.source.startswith("tinymodel 1.0")


def test_damaged_source_is_refused(tiny: Tiny) -> None:
    tiny.packed.write_bytes(tiny.packed.read_bytes()[:-1] + b"\x00")
    with pytest.raises(ModelError, match=r"SHA-256 .*pip install --force-reinstall tinymodel==1\.0"):
        prepare("tiny")
    assert not is_prepared("tiny")
    assert leftovers(tiny) == []


@pytest.mark.parametrize("keep", [3, 50, 200, 700, -10])
def test_source_that_ends_early_is_refused(tiny: Tiny, keep: int) -> None:
    tiny.packed.write_bytes(tiny.packed.read_bytes()[:keep])
    tiny.sign()
    with pytest.raises(ModelError, match=r"weights\.bin"):
        prepare("tiny")
    assert leftovers(tiny) == []


def test_source_of_another_format_is_refused(tiny: Tiny) -> None:
    tiny.packed.write_bytes(b"GGUF" + tiny.packed.read_bytes()[4:])
    tiny.sign()
    with pytest.raises(ModelError, match="not a packed model"):
        prepare("tiny")


def test_missing_package_says_what_to_do(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny.manifest.write_text(tiny.manifest.read_text().replace('"tinymodel"', '"no-such-package"'))
    with pytest.raises(ModelError, match=r"pip install no-such-package==1\.0.*--from-hub.*--model"):
        prepare("tiny")


def test_package_without_its_data_says_what_to_do(tiny: Tiny) -> None:
    tiny.packed.unlink()
    with pytest.raises(ModelError, match="without its data"):
        prepare("tiny")


def test_unknown_model_is_named() -> None:
    with pytest.raises(ModelError, match=r"'nonesuch'.*models list"):
        prepare("nonesuch")


def test_damaged_manifest_is_named(tiny: Tiny) -> None:
    tiny.manifest.write_text("name = ")
    with pytest.raises(ModelError, match="manifest cannot be read"):
        prepare("tiny")


def test_cache_that_cannot_be_written(tiny: Tiny) -> None:
    tiny.cache.write_text("a file where the folder should be")
    with pytest.raises(ModelError, match="RECONCILE_CACHE"):
        prepare("tiny")


def test_interrupted_preparation_leaves_nothing(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(source: Path, folder: Path, step: object) -> None:
        (folder / "model.safetensors").write_bytes(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(convert, "write_folder", interrupted)
    with pytest.raises(KeyboardInterrupt):
        prepare("tiny")
    assert not is_prepared("tiny")
    assert leftovers(tiny) == []


def test_interrupted_preparation_keeps_the_old_model(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare("tiny")

    def full(source: Path, folder: Path, step: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(convert, "write_folder", full)
    with pytest.raises(ModelError, match="No space left on device"):
        prepare("tiny", force=True)
    assert is_prepared("tiny")
    assert leftovers(tiny) == []


def test_what_a_killed_process_left_is_cleared(tiny: Tiny) -> None:
    stale = tiny.cache / "models" / ".tiny.abc"
    stale.mkdir(parents=True)
    (stale / "model.safetensors").write_bytes(b"half")
    prepare("tiny")
    assert leftovers(tiny) == []


def test_shortened_file_is_noticed_and_made_again(tiny: Tiny) -> None:
    folder = prepare("tiny")
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1])
    assert not is_prepared("tiny")
    prepare("tiny")
    verify("tiny", show_progress=False)


def test_changed_byte_is_noticed_by_verify(tiny: Tiny) -> None:
    weights = prepare("tiny") / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x7f")
    with pytest.raises(ModelError, match=r"model\.safetensors: missing or damaged"):
        verify("tiny", show_progress=False)


@pytest.mark.parametrize("stamp", ["", "[]", '{"format": 0}', '{"format": 1, "source": "x", "files": 3}'])
def test_damaged_stamp_counts_as_not_prepared(tiny: Tiny, stamp: str) -> None:
    folder = prepare("tiny")
    (folder / "stamp.json").write_text(stamp)
    assert not is_prepared("tiny")
    with pytest.raises(ModelError):
        verify("tiny", show_progress=False)
    prepare("tiny")
    assert is_prepared("tiny")


def test_verify_of_nothing(tiny: Tiny) -> None:
    with pytest.raises(ModelError, match="not prepared"):
        verify("tiny", show_progress=False)


_PREPARE = """
import sys, time
from pathlib import Path
from reconcile.embed import convert, manifest, prepare
manifest.manifests_folder = lambda: Path(sys.argv[1])
write = convert.write_folder
def slow(*args):
    print("made", flush=True)
    time.sleep(0.5)
    write(*args)
convert.write_folder = slow
print(prepare("tiny"))
"""


def test_two_processes_make_it_once(tiny: Tiny) -> None:
    path = os.pathsep.join([str(tiny.packed.parent), *filter(None, [os.environ.get("PYTHONPATH")])])
    command = [sys.executable, "-c", _PREPARE, str(tiny.manifest.parent.parent)]
    running = [
        subprocess.Popen(command, env=os.environ | {"PYTHONPATH": path}, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [process.communicate(timeout=60)[0] for process in running]
    assert [process.returncode for process in running] == [0, 0]
    assert sum("made" in text for text in said) == 1
    verify("tiny", show_progress=False)
    assert leftovers(tiny) == []


def test_hub_is_asked_only_on_request(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*args: object, **options: object) -> None:
        raise ConnectionError("no network")

    monkeypatch.setattr("huggingface_hub.snapshot_download", asked)
    prepare("tiny")
    with pytest.raises(ModelError, match="could not be fetched from the hub"):
        prepare("tiny", from_hub=True)
    assert is_prepared("tiny")


def test_files_from_the_hub_are_checked(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    def fetched(repository: str, *, local_dir: Path, **options: object) -> None:
        (local_dir / "model.safetensors").write_bytes(b"something else")

    monkeypatch.setattr("huggingface_hub.snapshot_download", fetched)
    with pytest.raises(ModelError, match="not the file that the manifest names"):
        prepare("tiny", from_hub=True)
    assert leftovers(tiny) == []
