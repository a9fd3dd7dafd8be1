"""Tables in each of their forms, and data files that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.tables import Table, arguments, as_data, as_markdown, json_lines, publish, say, shown

TABLE = Table("Things [red]", ("name", "share", "count"), (("a|b", 0.5, 1234), ("[b]x[/]", None, 0)), ("A note.",))


@pytest.mark.parametrize(("cell", "text"), [(None, "–"), (0.5, "0.500"), (12.345, "12.35"), (1234, "1,234")])
def test_cells(cell: float | int | None, text: str) -> None:
    assert shown(cell) == text


def test_markdown_escapes_and_aligns() -> None:
    lines = as_markdown(TABLE).splitlines()
    assert lines[2:4] == ["| name | share | count |", "| --- | ---: | ---: |"]
    assert r"a\|b" in lines[4] and "| – |" in lines[5]
    assert lines[-1] == "A note."


def test_json_keeps_figures() -> None:
    assert as_data(TABLE)["rows"][0] == {"name": "a|b", "share": 0.5, "count": 1234}


def test_published_as_table_and_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "tables.json"
    publish([TABLE], arguments("").parse_args(["--json", str(out)]), detail=[Table("More", ("x",), ())])
    assert "[b]x[/]" in capsys.readouterr().out
    assert [table["title"] for table in json.loads(out.read_text("utf-8"))] == ["Things [red]", "More"]


def test_quoted_text_is_made_safe(capsys: pytest.CaptureFixture[str]) -> None:
    say(["\x1b[2J\u202e"])
    assert not {"\x1b", "\u202e"} & set(capsys.readouterr().out)


@pytest.mark.parametrize(("content", "said"), [("{", "line 1"), ("[]", "no object"), (None, "cannot be read")])
def test_bad_data_ends_the_command(
    content: str | None, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.jsonl"
    if content is not None:
        path.write_text(content, "utf-8")
    with pytest.raises(SystemExit, match="2"):
        list(json_lines(path))
    assert said in capsys.readouterr().err
