"""The decision table: from the candidate's self-assessment and the documented gap to our stance.

Self–other rating agreement after Atwater & Yammarino (1992): the two views agree, or one is kinder. The
agreement is internal and never rendered; a stance describes our tone, never the person.
"""

from __future__ import annotations

STANCES = ("agree", "gentle", "reassure", "affirm", "neutral")

_GAPS = ("none", "small", "moderate", "large", "unknown")

_STANCE_BY_GAP: dict[str, tuple[str, str, str, str, str]] = {
    # self-assessment: none, small, moderate, large, unknown
    "positive": ("affirm", "gentle", "gentle", "gentle", "neutral"),
    "mixed": ("reassure", "agree", "agree", "gentle", "neutral"),
    "negative": ("reassure", "agree", "agree", "agree", "neutral"),
    "none": ("neutral", "neutral", "neutral", "neutral", "neutral"),
}

STANCE = {
    (assessment, gap): stance
    for assessment, row in _STANCE_BY_GAP.items()
    for gap, stance in zip(_GAPS, row, strict=True)
}

_AGREEMENT = {
    "agree": "in-agreement-poor",
    "gentle": "over-estimator",
    "reassure": "under-estimator",
    "affirm": "in-agreement-good",
    "neutral": "unknown",
}


def stance(self_assessment: str, gap: str) -> str:
    """Return how to write to someone who judges their interview so, given the documented gap.

    >>> stance("negative", "small")
    'agree'
    """
    return STANCE[self_assessment, gap]


def agreement(self_assessment: str, gap: str) -> str:
    """Return the self–other agreement behind a stance: internal, for `--explain`, never for a letter.

    >>> agreement("positive", "large")
    'over-estimator'
    """
    return _AGREEMENT[STANCE[self_assessment, gap]]
