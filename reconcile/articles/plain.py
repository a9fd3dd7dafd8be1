"""Plain text (``.txt``): the text as it stands; its lines tell paragraphs and headline."""

from __future__ import annotations

from reconcile.articles.draft import Draft


def parse(text: str) -> Draft:
    """Return the article that ``text`` is. No date is guessed from its lines."""
    return Draft(text=text)
