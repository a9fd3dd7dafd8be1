"""The command line: options, exit codes and calls into the house, nothing else."""

from reconcile.cli.app import app, main

__all__ = ["app", "main"]
