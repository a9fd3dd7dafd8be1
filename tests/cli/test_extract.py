from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reconcile.cli import main
from tests.report.hostile import EVERYTHING, leaked

TEXT = "WeChat was installed 54,000 times on 19 September 2020, up from 1,900."


def claims(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> list[dict[str, Any]]:
    """What ``extract`` prints, a line each."""
    assert main(["extract", *arguments]) == status
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """Two articles as JSON lines and a broken line between them."""
    path = tmp_path / "articles.jsonl"
    good = [json.dumps({"id": name, "language": "en", "text": TEXT}) for name in ("one", "two")]
    path.write_text("\n".join([good[0], '{"id": "broken",', good[1]]) + "\n")
    return path


def test_claims_are_lines_in_the_contract_s_shape(lines: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = claims(capsys, str(lines))
    assert {claim["document"] for claim in found} == {"one", "two"}
    for claim in found:
        assert claim["text"] == TEXT[claim["start"] : claim["end"]]
        assert claim["sentence"]["text"] == TEXT[claim["sentence"]["start"] : claim["sentence"]["end"]]
    numbers = [claim["quantity"]["number"] for claim in found if claim["document"] == "one" and "quantity" in claim]
    assert numbers == [54000.0, 1900.0]
    assert "2020-09-19" in [claim["date"]["start"] for claim in found if "date" in claim]


def test_a_broken_line_is_reported_with_its_number(lines: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(lines)]) == 0
    assert f"{lines}:2: " in capsys.readouterr().err


def test_kinds(lines: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = claims(capsys, str(lines), "--kind", "date")
    assert {claim["kind"] for claim in found} == {"date"}
    assert main(["extract", str(lines), "--kind", "quantiy"]) == 2
    assert "did you mean 'quantity'?" in capsys.readouterr().err


def test_an_array_is_one_document(lines: Path, capsys: pytest.CaptureFixture[str]) -> None:
    expected = claims(capsys, str(lines))
    assert main(["extract", str(lines), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == expected


def test_an_array_of_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("nothing here says how many there were")
    assert main(["extract", str(path), "--format", "json", "--kind", "quantity"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode()), encoding="utf-8"))
    assert [c["text"] for c in claims(capsys, "-", "--kind", "quantity", "--language", "en")]


@pytest.mark.parametrize(
    ("name", "content"),
    [("gone.txt", None), ("empty.txt", b""), ("binary.txt", bytes(range(256)) * 40), ("broken.jsonl", b"{\n[1\n")],
)
def test_what_cannot_be_read_is_said_and_the_rest_still_runs(
    name: str, content: bytes | None, tmp_path: Path, lines: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    status = main(["extract", str(path), str(lines)])
    out, err = capsys.readouterr()
    assert status == (0 if name == "broken.jsonl" else 2)
    assert len(out.splitlines()) >= 6
    assert f"{path}" in err


def test_hostile_articles_print_nothing_but_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = f"There were 54,000 {EVERYTHING} and 12% of them".encode("utf-8", "replace").decode()
    path = tmp_path / "hostile.jsonl"
    path.write_text(json.dumps({"id": EVERYTHING, "language": "en", "text": text, "title": EVERYTHING}) + "\n")
    main(["extract", str(path)])
    out, err = capsys.readouterr()
    assert not leaked(out)
    assert not leaked(err)
    assert all(json.loads(line)["text"] for line in out.splitlines())


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("There were 54,000 people and 1,900 dogs. " * 400)
    command = f"{sys.executable} -m reconcile extract {path} --kind quantity | head -n 1"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=os.environ | {"LC_ALL": "C"})
    assert json.loads(result.stdout)["text"] == "54,000"
    assert result.stderr == ""
