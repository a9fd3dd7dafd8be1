from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from reconcile.claims import Problem, Report, Verdict
from reconcile.cli import main
from reconcile.errors import InputError
from tests.report.hostile import EVERYTHING, leaked
from tests.report.samples import report

Pretend = Callable[[Report | Exception], list[dict[str, Any]]]


@pytest.fixture
def pretend(monkeypatch: pytest.MonkeyPatch) -> Pretend:
    """Let ``check`` find what the test says; the calls are recorded."""
    calls: list[dict[str, Any]] = []

    def install(result: Report | Exception) -> list[dict[str, Any]]:
        def check(paths: Sequence[str], **options: Any) -> Report:
            calls.append({"paths": list(paths), **options})
            if isinstance(result, Exception):
                raise result
            return result

        pipeline = ModuleType("reconcile.pipeline")
        pipeline.check = check  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "reconcile.pipeline", pipeline)
        monkeypatch.setattr("reconcile.embed.is_prepared", lambda: True)
        return calls

    return install


def clean_report(*verdicts: Verdict) -> Report:
    """The sample without problems, and of its findings only those with these verdicts."""
    return replace(report(), problems=(), findings=tuple(f for f in report().findings if f.verdict in verdicts))


ALL = (Verdict.CONFLICTS, Verdict.DIVERGES, Verdict.AGREES, Verdict.INCOMPARABLE)


@pytest.mark.parametrize(
    ("verdicts", "fail_on", "status"),
    [
        (ALL, None, 1),
        ((Verdict.DIVERGES,), None, 1),
        ((Verdict.AGREES, Verdict.INCOMPARABLE), None, 0),
        ((Verdict.DIVERGES,), "conflicts", 0),
        ((Verdict.CONFLICTS,), "conflicts", 1),
        (ALL, "never", 0),
    ],
)
def test_exit_status(verdicts: tuple[Verdict, ...], fail_on: str | None, status: int, pretend: Pretend) -> None:
    pretend(clean_report(*verdicts))
    assert main(["check", "news", *(["--fail-on", fail_on] if fail_on else [])]) == status


def test_an_input_that_cannot_be_used_is_status_2_and_the_others_are_reported(
    pretend: Pretend, capsys: pytest.CaptureFixture[str]
) -> None:
    pretend(report())
    assert main(["check", "news", "--format", "json"]) == 2
    out, err = capsys.readouterr()
    assert len(json.loads(out)["findings"]) == 5
    assert "reconcile: news/broken.jsonl:3: is no JSON" in err
    assert "reconcile: news/gone.txt: no such file" in err


def test_a_bad_line_alone_does_not_change_the_status(pretend: Pretend, capsys: pytest.CaptureFixture[str]) -> None:
    pretend(replace(clean_report(Verdict.AGREES), problems=(Problem("a.jsonl", "is no JSON", 7),)))
    assert main(["check", "a.jsonl"]) == 0
    assert "a.jsonl:7: is no JSON" in capsys.readouterr().err


def test_nothing_to_compare_is_status_5(pretend: Pretend, capsys: pytest.CaptureFixture[str]) -> None:
    alone = clean_report()
    alone = replace(alone, claims=tuple(c for c in alone.claims if c.document == "3-en.txt"))
    pretend(alone)
    assert main(["check", "news"]) == 5
    assert "nothing to compare" in capsys.readouterr().err


def test_articles_of_different_groups_are_not_comparable(pretend: Pretend) -> None:
    apart = clean_report()
    pretend(replace(apart, articles=tuple(replace(a, group=a.id) for a in apart.articles)))
    assert main(["check", "news"]) == 5


def test_options_reach_the_pipeline(pretend: Pretend) -> None:
    calls = pretend(clean_report())
    main(
        [
            "check",
            "a",
            "b",
            "--published",
            "2020-09-22",
            "--language",
            "pt-BR",
            "--model",
            "folder",
            "--ner",
            "names",
            "-q",
        ]
    )
    (call,) = calls
    assert call["paths"] == ["a", "b"]
    assert str(call["published"]) == "2020-09-22"
    assert call["language"] == "pt"
    assert call["model"] == "folder"
    assert call["ner"] == "names"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--format", "jsn"], "'jsn' is not one of"),
        (["--published", "yesterday"], "no ISO 8601 date"),
        (["--language", "f r"], "no BCP 47 language tag"),
        (["-o", "out.jsn"], "did you mean '.json'?"),
        (["-o", "out"], "has no suffix"),
        (["-o", "nowhere/out.md"], "there is no folder nowhere"),
        (["--fromat", "json"], "--format"),
    ],
)
def test_bad_options_are_status_2_before_any_work(
    arguments: list[str], message: str, pretend: Pretend, capsys: pytest.CaptureFixture[str]
) -> None:
    calls = pretend(clean_report())
    assert main(["check", "a", *arguments]) == 2
    out, err = capsys.readouterr()
    assert message in err
    assert not out
    assert not calls


def test_errors_are_one_clean_line(pretend: Pretend, capsys: pytest.CaptureFixture[str]) -> None:
    pretend(InputError(EVERYTHING, path=EVERYTHING))
    assert main(["check", "a"]) == 2
    out, err = capsys.readouterr()
    assert not leaked(err)
    assert err.count("\n") == 1
    assert not out


def test_faults_are_owned_up_to(pretend: Pretend, capsys: pytest.CaptureFixture[str]) -> None:
    pretend(ValueError(EVERYTHING))
    assert main(["check", "a"]) == 2
    err = capsys.readouterr().err
    assert "this is a fault of reconcile" in err
    assert "Traceback" not in err
    assert main(["check", "a", "--verbose"]) == 2
    err = capsys.readouterr().err
    assert "Traceback" in err
    assert not leaked(err)


def test_outputs_are_written_whole(pretend: Pretend, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pretend(clean_report(*ALL))
    names = [tmp_path / "report.md", tmp_path / "report.json", tmp_path / "report.txt"]
    names[0].write_text("the report of yesterday, which was longer " * 1000)
    assert main(["check", "a", "-q", *(part for name in names for part in ("-o", str(name)))]) == 1
    assert names[0].read_text("utf-8").startswith("# Consistency report\n")
    assert json.loads(names[1].read_text("utf-8"))["schema_version"] == "1"
    assert "✖ C002" in names[2].read_text("utf-8")
    assert sorted(tmp_path.iterdir()) == sorted(names)
    assert capsys.readouterr().out == ""


def test_a_failed_write_leaves_what_was_there(
    pretend: Pretend, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pretend(clean_report(*ALL))
    target = tmp_path / "report.md"
    target.write_text("yesterday")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert main(["check", "a", "-o", str(target)]) == 2
    assert "No space left on device" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["report.md"]
    assert target.read_text() == "yesterday"


def test_an_output_may_be_a_folder_by_mistake(
    pretend: Pretend, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    calls = pretend(clean_report())
    (tmp_path / "out.md").mkdir()
    assert main(["check", "a", "-o", str(tmp_path / "out.md")]) == 2
    assert "is a folder" in capsys.readouterr().err
    assert not calls


def test_output_is_utf8_whatever_the_locale(pretend: Pretend, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(clean_report(*ALL))
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    assert main(["check", "a", "--format", "markdown"]) == 1
    assert "28 ضعفًا" in raw.getvalue().decode("utf-8")


def test_people_get_something_even_in_ascii(pretend: Pretend, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(clean_report(*ALL))
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    assert main(["check", "a"]) == 1
    assert b"D001 diverges" in raw.getvalue()
