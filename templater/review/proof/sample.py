"""The people to whom a proof sheet writes: the sample recipient, an agency's and a company's own, with every fact."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from templater.candidate import COLUMNS, Candidate, Column, read_candidate
from templater.errors import CandidateError
from templater.letters import Library

_DAY = date(2026, 12, 11)
_NO_FACTS = frozenset({"full_name", "self_assessment_text", "reply_text", "send_at", "letter", "locale", "register"})


def sample_cells(library: Library, locale: str, relation: str) -> dict[str, object]:
    """Return the cells of a sample recipient with a value in every column that a template may read.

    What the sample leaves out gets a value that says which column it stands for.
    """
    cells = {column.name: _stand_in(column) for column in COLUMNS if column.name not in _NO_FACTS}
    cells |= library.sample(locale)
    cells |= {"relation": relation, "reapply_policy": cells.get("reapply_policy") or _DAY}
    if relation == "inhouse":
        del cells["agency"]
    return {name: cell for name, cell in cells.items() if cell is not None}


def sample_of(library: Library, locale: str, relation: str) -> Candidate:
    """Return the sample recipient; raises CandidateError when a sample's cells are wrong."""
    return read(sample_cells(library, locale, relation), library)


def read(cells: Mapping[str, object], library: Library) -> Candidate:
    """Take cells through the door."""
    candidate = read_candidate(cells, extra=library.extra_columns)
    if not isinstance(candidate, Candidate):
        raise CandidateError(candidate, place="sample.toml")
    return candidate


def _stand_in(column: Column) -> object:
    match column.kind:
        case "date":
            return _DAY
        case "url":
            return f"https://example.com/{column.name}"
        case "email":
            return f"{column.name}@example.com"
        case "line" | "clause":
            return f"‹{column.name}›"
    return "yes" if "yes" in column.choices else None
