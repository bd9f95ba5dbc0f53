"""Cover what nobody wrote as words, so that what is left can be judged where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

COVER = "\ue000"
"""Stands for every covered character: private use, so neither a letter nor a sign, and of the same length."""

ADDRESS = re.compile(r"""\w+://[^\s<>]*[^\s<>.,;:?!»”"')\]]|(?<![\w.])www\.\S*\w|[\w.+-]+@\w[\w-]*(?:\.\w[\w-]*)+""")


def cover_addresses(text: str) -> str:
    """Return the text with its URLs and e-mail addresses covered.

    >>> cover_addresses("Write to a@b.example.").replace(COVER, "·")
    'Write to ···········.'
    """
    return ADDRESS.sub(lambda found: COVER * len(found[0]), text)


def cover_facts(text: str, facts: Iterable[str]) -> str:
    """Return the text without what was filled in: names, titles and what the recruiter wrote.

    >>> cover_facts("Hi Ann, thanks", ["Ann"]).replace(COVER, "·")
    'Hi ···, thanks'
    """
    known = tuple(sorted({fact for fact in facts if fact}, key=len, reverse=True))
    return _any_of(known).sub(lambda found: COVER * len(found[0]), text) if known else text


@lru_cache(maxsize=256)
def _any_of(facts: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, facts))})(?!\w)")
