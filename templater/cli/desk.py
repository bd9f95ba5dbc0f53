"""What a command that writes letters has before it begins: the library, the values asked for, the clock."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from templater.cli.choices import check_choices, check_defaults
from templater.cli.options import Asked, read_choices
from templater.cli.surroundings import read_configuration, read_moment
from templater.letters import Library
from templater.recipients import Headings, read_headings


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
    library = Library(*configuration.templates, *asked.directories, brand=configuration.brand)
    options = {"letter": letter, "locale": asked.locale, "register": asked.register, "channel": asked.channel}
    headings = read_headings(library.directories)
    given = read_choices(options, asked.settings, headings.vocabulary, library.extra_columns)
    check_defaults(library, configuration.defaults, headings.vocabulary)
    check_choices(library, given, headings.vocabulary)
    return Desk(library, headings, configuration.defaults, given, read_moment(asked.moment, os.environ))
