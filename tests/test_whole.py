"""The whole way, from files to the report, through the command and with the real model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reconcile.cli import main
from tests.report.hostile import EVERYTHING, leaked

pytestmark = pytest.mark.usefixtures("prepared_model")

ENGLISH = (
    "The river rose by 4.5 metres on Thursday, and 140 houses collapsed in Ait Nourane. "
    "Five people are still missing, the governor said on 18 February 2023."
)
FRENCH = (
    "À Aït Nourane, 140 maisons se sont effondrées jeudi. "
    "Six personnes sont toujours portées disparues, a dit le gouverneur le 18 février 2023."
)


@pytest.fixture
def stories(tmp_path: Path) -> list[str]:
    """Two articles about one flood."""
    for name, text in (("en.txt", ENGLISH), ("fr.txt", FRENCH)):
        (tmp_path / name).write_text(text, "utf-8")
    return [str(tmp_path / "en.txt"), str(tmp_path / "fr.txt")]


def test_the_same_bytes_in_any_order_of_files(stories: list[str], tmp_path: Path) -> None:
    said = []
    for n, order in enumerate((stories, stories[::-1])):
        outputs = [tmp_path / f"{n}.{suffix}" for suffix in ("json", "md", "txt")]
        main(["check", *order, "-q", *(part for output in outputs for part in ("-o", str(output)))])
        said.append([output.read_bytes() for output in outputs])
    assert said[0] == said[1]


def test_what_cannot_be_read_is_told_and_the_others_are_compared(
    stories: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 64)
    (tmp_path / "lines.jsonl").write_text('{"id": "x", "text": "There are 140 houses."}\n{"id":\n', "utf-8")
    bad = [str(tmp_path / name) for name in ("empty.txt", "binary.txt", "lines.jsonl", "gone.txt")]
    assert main(["check", *stories, *bad, "--format", "json"]) == 2
    out, err = capsys.readouterr()
    report = json.loads(out)
    assert {document["path"] for document in report["documents"]} == {*stories, bad[2]}
    assert len(report["problems"]) == 4
    assert [problem.get("line") for problem in report["problems"] if problem["path"] == bad[2]] == [2]
    for path in bad:
        assert path in err


@pytest.mark.parametrize("other", [None, "Nothing in here can be counted, dated or named."])
def test_nothing_to_compare(
    other: str | None, stories: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = stories[:1]
    if other:
        (tmp_path / "other.txt").write_text(other, "utf-8")
        paths.append(str(tmp_path / "other.txt"))
    assert main(["check", *paths, "--format", "json"]) == 5
    out, err = capsys.readouterr()
    assert json.loads(out)["findings"] == []
    assert "nothing to compare" in err


def test_hostile_articles_reach_no_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evil = EVERYTHING.encode("utf-8", "replace").decode()
    lines = [
        {"id": f"{n} {evil}", "language": tag, "title": evil, "text": f"{text} {evil}"}
        for n, (tag, text) in enumerate((("en", ENGLISH), ("fr", FRENCH)))
    ]
    path = tmp_path / "hostile.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    markdown, text = tmp_path / "out.md", tmp_path / "out.txt"
    assert main(["check", str(path), "-o", str(markdown), "-o", str(text)]) in (0, 1)
    out, err = capsys.readouterr()
    for output in (out, err, markdown.read_text("utf-8"), text.read_text("utf-8")):
        assert not leaked(output)
    for tag in ("<script", "<img"):
        assert tag not in markdown.read_text("utf-8")
