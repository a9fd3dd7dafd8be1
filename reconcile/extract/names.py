"""All names of an article: found by rule and by model, found again where they recur, and linked."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.claims import Article
from reconcile.extract.entities import Named, names_in
from reconcile.extract.names_link import find_echoes, link_names
from reconcile.extract.names_merge import merge_names
from reconcile.extract.names_model import Hint
from reconcile.extract.names_roles import with_offices


def read_names(article: Article, model: Sequence[Named] = ()) -> list[Named]:
    """The names of an article without overlaps, in text order, each with its fullest form and its aliases.

    Parameters
    ----------
    article: its sentences are searched.
    model: names that the name head found, as :func:`~reconcile.extract.names_model.names_of_hints` gives them;
        without them the rules work alone and no model is needed.
    """
    return linked_names(article, names_in(article.prose, article.sentences, article.language), model)


def linked_names(
    article: Article, rules: Sequence[Named], model: Sequence[Named], hints: Sequence[Hint] = ()
) -> list[Named]:
    """:func:`read_names` where the rules have run already; ``hints`` are all that the head thinks possible."""
    text, language = article.prose, article.language
    found = merge_names(text, rules, model, language, hints)
    echoed = find_echoes(text, found, article.sentences)
    return link_names(with_offices(text, article.sentences, echoed, language), language)
