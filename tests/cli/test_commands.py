from __future__ import annotations

import os
import subprocess
import sys
import time
from importlib import import_module

import pytest

from reconcile import __version__
from reconcile.cli import main
from reconcile.codes import BY_CODE, BY_KIND, CODES
from reconcile.embed import DEFAULT_MODEL


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    command = [sys.executable, "-m", "reconcile", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=os.environ | environment)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"reconcile {__version__}\n"


@pytest.mark.parametrize(
    ("before", "late"),
    [
        ("", ""),
        ("sys.setprofile(lambda *_: None)", "taken apart\n"),
        ("import multiprocessing as m; m.active_children = lambda: [1]", "taken apart\n"),
    ],
)
def test_the_process_ends_with_its_command(before: str, late: str) -> None:
    code = f"""
import atexit, sys
from reconcile.cli import main
atexit.register(print, "taken apart")
sys.argv[1:] = ["explain", "nonsense"]
{before}
sys.exit(main())
"""
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (told.returncode, told.stdout) == (2, late)
    assert "nonsense" in told.stderr


def test_help_names_every_command() -> None:
    started = time.perf_counter()
    told = run("--help")
    seconds = time.perf_counter() - started
    assert told.returncode == 0
    for command in ("check", "extract", "explain", "models"):
        assert f"\n  {command} " in told.stdout
    # 0.4 s is what is promised on an idle machine; here others may be running.
    assert seconds < 2.0


@pytest.mark.parametrize("command", ["check", "extract", "explain", "models"])
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    assert "Usage: " in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["chek", "a"], ["check"], ["check", "--nonsense", "a"], ["extract"]])
def test_wrong_usage_is_status_2_and_says_why(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert err.startswith("reconcile: ")
    assert not out


def test_usage_errors_pass_no_escapes_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--\x1b[31m\u202e"]) == 2
    err = capsys.readouterr().err
    assert "\x1b" not in err
    assert "\u202e" not in err


def test_explain_one_and_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "d001"]) == 0
    assert "54,000 / 1,900 = 28.4" in capsys.readouterr().out
    assert main(["explain"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(CODES)
    assert main(["explain", "D01"]) == 2
    assert "did you mean 'D001'?" in capsys.readouterr().err


def test_codes_are_of_one_pattern() -> None:
    letters = {"agrees": "A", "diverges": "D", "conflicts": "C", "incomparable": "I", "undecided": "U"}
    assert len(BY_CODE) == len(BY_KIND) == len(CODES)
    for code in CODES:
        assert code.code[0] == letters[code.verdict.value]
        assert code.code[1:].isdigit()
        assert len(code.code) == 4
        assert code.title and code.meaning and code.example


def test_models_commands_know_the_default_model(capsys: pytest.CaptureFixture[str]) -> None:
    assert import_module("reconcile.cli.app").DEFAULT_MODEL == DEFAULT_MODEL
    assert main(["models", "list"]) == 0
    assert DEFAULT_MODEL in capsys.readouterr().out
    assert main(["models", "path"]) == 0
    assert capsys.readouterr().out.endswith(f"{DEFAULT_MODEL}\n")
    assert main(["models", "verify", "multilingual-e5-smal"]) == 2
    assert "did you mean 'multilingual-e5-small'?" in capsys.readouterr().err
