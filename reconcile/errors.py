"""Every exception that the house raises on purpose.

Each message says what was wrong, where, and what to do about it. Catch :class:`ReconcileError` for all.
"""

from __future__ import annotations


class ReconcileError(Exception):
    """Base of all errors that a user can cause or mend."""


class InputError(ReconcileError):
    """An input could not be read or understood.

    Parameters
    ----------
    message: what was wrong and what to do.
    path: the input as the user named it.
    line: 1-based line, where there is one.
    offset: byte offset, where there is one.
    """

    def __init__(self, message: str, *, path: str = "", line: int | None = None, offset: int | None = None) -> None:
        self.message = message
        self.path = path
        self.line = line
        self.offset = offset
        where = path + (f":{line}" if line is not None else "") + (f" at byte {offset}" if offset is not None else "")
        super().__init__(f"{where}: {message}" if where else message)


class OptionError(ReconcileError):
    """An option or a setting has a value that cannot be used."""


class ModelError(ReconcileError):
    """A model is missing, damaged, or of the wrong kind."""


class OutputError(ReconcileError):
    """A report could not be written."""
