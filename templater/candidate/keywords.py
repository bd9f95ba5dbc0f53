"""Understand free text in a closed column by the words in it: stages and statuses have other names in every company."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

ASK = "ask"
"""The meaning of words that make a text unsure, such as "not" or "pending": then a person is asked."""

CLOSED = "closed"
"""The meaning of a status that says only that it is over, such as "archived", and not how it ended."""

UNSURE = (ASK, CLOSED)

LONGEST = 200
"""Characters; a longer text is a remark, in which words may mean anything."""


def read_by_keyword(key: str, keywords: Mapping[str, str], rising: Sequence[str] = ()) -> str:
    """Return what the words of a folded text mean, or "" where they mean nothing, or two things at once.

    A word within a longer one that is known too does not count: "rejected by candidate" is no "rejected".
    Of several values that rise, as stages do, it is the furthest: nobody guesses down.

    >>> words = {"rejected": "rejected", "rejected_by_candidate": "withdrawn", "not": "ask"}
    >>> read_by_keyword("rejected_by_candidate", words), read_by_keyword("not_rejected_yet", words)
    ('withdrawn', '')
    """
    if not keywords or len(key) > LONGEST:
        return ""
    text = f"_{key}_"
    found = [word for word in keywords if f"_{word}_" in text]
    longest = [word for word in found if not any(word != other and f"_{word}_" in f"_{other}_" for other in found)]
    meanings = {keywords[word] for word in longest}
    if meanings and meanings <= set(rising):
        return max(meanings, key=rising.index)
    return meanings.pop() if len(meanings) == 1 else ""
