"""One typed report in, one module a format out.

The names are loaded when they are first used: printing claims as JSON needs no rich.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reconcile.report.annotated import to_annotated
    from reconcile.report.json import claim_to_dict, to_json
    from reconcile.report.markdown import to_markdown
    from reconcile.report.terminal import print_report, to_text

__all__ = ["claim_to_dict", "print_report", "to_annotated", "to_json", "to_markdown", "to_text"]

_HOME = {
    "claim_to_dict": "json",
    "print_report": "terminal",
    "to_annotated": "annotated",
    "to_json": "json",
    "to_markdown": "markdown",
    "to_text": "terminal",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
