"""Keep what was made, so that it is made once, and never more of it than memory should hold."""

from __future__ import annotations

from typing import TypeVar

Key = TypeVar("Key")
Made = TypeVar("Made")


def keep(kept: dict[Key, Made], key: Key, made: Made, most: int) -> Made:
    """Keep what was made, and return it; when as much is kept as may be, begin anew."""
    if len(kept) >= most:
        kept.clear()
    kept[key] = made
    return made
