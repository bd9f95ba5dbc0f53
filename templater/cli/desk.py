"""What a command that writes letters has before it begins: the library, the values asked for, the clock."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from templater.cli.choices import check_choices, check_defaults
from templater.cli.options import Asked, read_choices
from templater.cli.surroundings import read_configuration, read_moment
from templater.errors import ConfigurationError
from templater.language.shelves import open_shelves
from templater.letters import Library
from templater.recipients import Headings, read_headings
from templater.review.approving import approved_in


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that was asked for, checked before anybody is written to.

    `defaults` are templater.toml's, by column; `given` is what options and `--set` ask for, which wins over them.
    """

    library: Library
    headings: Headings
    defaults: Mapping[str, str]
    given: Mapping[str, str]
    when: datetime


def set_up(asked: Asked, letter: str | None) -> Desk:
    """Return the desk; raises ChoiceError for a wrong option and ConfigurationError for a wrong default."""
    configuration = read_configuration(Path())
    own = (*configuration.templates, *asked.directories)
    approved = _approved(own) if asked.approved_only else None
    library = Library(*own, brand=configuration.brand, approved=approved)
    options = {"letter": letter, "locale": asked.locale, "register": asked.register, "channel": asked.channel}
    headings = read_headings(library.directories)
    given = read_choices(options, asked.settings, headings.vocabulary, library.extra_columns)
    check_defaults(library, configuration.defaults, headings.vocabulary)
    check_choices(library, given, headings.vocabulary)
    return Desk(library, headings, configuration.defaults, given, read_moment(asked.moment, os.environ))


def _approved(own: Sequence[Path]) -> frozenset[str]:
    """Return the marks of what may be said with --approved-only; when that is nothing, no letter can be written."""
    marks = approved_in(open_shelves(own).directories)
    if not marks:
        raise ConfigurationError("nothing is approved yet, so --approved-only has nothing to say; make a sheet with "
                                 "{make}, mark in it what may be said, and give it back with {give}",
                                 make="templater proof --to review.xlsx",
                                 give="templater accept review.xlsx --by NAME")  # fmt: skip
    return marks
