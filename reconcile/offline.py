"""Libraries that would look things up on a network are told not to."""

from __future__ import annotations

import os

_SWITCHES = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY", "DO_NOT_TRACK")


def keep_offline() -> None:
    """Let the model libraries ask no hub and report nothing; before they are imported, since they look once."""
    os.environ.update(dict.fromkeys(_SWITCHES, "1"))
