"""Explanations in plain English, rendered from the claims and reasons of a finding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from babel import Locale, UnknownLocaleError

from reconcile.judge.case import Case


def language_name(code: str) -> str:
    """The English name of a language (CLDR): ``"ar"`` is ``"Arabic"``."""
    try:
        return str(Locale.parse("en").languages.get(code, code))
    except (UnknownLocaleError, ValueError):
        return code


def quoted(case: Case, claims: Sequence[str]) -> str:
    """A side's claims as quoted, each form once."""
    texts = dict.fromkeys(" ".join(case.by_id[c].text.split()) for c in claims)
    return " and ".join(f"“{t}”" for t in texts)


def speakers(case: Case, claims: Iterable[str]) -> str:
    """Who says so: the articles' languages, or their names where several articles share one."""
    documents = sorted({case.by_id[c].document for c in claims})
    languages = [case.article[d].language for d in documents]
    all_languages = [a.language for a in case.articles]
    said = [
        language_name(lang) if all_languages.count(lang) == 1 else f"{language_name(lang)} ({doc})"
        for doc, lang in zip(documents, languages, strict=True)
    ]
    return ", ".join(dict.fromkeys(said))


def against(case: Case, sides: Sequence[Sequence[str]]) -> str:
    """``“five” (English, Spanish) against “ستة” (Arabic)``."""
    return " against ".join(f"{quoted(case, s)} ({speakers(case, s)})" for s in sides)
