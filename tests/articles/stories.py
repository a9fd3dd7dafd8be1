"""Short invented news in several languages, long enough for encodings and languages to be told."""

from __future__ import annotations

import json
from pathlib import Path

STORIES: dict[str, str] = json.loads(Path(__file__).with_name("stories.json").read_text(encoding="utf-8"))
