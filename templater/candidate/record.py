"""A row as its source has it, before anybody understood it: what goes back to the recruiter beside the letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ADDED = ("subject", "text", "written_letter", "written_locale", "written_channel", "outcome", "remarks")
"""What a sheet of letters adds to a row. None is a name that is read, so that the sheet may be merged again."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a source calls each cell of a row, and what stands there; a name may come twice, or be blank.

    Columns about protected traits are never in it.
    """

    names: Sequence[str] = ()
    cells: Sequence[object] = ()
