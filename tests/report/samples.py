"""Reports made by hand: what the judge would hand to the renderers."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction

from reconcile.claims import (
    Article,
    Claim,
    Date,
    Entity,
    Equation,
    Finding,
    Granularity,
    Kind,
    Operand,
    Problem,
    Quantity,
    Report,
    Severity,
    Shared,
    Sharing,
    Span,
    Verdict,
)

ARABIC = (
    "قفزت مرات تثبيت تطبيق التراسل الصيني (WeChat) في الولايات المتحدة يومي الجمعة والسبت إلى نحو 54000 مرة، "
    "بارتفاع 28 ضعفًا عن الفترة المقابلة من الأسبوع السابق بحسب أرقام شركة تحليل البيانات.\n"
    "وأوقفت القاضية لوريل بيلر (Laurel Beeler) تنفيذ الحظر يوم الأحد."
)
FRENCH = (
    "En une semaine, l'application est passée de 1.900 installations à 54.000, selon la société d'analyse.\n"
    "La juge Laurel Beeler a suspendu l'interdiction dimanche 20 septembre.\n"
    "L'audience aura lieu le 28 septembre."
)
ENGLISH = (
    "WeChat was installed about 54,000 times over two days.\n"
    "The hearing is set for September 26.\n"
    "The app has 19 million daily users in the country.\n"
    "Some 3,100 shops take payments through it."
)
WORLD = "L'application revendique plus d'un milliard d'utilisateurs dans le monde."


def claim(article: Article, text: str, kind: Kind = Kind.QUANTITY, value: int = 0, nth: int = 0) -> Claim:
    """A claim at the ``nth`` place where ``text`` stands in the article."""
    start = -1
    for _ in range(nth + 1):
        start = article.text.index(text, start + 1)
    sentence = next(s for s in article.sentences if s.start <= start < s.end)
    number = Fraction(value)
    return Claim(
        id=f"{article.id}#{start}",
        document=article.id,
        kind=kind,
        span=Span(start, start + len(text)),
        text=text,
        sentence=sentence,
        quantity=Quantity(number, number, number) if kind is Kind.QUANTITY else None,
        date=Date("2020-09-20", "2020-09-20", Granularity.DAY) if kind is Kind.DATE else None,
        entity=Entity("PER", text) if kind is Kind.ENTITY else None,
    )


def article(id: str, text: str, language: str, *, title: str = "", source: str = "", url: str = "") -> Article:
    """An article whose sentences are its lines."""
    sentences, at = [], 0
    for line in text.split("\n"):
        sentences.append(Span(at, at + len(line)))
        at += len(line) + 1
    published = dt.date(2020, 9, 22)
    return Article(
        id=id,
        text=text,
        language=language,
        path=f"news/{id}",
        title=title,
        published=published,
        url=url,
        source=source,
        sentences=tuple(sentences),
    )


def report() -> Report:
    """Four articles about one story, with a finding of every verdict."""
    ar = article("1-ar.txt", ARABIC, "ar", title="قفزة في تنزيل التطبيق")
    fr = article("2-fr.txt", FRENCH, "fr", title="Ruée sur l'application", source="Le Fil")
    en = article("3-en.txt", ENGLISH, "en", title="Downloads surge", url="https://example.org/3?a=1&b=2")
    fr2 = article("4-fr.txt", WORLD, "fr")
    times = claim(ar, "28 ضعفًا", value=28)
    ar_now, fr_now, en_now = (
        claim(ar, "54000", value=54000),
        claim(fr, "54.000", value=54000),
        claim(en, "54,000", value=54000),
    )
    before = claim(fr, "1.900", value=1900)
    ar_judge, fr_judge = claim(ar, "لوريل بيلر", Kind.ENTITY), claim(fr, "Laurel Beeler", Kind.ENTITY)
    fr_day, en_day = claim(fr, "le 28 septembre", Kind.DATE), claim(en, "September 26", Kind.DATE)
    daily, world = claim(en, "19 million", value=19_000_000), claim(fr2, "un milliard", value=10**9)
    shops = claim(en, "3,100", value=3100)
    equation = Equation(
        "ratio",
        "54,000 / 1,900 = 28.4",
        (Operand(fr_now.id, "54.000", Fraction(54000)), Operand(before.id, "1.900", Fraction(1900))),
        tried=6,
    )
    findings = (
        finding("A001", Verdict.AGREES, "equal", [[ar_now, fr_now, en_now]], 0.97, "All give 54,000 installations."),
        finding("I001", Verdict.INCOMPARABLE, "scope", [[daily], [world]], 0.8, "One country against the world."),
        finding("C002", Verdict.CONFLICTS, "date", [[fr_day], [en_day]], 0.91, "On the 28th or the 26th."),
        replace(
            finding("A005", Verdict.AGREES, "alias", [[ar_judge, fr_judge]], 0.95, "The same judge in two scripts."),
            sources=1,
        ),
        finding(
            "D001", Verdict.DIVERGES, "derived", [[times], [before, fr_now]], 0.93,
            "The Arabic article says up 28 ضعفًا; the French one gives 1.900 before, 54.000 now: the ratio is 28.4.",
            equation,
        ),
    )  # fmt: skip
    claims = (shops, world, daily, en_day, fr_day, fr_judge, ar_judge, before, en_now, fr_now, ar_now, times)
    return Report(
        articles=(en, fr2, ar, fr),
        claims=claims,
        findings=findings,
        unmatched=(shops.id,),
        shared=(
            Shared(("2-fr.txt", "4-fr.txt"), Sharing.VERBATIM, 0.5, (1, 2), ((Span(0, 40),), (Span(0, 40),))),
            Shared(("1-ar.txt", "2-fr.txt"), Sharing.TRANSLATION, 1, (3, 3), ((Span(0, 9),), (Span(0, 9),))),
        ),
        problems=(
            Problem("news/broken.jsonl", "is no JSON: expecting ',' delimiter", 3),
            Problem("news/gone.txt", "no such file"),
        ),
        model={"name": "multilingual-e5-small", "revision": "q4"},
        tool={"name": "reconcile", "version": "0.1.0"},
    )


_SEVERITIES = {Verdict.CONFLICTS: Severity.ERROR, Verdict.DIVERGES: Severity.WARNING, Verdict.AGREES: Severity.NONE}


def finding(
    code: str,
    verdict: Verdict,
    basis: str,
    sides: list[list[Claim]],
    confidence: float,
    explanation: str,
    equation: Equation | None = None,
) -> Finding:
    """A finding over these claims."""
    ids = tuple(tuple(claim.id for claim in side) for side in sides)
    severity = _SEVERITIES.get(verdict, Severity.NOTE)
    return Finding(f"{code}-{ids[0][0]}", code, verdict, basis, ids, confidence, severity, explanation, equation)
