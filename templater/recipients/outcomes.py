"""Learn from another system's reason how an application ended: whoever withdrew is not turned down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from templater.candidate import BY_NAME, CLOSED, Vocabulary

_GOING_ON = ("active", "hired")
_DEEP = 3
"""Levels of a reason that is an object: its name, and the name of its type."""


def settled(cells: dict[str, object], reasons: Iterable[object], vocabulary: Vocabulary) -> dict[str, object]:
    """Return a row's cells with the status that its reasons tell.

    A reason that says that the candidate withdrew is stronger than a status that says "rejected"; a status that only
    says that it is over, such as "Archived", is a rejection when there is a reason that says nothing else.
    """
    texts = [text for reason in reasons for text in _texts(reason)]
    if not texts:
        return cells
    column = BY_NAME["status"]
    status = vocabulary.meaning(column, str(cells.get("status") or ""))
    told = {vocabulary.meaning(column, text) for text in texts}
    if "withdrawn" in told and status not in _GOING_ON:
        return {**cells, "status": "withdrawn"}
    if status == CLOSED and told <= {"", "rejected"}:
        return {**cells, "status": "rejected"}
    return cells


def _texts(reason: object, depth: int = _DEEP) -> Iterator[str]:
    match reason:
        case str():
            if reason.strip():
                yield reason
        case Mapping() if depth:
            for value in reason.values():
                yield from _texts(value, depth - 1)
