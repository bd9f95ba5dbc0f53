"""Which letter a row asks for, in its own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from templater.candidate import Candidate, Fact
from templater.letters import Wanted


class Asked(NamedTuple):
    """The cells of a row that choose its letter, and the status of its candidate; "" where it does not say."""

    letter: str
    locale: str
    channel: str
    register: str
    status: str

    @property
    def wanted(self) -> Wanted:
        """The letter, before what the row lacks and the status are known; a row that does not say means e-mail."""
        return Wanted(self.letter, self.locale, self.channel or "email", self.register)


def asked_in(values: Mapping[str, Fact]) -> Asked:
    """Return which letter a recipient's values ask for."""
    return Asked(*[str(values.get(name, "")) for name in Asked._fields])


def asked_by(candidate: Candidate) -> Asked:
    """Return which letter a candidate is to get."""
    return Asked(candidate.letter, candidate.locale, candidate.channel, candidate.register, candidate.status)
