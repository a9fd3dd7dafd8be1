"""A copied article, from files to the report, with the real model."""

from __future__ import annotations

from pathlib import Path

import pytest

from reconcile.claims import Sharing, Verdict
from reconcile.pipeline import check

pytestmark = pytest.mark.usefixtures("prepared_model")

AGENCY = (
    "A ferry with 214 people on board ran aground off the island of Korvo early on Tuesday. "
    "The coast guard said that all passengers were brought ashore within three hours. "
    "Eleven of them were treated for bruises and two were kept in hospital overnight."
)
OWN = "All 214 travellers are safe after their ferry hit rocks in the fog. Two of them are in hospital."


def test_agreements_count_sources(tmp_path: Path) -> None:
    texts = {"agency.txt": AGENCY, "copy.txt": "Fear in the fog off Korvo. " + AGENCY, "own.txt": OWN}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    report = check([str(tmp_path)])
    (shared,) = report.shared
    assert shared.kind is Sharing.VERBATIM
    assert [Path(d).name for d in shared.documents] == ["agency.txt", "copy.txt"]
    document = {c.id: c.document for c in report.claims}
    for f in report.findings:
        if f.verdict is Verdict.AGREES:
            articles = {document[c] for side in f.sides for c in side}
            assert f.sources == len(articles - {shared.documents[1]})
            assert ("one source" in f.explanation) == (f.sources == 1)
        else:
            assert f.sources is None
    assert any(f.sources == 1 for f in report.findings)


def test_independent_accounts_are_two_sources(tmp_path: Path) -> None:
    for name, text in (("agency.txt", AGENCY), ("own.txt", OWN)):
        (tmp_path / name).write_text(text, "utf-8")
    report = check([str(tmp_path)])
    assert not report.shared
    assert {f.sources for f in report.findings if f.verdict is Verdict.AGREES} <= {2}
