"""From exceptions to messages and exit statuses: no traceback and no foreign control character gets through."""

from __future__ import annotations

import logging
import multiprocessing
import os
import sys
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from reconcile.claims import Problem
from reconcile.errors import ReconcileError
from reconcile.report.text import clean

INTERRUPTED = 130
CANNOT = 2


@contextmanager
def guarded(verbose: bool = False) -> Iterator[None]:
    """Turn errors into a line on standard error and exit status 2.

    A reader that goes away early (``| head``) is no error. What should not happen is reported as a fault of
    the program, with a traceback only where ``verbose`` asks for it.
    """
    _quieten(verbose)
    try:
        yield
    except typer.Exit:
        raise
    except BrokenPipeError:
        _forget_stdout()
        raise typer.Exit(0) from None
    except KeyboardInterrupt:
        shown("interrupted")
        raise typer.Exit(INTERRUPTED) from None
    except ReconcileError as error:
        shown(str(error))
        raise typer.Exit(CANNOT) from None
    except Exception as error:
        if verbose:
            for line in traceback.format_exc().splitlines():
                print(clean(line), file=sys.stderr)
        hint = "" if verbose else " (--verbose shows where)"
        shown(f"this is a fault of reconcile, please report it: {type(error).__name__}: {error}{hint}")
        raise typer.Exit(CANNOT) from None


def end(status: int) -> None:
    """End the process here and now, if nothing is lost by it.

    All that was to be written has been. To take apart all that a run has loaded takes half a second. Nothing is done
    where other processes are still at work for this one, or where somebody traces it.
    """
    if multiprocessing.active_children() or sys.gettrace() or sys.getprofile():
        return
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        return
    os._exit(status)


def shown(message: str) -> None:
    """One line on standard error, made safe."""
    print(f"reconcile: {clean(message)}", file=sys.stderr)


def show_problem(problem: Problem) -> None:
    """An input that could not be used, with its place, on standard error."""
    where = problem.path + (f":{problem.line}" if problem.line is not None else "")
    shown(f"{where}: {problem.message}" if where else problem.message)


def _quieten(verbose: bool) -> None:
    """Keep libraries' warnings and bars off standard error, or, if wanted, let them through made safe."""
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "warning" if verbose else "error")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    if verbose:
        logging.captureWarnings(True)
    else:
        warnings.simplefilter("ignore")
    logging.getLogger().addHandler(_SafeHandler() if verbose else logging.NullHandler())


class _SafeHandler(logging.Handler):
    """Log records on standard error, each on one line and cleaned."""

    def emit(self, record: logging.LogRecord) -> None:
        shown(f"{record.name}: {record.getMessage()}")


def _forget_stdout() -> None:
    """Point standard output at nothing, so that Python does not fail in flushing it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
