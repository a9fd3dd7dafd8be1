"""What every test runs under: no network, and the same examples on every run."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from reconcile.embed import prepare
from reconcile.errors import ModelError

settings.register_profile(
    "steady", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("explore", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("RECONCILE_HYPOTHESIS", "steady"))

# Set before any test imports the libraries that read them.
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"


class NetworkBlockedError(RuntimeError):
    """A test tried to reach the network."""


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every internet connection fails with a message that says which one it was."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def refuse(sock: socket.socket, address: Any) -> None:
        if sock.family in (socket.AF_INET, socket.AF_INET6):
            raise NetworkBlockedError(f"tests run without a network, and this one connects to {address!r}")

    def guarded_connect(sock: socket.socket, address: Any) -> None:
        refuse(sock, address)
        connect(sock, address)

    def guarded_connect_ex(sock: socket.socket, address: Any) -> int:
        refuse(sock, address)
        return connect_ex(sock, address)

    def no_lookup(host: Any, *_: Any, **__: Any) -> Any:
        raise NetworkBlockedError(f"tests run without a network, and this one looks up {host!r}")

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    monkeypatch.setattr(socket, "getaddrinfo", no_lookup)


@pytest.fixture(scope="session")
def prepared_model() -> Path:
    """The folder of the real model, in the user's cache folder or ``RECONCILE_CACHE``; skips where it cannot be had."""
    try:
        return prepare(show_progress=False)
    except ModelError as error:
        pytest.skip(str(error))
