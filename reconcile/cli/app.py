"""The commands and their options. Whatever they need is imported when they run, so that help is quick."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import typer

from reconcile import __version__

app = typer.Typer(
    name="reconcile",
    help="Find where news articles in several languages disagree on figures, dates and names.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


class CheckFormat(StrEnum):
    """What ``check`` can print."""

    RICH = "rich"
    JSON = "json"
    MARKDOWN = "markdown"


class ExtractFormat(StrEnum):
    """What ``extract`` can print."""

    JSONL = "jsonl"
    JSON = "json"
    TEXT = "text"


class FailOn(StrEnum):
    """Which verdicts make ``check`` exit with status 1."""

    CONFLICTS = "conflicts"
    DIVERGES = "diverges"
    NEVER = "never"


Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH", help="Files, folders, globs, or - for standard input.", show_default=False),
]
Published = Annotated[
    str | None,
    typer.Option(
        metavar="DATE", help="Date of publication (ISO 8601) of articles that do not say it.", show_default=False
    ),
]
Language = Annotated[
    str | None,
    typer.Option(metavar="TAG", help="Language (BCP 47) of articles that do not say it.", show_default=False),
]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="No progress bar; no report on standard output where -o is given.")
]
NoBar = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="More about what is done, and tracebacks of faults.")]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"reconcile {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Find where news articles in several languages disagree on figures, dates and names."""


@app.command(short_help="Compare articles: what agrees, diverges, conflicts.")
def check(
    paths: Paths,
    format: Annotated[
        CheckFormat | None,
        typer.Option(
            "--format", "-f", help="What to print; rich is plain text where no terminal is.", show_default="rich"
        ),
    ] = None,
    output: Annotated[
        list[str] | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write .md, .json or .txt as well; repeatable.", show_default=False
        ),
    ] = None,
    fail_on: Annotated[
        FailOn | None,
        typer.Option(help="Exit with 1 on conflicts only, on divergences too, or never.", show_default="diverges"),
    ] = None,
    published: Published = None,
    language: Language = None,
    model: Annotated[
        str | None,
        typer.Option(metavar="FOLDER", help="The folder of another sentence-transformers model.", show_default=False),
    ] = None,
    ner: Annotated[
        str | None,
        typer.Option(metavar="FOLDER", help="A transformers token classifier to find names with.", show_default=False),
    ] = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Compare articles and report where they agree, diverge and conflict.

    Exit status: 0 nothing flagged, 1 something flagged, 2 could not do its job, 5 nothing to compare.
    """
    from reconcile.cli.guard import guarded

    with guarded(verbose):
        from reconcile.cli.checking import CheckOptions, run_check

        options = CheckOptions(
            format=format.value if format else None,
            outputs=output or (),
            fail_on=fail_on.value if fail_on else None,
            published=published,
            language=language,
            model=model,
            ner=ner,
            quiet=quiet,
        )
        status = run_check(paths, options)
    raise typer.Exit(status)


@app.command(short_help="Print the figures, dates and names that articles state.")
def extract(
    paths: Paths,
    format: Annotated[
        ExtractFormat,
        typer.Option(
            "--format",
            "-f",
            help="One claim a line, one JSON array, or the text with its claims marked.",
        ),
    ] = ExtractFormat.JSONL,
    kind: Annotated[
        str | None,
        typer.Option(metavar="KINDS", help="Only these, by commas: quantity, date, entity.", show_default=False),
    ] = None,
    published: Published = None,
    language: Language = None,
    verbose: Verbose = False,
) -> None:
    """Print the figures, dates and names that articles state; nothing is compared."""
    from reconcile.cli.guard import guarded

    with guarded(verbose):
        from reconcile.cli.extracting import run_extract

        status = run_extract(paths, format=format.value, kinds=kind, published=published, language=language)
    raise typer.Exit(status)


@app.command()
def explain(
    code: Annotated[
        str | None, typer.Argument(metavar="CODE", help="A finding's code, such as D001; without one, all are listed.")
    ] = None,
) -> None:
    """Say what a finding's code means, with an example."""
    from reconcile.cli.guard import guarded

    with guarded():
        from reconcile.cli.explaining import explained
        from reconcile.cli.outputs import print_text

        print_text(explained(code))


models_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.add_typer(models_app, name="models", help="Show, prepare and verify the sentence models.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="The model's name in `models list`.")]
# As in reconcile.embed, which help need not load; a test compares.
DEFAULT_MODEL = "multilingual-e5-small"


@models_app.command("list")
def models_list() -> None:
    """Show every model: what it is, whether it is prepared, where it lies."""
    from reconcile.cli.guard import guarded

    with guarded():
        from reconcile.cli.modelling import listed
        from reconcile.cli.outputs import print_text

        print_text(listed())


@models_app.command("prepare")
def models_prepare(
    name: Name = DEFAULT_MODEL,
    from_hub: Annotated[
        bool, typer.Option("--from-hub", help="Fetch the full weights from the Hugging Face hub: uses the network.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Make it again even where it is there.")] = False,
    quiet: NoBar = False,
) -> None:
    """Make a model ready for use, unless it is, and print its folder."""
    from reconcile.cli.guard import guarded

    with guarded():
        from reconcile.cli.modelling import prepared
        from reconcile.cli.outputs import print_text

        print_text(prepared(name, from_hub=from_hub, force=force, quiet=quiet))


@models_app.command("verify")
def models_verify(name: Name = DEFAULT_MODEL, quiet: NoBar = False) -> None:
    """Check every file of a prepared model against its checksum."""
    from reconcile.cli.guard import guarded

    with guarded():
        from reconcile.cli.modelling import verified
        from reconcile.cli.outputs import print_text

        print_text(verified(name, quiet=quiet))


@models_app.command("path")
def models_path(name: Name = DEFAULT_MODEL) -> None:
    """Print where a model lies, or would lie once prepared."""
    from reconcile.cli.guard import guarded

    with guarded():
        from reconcile.cli.modelling import path_of
        from reconcile.cli.outputs import print_text

        print_text(path_of(name))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status.

    0 nothing flagged, 1 something flagged, 2 the command could not do its job, 5 nothing to compare. Without
    ``arguments`` it is that of the process, which mostly ends with it: see :func:`~reconcile.cli.guard.end`.
    """
    if arguments is not None:
        return _status(list(arguments))
    from reconcile.cli.guard import end

    status = _status(None)
    end(status)
    return status


def _status(arguments: list[str] | None) -> int:
    from reconcile.cli.guard import shown

    try:
        status = app(args=arguments, standalone_mode=False)
    except typer.TyperException as error:
        shown(error.format_message() or "see reconcile --help")
        return 2
    except (typer.Abort, KeyboardInterrupt):
        return 130
    return status if isinstance(status, int) else 0


if __name__ == "__main__":
    sys.exit(main())
