"""Verdicts, groups, calibration: reports made up here, measured against invented truth."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks import calibration, groups, verdicts
from benchmarks.folders import Measured, Story, of_group, read_story
from benchmarks.gold import Mention, Pair, Quote, score
from reconcile.claims import Article, Claim, Finding, Kind, Report, Severity, Span, Verdict

A = Article("0/a", "5 dead, 7 hurt, 9 gone", "en", path="x/a.txt", group="0")
B = Article("0/b", "5 morts, 8 blessés, 9 absents", "fr", path="x/b.txt", group="0")


def claim(article: Article, text: str) -> Claim:
    at = article.text.index(text)
    span = Span(at, at + len(text))
    return Claim(f"{article.id}#{text}", article.id, Kind.QUANTITY, span, text, Span(0, len(article.text)))


def report(*said: tuple[Verdict, str, str, float]) -> Report:
    """A finding for each verdict on a figure of A and one of B, with its confidence."""
    claims = [claim(article, text) for article, texts in ((A, "579"), (B, "589")) for text in texts]
    findings = []
    for number, (verdict, a, b, confidence) in enumerate(said):
        ids = (f"{A.id}#{a}", f"{B.id}#{b}")
        sides = (ids,) if verdict is Verdict.AGREES else tuple((x,) for x in ids)
        findings.append(Finding(f"f{number}", "X", verdict, "equal", sides, confidence, Severity.NONE, f"{a} and {b}"))
    return Report((A, B), tuple(claims), tuple(findings), ())


def pair(a: str, b: str, relation: str, debatable: bool = False) -> Pair:
    sides = Mention("a.txt", (Quote(a),)), Mention("b.txt", (Quote(b),))
    return Pair(f"{a}{b}", *sides, relation, "quantity", debatable=debatable, note="note")


def measured(pairs: Sequence[Pair], *said: tuple[Verdict, str, str, float]) -> Measured:
    made = report(*said)
    return Measured(Story("flood", (A, B), tuple(pairs)), made, score(made, pairs))


PAIRS = (pair("5", "5", "agrees"), pair("7", "8", "conflicts"), pair("9", "9", "agrees"), pair("5", "8", "unrelated"))
SAID = (
    (Verdict.AGREES, "5", "5", 0.95),
    (Verdict.CONFLICTS, "7", "8", 0.85),
    (Verdict.CONFLICTS, "9", "9", 0.85),
    (Verdict.CONFLICTS, "7", "5", 0.35),
)


def test_verdicts() -> None:
    whole, stories = verdicts.tables([measured(PAIRS, *SAID)])
    rows = {row[0]: dict(zip(whole.columns[1:], row[1:], strict=True)) for row in whole.rows}
    assert (rows["agrees"]["right"], rows["agrees"]["judged"], rows["agrees"]["precision"]) == (1, 2, None)
    conflicts = rows["conflicts"]
    assert (conflicts["recall"], conflicts["said"], conflicts["said rightly"]) == (1.0, 3, 1)
    assert conflicts["precision"] == pytest.approx(1 / 3) and conflicts["F1"] == pytest.approx(0.5)
    assert (rows["unrelated"]["right"], rows["diverges"]["recall"]) == (1, None)
    assert (rows["quantity"]["right"], rows["date"]["judged"], rows["all"]["judged"]) == (3, 0, 4)
    assert rows["all to be linked"]["judged"] == 3
    assert stories.rows == (("flood", 4, 3, 0.75, 3, 2),)


def test_what_went_wrong_is_listed() -> None:
    lines = list(verdicts.faults([measured(PAIRS, *SAID)]))
    assert [line.split()[0] for line in lines] == ["wrong", "false", "false"]
    assert lines[1].startswith("false conflicts flood/f2: 9 and 9")


def test_debatable_pairs_excuse_a_flag() -> None:
    whole, _ = verdicts.tables([measured([pair("9", "9", "agrees", debatable=True)], SAID[2])])
    assert all(row[1] == 0 and row[4] in (0, None) for row in whole.rows)


def test_calibration() -> None:
    answers = measured(PAIRS, *SAID).score.answers
    assert calibration.outcomes(answers, unanswered=False) == [(0.95, True), (0.85, True), (0.85, False)]
    assert calibration.outcomes(answers, unanswered=True)[-1] == (0.35, False)
    table, errors = calibration.tables(answers)
    assert table.rows[8][:2] == ("0.8-0.9", 2) and table.rows[8][2] == pytest.approx(0.85) and table.rows[8][3] == 0.5
    assert [row[1] for row in errors.rows] == [3, 4]
    assert errors.rows[0][2] == pytest.approx((0.05 + 2 * 0.35) / 3)
    assert errors.rows[1][2] == pytest.approx((0.05 + 2 * 0.35 + 0.35) / 4)


def test_folders_are_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("Five people are dead in the flood.", "utf-8")
    (tmp_path / "b.txt").write_text("Cinq personnes sont mortes dans la crue.", "utf-8")
    row = {
        "id": "1", "a": {"doc": "a.txt", "quote": "Five"}, "b": {"doc": "b.txt", "quote": "Cinq"},
        "relation": "agrees", "kind": "quantity",
    }  # fmt: skip
    (tmp_path / "gold.jsonl").write_text(json.dumps(row), "utf-8")
    meta = {"documents": [{"doc": "a.txt", "language": "en", "published": "2024-03-06"}]}
    (tmp_path / "meta.json").write_text(json.dumps(meta), "utf-8")
    story = read_story(tmp_path, meta=True)
    assert [str(article.published) for article in story.articles] == ["2024-03-06", "None"]
    assert [p.relation for p in story.pairs] == ["agrees"]
    assert read_story(tmp_path).articles[0].published is None
    with pytest.raises(SystemExit, match="2"):
        read_story(tmp_path / "nowhere")
    assert "gold.jsonl" in capsys.readouterr().err


def test_a_report_falls_into_its_groups() -> None:
    other = Article("1/c", "5", "en", group="1")
    whole = report(*SAID)
    both = Report((*whole.articles, other), (*whole.claims, claim(other, "5")), whole.findings, ("1/c#5", "0/a#7"))
    first, second = (of_group(both, group) for group in "01")
    assert len(first.findings) == 4 and first.unmatched == ("0/a#7",)
    assert not second.findings and second.unmatched == ("1/c#5",) and len(second.claims) == 1


def test_groups(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "g.jsonl"
    lines = [
        {"id": f"{group}-{side}", "group": group, "language": language, "text": "t", "label": label, "kind": "number"}
        for group, label in (("0", "conflict"), ("1", "clean"), ("2", "conflict"))
        for side, language in (("a", "en"), ("b", "de"))
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    found = groups.groups_of(path, report(*SAID))
    assert [(g.name, g.altered, g.right, g.languages) for g in found] == [
        ("0", True, True, "de-en"), ("1", False, True, "de-en"), ("2", True, False, "de-en"),
    ]  # fmt: skip
    by_file, by_kind, by_pair, seconds = groups.tables(found, [("g.jsonl", 1.5)])
    assert by_file.rows[0] == ("g.jsonl", 2, 1, 0.5, 1, 0, 0.0)
    assert by_kind.rows[0][0] == "number" and by_pair.rows[0][0] == "de-en" and seconds.rows[0][1] == 1.5
    assert [line.split()[0] for line in groups.faults(found)] == ["miss"]
    path.write_text('{"group": "1", "text": "x", "label": "perhaps"}\n', "utf-8")
    with pytest.raises(SystemExit, match="2"):
        groups.groups_of(path, report())
    assert "label" in capsys.readouterr().err
