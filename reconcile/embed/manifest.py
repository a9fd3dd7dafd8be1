"""What is known of a model before its weights are there: its manifest, and the folders it lives in."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs

from reconcile.errors import ModelError

DEFAULT_MODEL = "multilingual-e5-small"


@dataclass(frozen=True, slots=True)
class PackedSource:
    """The data file of an installed distribution."""

    distribution: str
    version: str
    file: str
    """Path inside the folder that the distribution is installed in."""
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class HubSource:
    """A repository on the Hugging Face hub at one revision."""

    repository: str
    revision: str
    sha256: dict[str, str]


@dataclass(frozen=True, slots=True)
class TrainedLayers:
    """Weights trained here that take the place of the model's own, in a file beside the manifest."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """One model: what it is, how it is used, where its weights come from."""

    name: str
    title: str
    licence: str
    homepage: str
    dimension: int
    max_tokens: int
    prompt: str
    mention_layer: int
    packed: PackedSource
    hub: HubSource
    layers: TrainedLayers | None
    folder: Path
    """Where the manifest and the language means lie."""


def cache_folder() -> Path:
    """Where prepared models lie: ``RECONCILE_CACHE`` where it is set, else the platform's cache folder."""
    chosen = os.environ.get("RECONCILE_CACHE")
    return Path(chosen).expanduser() if chosen else platformdirs.user_cache_path("reconcile", appauthor=False)


def manifests_folder() -> Path:
    """The folder of manifests: ``reconcile/models`` where installed, ``models`` beside the package in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "models"
    return installed if installed.is_dir() else package.parent / "models"


def read_manifest(name: str = DEFAULT_MODEL) -> Manifest:
    """The manifest of a model by its name.

    Raises
    ------
    ModelError: there is no such model, or the installation is damaged.
    """
    path = manifests_folder() / name / "manifest.toml"
    try:
        with path.open("rb") as file:
            data: dict[str, Any] = tomllib.load(file)
        hub = data["hub"]
        packed = {key: data["packed"][key] for key in PackedSource.__slots__}
        return Manifest(
            name=data["name"],
            title=data["title"],
            licence=data["licence"],
            homepage=data["homepage"],
            **data["use"],
            packed=PackedSource(**packed),
            hub=HubSource(hub["repository"], hub["revision"], hub["sha256"]),
            layers=TrainedLayers(**data["layers"]) if "layers" in data else None,
            folder=path.parent,
        )
    except FileNotFoundError as error:
        raise ModelError(f"no model is called {name!r}: `reconcile models list` shows those there are") from error
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise ModelError(f"{path}: the manifest cannot be read ({error}); install reconcile-claims again") from error
