"""Find where news articles in several languages disagree on figures, dates and names.

The names below are the public interface; each is loaded when it is first used, so that importing the
package stays quick and loads no model library.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reconcile.articles import read_articles
    from reconcile.claims import Article, Claim, Finding, Kind, Problem, Report, Verdict
    from reconcile.errors import ReconcileError
    from reconcile.extract import extract as extract_claims
    from reconcile.pipeline import check
    from reconcile.report import to_json, to_markdown

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Claim",
    "Finding",
    "Kind",
    "Problem",
    "ReconcileError",
    "Report",
    "Verdict",
    "__version__",
    "check",
    "extract_claims",
    "read_articles",
    "to_json",
    "to_markdown",
]

# Where each name lies: module and name there. (`extract` itself is a package, hence the other name here.)
_HOME = {
    "Article": ("claims", "Article"),
    "Claim": ("claims", "Claim"),
    "Finding": ("claims", "Finding"),
    "Kind": ("claims", "Kind"),
    "Problem": ("claims", "Problem"),
    "ReconcileError": ("errors", "ReconcileError"),
    "Report": ("claims", "Report"),
    "Verdict": ("claims", "Verdict"),
    "check": ("pipeline", "check"),
    "extract_claims": ("extract", "extract"),
    "read_articles": ("articles", "read_articles"),
    "to_json": ("report", "to_json"),
    "to_markdown": ("report", "to_markdown"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _HOME[name]
    value = getattr(import_module(f"{__name__}.{module}"), attribute)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
