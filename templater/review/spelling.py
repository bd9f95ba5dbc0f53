"""Ask hunspell which words it does not know."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Collection, Iterable

from templater.review.sentences import words

PROGRAM = "hunspell"

_COLUMN = re.compile(r"\w+_\w+(?:=\w+)?")


def can_spell(dictionary: str) -> bool:
    """Say whether hunspell and this dictionary ("es_ES") are installed."""
    return _unknown_to(dictionary, ()) is not None


def misspelt(asked: Iterable[str], dictionary: str, allowed: Collection[str] = ()) -> tuple[str, ...] | None:
    """Return the words that neither the dictionary nor the allowed ones know, sorted; None if it is not installed.

    One call for any number of words. An allowed word may begin a sentence with a capital.
    """
    known = {*allowed, *(word[:1].upper() + word[1:] for word in allowed)}
    unknown = _unknown_to(dictionary, sorted(set(asked) - known))
    return None if unknown is None else tuple(sorted(unknown))


def words_to_spell(text: str) -> Iterable[str]:
    """Yield the words of a text that a dictionary can judge: no addresses, names of columns or words with digits."""
    for word in words(_COLUMN.sub(" ", text)):
        for part in word.replace("/", "-").split("-"):
            if not any(sign.isdigit() for sign in part):
                yield part.replace("’", "'").strip(".")


def _unknown_to(dictionary: str, asked: Collection[str]) -> set[str] | None:
    program = shutil.which(PROGRAM)
    if program is None:
        return None
    # the words go in as a list: "-" reads the standard input, and no word can be taken for an option
    ended = subprocess.run([program, "-d", dictionary, "-i", "utf-8", "-l", "-"], input="\n".join(asked) + "\n",
                           capture_output=True, text=True, encoding="utf-8", check=False)  # fmt: skip
    if ended.returncode or "Can't open" in ended.stderr:
        return None
    return set(ended.stdout.split())
