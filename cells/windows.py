"""Two windows on one paper: whose words stand after the later save, decided part by part."""

import hashlib
import json
from enum import Enum
from typing import Any


class Whose(Enum):
    HERE = "here"
    STORED = "stored"
    BOTH = "both"


def digest_of(*words: Any) -> str:
    """What a page carries along to say what stood in one of its parts when it was made."""
    return hashlib.sha256(json.dumps(words, default=str).encode()).hexdigest()[:16]


def whose(*, typed: str, seen: str, stored: str) -> Whose:
    """By digests: what this window did not change takes the stored text, what only this one changed
    stays as it was typed; where both did, both are shown."""
    if stored in (typed, seen):
        return Whose.HERE
    return Whose.STORED if typed == seen else Whose.BOTH
