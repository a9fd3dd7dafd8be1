"""Reads the accounts of events: texts in which every mention of a fact is marked (README.md tells the format)."""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

_HEAD = re.compile(r"== (?P<language>[a-z]{2}) (?P<published>\d{4}-\d\d-\d\d)\s*(?P<outlet>.*)")
_MARK = re.compile(r"\{(?P<fact>[a-z][a-z0-9_]*)\|(?P<words>[^{}|]+)\}")


@dataclass(frozen=True)
class Marked:
    """One mention of a fact: characters `start` to `end` of the account's text without its marks."""

    fact: str
    start: int
    end: int


@dataclass(frozen=True)
class Account:
    """One telling of an event."""

    language: str
    published: date
    text: str
    marks: tuple[Marked, ...]


@dataclass(frozen=True)
class Event:
    """An event with what is told of it; `equations` are pairs of a fact and the expression that gives it."""

    name: str
    facts: dict[str, str]
    equations: tuple[tuple[str, str], ...]
    accounts: tuple[Account, ...]


class BadEvent(ValueError):
    """A file that breaks the format: file, line and what is wrong."""


def read_event(path: Path) -> Event:
    """The event of one file. Raises BadEvent."""
    facts: dict[str, str] = {}
    equations: list[tuple[str, str]] = []
    heads: list[tuple[str, date]] = []
    bodies: list[list[str]] = []
    part = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("== "):
            head = _HEAD.fullmatch(line.rstrip())
            if head is None:
                raise BadEvent(f"{path}:{number}: not “== language date outlet”")
            heads.append((head["language"], date.fromisoformat(head["published"])))
            bodies.append([])
        elif bodies:
            bodies[-1].append(line)
        elif line.rstrip() in ("facts:", "equations:"):
            part = line.rstrip()
        elif part and line.strip():
            name, equals, meaning = (piece.strip() for piece in line.partition("="))
            if not equals or not meaning:
                raise BadEvent(f"{path}:{number}: not “name = meaning”")
            if part == "facts:":
                facts[name] = meaning
            else:
                equations.append((name, meaning))
    accounts = tuple(
        _account(language, published, "\n".join(body).strip(), path)
        for (language, published), body in zip(heads, bodies, strict=True)
    )
    _check(path, facts, equations, accounts)
    return Event(path.stem, facts, tuple(equations), accounts)


def read_events(folder: Path) -> Iterator[Event]:
    """The events of a folder, in the order of their names."""
    for path in sorted(folder.glob("*.txt")):
        yield read_event(path)


def _account(language: str, published: date, marked: str, path: Path) -> Account:
    pieces: list[str] = []
    marks: list[Marked] = []
    length = end = 0
    for match in _MARK.finditer(marked):
        before = marked[end : match.start()]
        pieces += [before, match["words"]]
        start = length + len(before)
        length = start + len(match["words"])
        marks.append(Marked(match["fact"], start, length))
        end = match.end()
    pieces.append(marked[end:])
    text = "".join(pieces)
    if "{" in text or "}" in text:
        at = min(position for position in (text.find("{"), text.find("}")) if position >= 0)
        raise BadEvent(f"{path}: a mark of the {language} account is broken near “{text[max(0, at - 20) : at + 30]}”")
    return Account(language, published, text, tuple(marks))


def _check(path: Path, facts: dict[str, str], equations: list[tuple[str, str]], accounts: tuple[Account, ...]) -> None:
    told: dict[str, set[int]] = defaultdict(set)
    for index, account in enumerate(accounts):
        for mark in account.marks:
            if mark.fact not in facts:
                raise BadEvent(f"{path}: the {account.language} account marks “{mark.fact}”, which is no fact")
            told[mark.fact].add(index)
    for name in facts:
        if not told[name]:
            raise BadEvent(f"{path}: nobody tells “{name}”")
    for name, expression in equations:
        for operand in [name, *re.findall(r"[a-z][a-z0-9_]*", expression)]:
            if operand not in facts and operand not in ("rise", "times"):
                raise BadEvent(f"{path}: “{operand}” in an equation is no fact")


def main() -> None:
    """Checks the files or folders named and prints how much is told: python models/accounts/accounts.py FOLDER"""
    total = pairs = accounts = broken = 0
    for name in sys.argv[1:]:
        path = Path(name)
        for file in sorted(path.glob("*.txt")) if path.is_dir() else [path]:
            try:
                event = read_event(file)
            except BadEvent as problem:
                print(problem)
                broken += 1
                continue
            told = defaultdict(set)
            for index, account in enumerate(event.accounts):
                for mark in account.marks:
                    told[mark.fact].add(index)
            total += 1
            accounts += len(event.accounts)
            pairs += sum(len(who) * (len(who) - 1) // 2 for who in told.values())
    print(f"{total} events, {accounts} accounts, {pairs} pairs of mentions of one fact, {broken} broken")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
