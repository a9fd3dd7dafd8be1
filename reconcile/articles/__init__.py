"""Bytes to articles: formats, encodings, language, dates of publication, sentences, boilerplate.

>>> from reconcile.articles import read_articles
>>> for article in read_articles(["stories/", "more/*.html"]): ...

Importing this package loads no model; what is heavy is loaded by the first article that needs it.
"""

from __future__ import annotations

from reconcile.articles.reader import read_articles

__all__ = ["read_articles"]
