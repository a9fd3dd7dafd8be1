"""``reconcile models``: which models there are, where they lie, and how they get there."""

from __future__ import annotations

from reconcile.cli.options import did_you_mean
from reconcile.embed import ModelInfo, list_models, model_folder, prepare, verify
from reconcile.errors import OptionError
from reconcile.report.text import clean


def listed() -> str:
    """Every model with its state, one a paragraph."""
    return "\n".join(_entry(model) for model in list_models())


def prepared(name: str, *, from_hub: bool, force: bool, quiet: bool) -> str:
    """Make sure that a model is there; return where."""
    return f"{prepare(_known(name), from_hub=from_hub, force=force, show_progress=not quiet)}\n"


def verified(name: str, *, quiet: bool) -> str:
    """Check a model's files against their checksums; return where they lie."""
    return f"{verify(_known(name), show_progress=not quiet)}: every file is as it was made\n"


def path_of(name: str) -> str:
    """Where a model lies, or would lie once prepared."""
    return f"{model_folder(_known(name))}\n"


def _known(name: str) -> str:
    names = [model.name for model in list_models()]
    if name not in names:
        raise OptionError(f"no model is called {name!r}{did_you_mean(name, names)}")
    return name


def _entry(model: ModelInfo) -> str:
    state = f"prepared, {model.size / 1e6:,.0f} MB" if model.prepared else "not prepared: run reconcile models prepare"
    lines = {
        "what": f"{model.title} ({model.licence})",
        "from": model.homepage,
        "state": state,
        "source": model.source,
        "folder": str(model.folder),
    }
    return f"{model.name}\n" + "".join(f"  {key:<7} {clean(value)}\n" for key, value in lines.items() if value)
