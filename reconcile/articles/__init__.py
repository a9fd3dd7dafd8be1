"""Bytes to articles: formats, encodings, language, dates of publication, sentences, boilerplate.

>>> from reconcile.articles import read_articles
>>> for article in read_articles(["stories/", "more/*.html"]): ...

Importing this package loads no model; what is heavy is loaded by the first article that needs it.
"""

from __future__ import annotations

from reconcile.articles.draft import Draft
from reconcile.articles.paths import STDIN, Input, expand
from reconcile.articles.reader import TakenIds, article_of, declared_language, drafts, read_articles

__all__ = [
    "STDIN",
    "Draft",
    "Input",
    "TakenIds",
    "article_of",
    "declared_language",
    "drafts",
    "expand",
    "read_articles",
]
