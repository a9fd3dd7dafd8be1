"""Articles to a report: read here or in processes beside this one, then compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import BinaryIO

from reconcile.claims import Article, Problem, Report
from reconcile.progress import Progress, Silent
from reconcile.reading import begin_reading
from reconcile.workers import Workers


def check(
    paths: Sequence[str],
    *,
    published: dt.date | None = None,
    language: str | None = None,
    model: str | None = None,
    ner: str | None = None,
    stdin: BinaryIO | None = None,
    workers: int = 0,
    progress: Progress | None = None,
) -> Report:
    """Read articles, compare those of one group with each other, and report.

    ``published`` and ``language`` hold for articles that do not say so themselves; ``model`` is the folder
    of another sentence-transformers model, ``ner`` that of a token classifier to find names with instead of ours.
    With ``workers`` so many processes read and compare beside this one; a script that asks for them has to be
    importable (``if __name__ == "__main__"``). Inputs that cannot be used are in the report's problems; the others are
    compared all the same.

    Raises :class:`~reconcile.errors.ModelError` where the model cannot be had.
    """
    from reconcile.embed import Encoder

    told = progress or Silent()
    encoder = Encoder(model)
    with Workers(workers) as beside:
        pending = begin_reading(paths, beside, published=published, language=language, stdin=stdin)
        # What compares is loaded, as the model is, while other processes read.
        from reconcile.reporting import report_on

        if pending.beside:
            told.stage("Loading the model")
            encoder.load()
        readings, problems = pending.collect(told)
        return report_on(readings, problems, encoder, ner, beside, told)


def compare(
    articles: Sequence[Article],
    *,
    problems: Sequence[Problem] = (),
    model: str | None = None,
    ner: str | None = None,
    progress: Progress | None = None,
) -> Report:
    """Compare articles already read; see :func:`check`."""
    from reconcile.embed import Encoder
    from reconcile.extract import Reading, read
    from reconcile.reporting import report_on

    told = progress or Silent()
    told.stage("Extracting claims", len(articles))
    readings: list[Reading] = []
    for article in articles:
        readings.append(read(article))
        told.advance()
    with Workers() as none:
        return report_on(readings, problems, Encoder(model), ner, none, told)
