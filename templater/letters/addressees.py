"""Who is written to, and who writes: the facts that bring their names and addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from templater.candidate import Fact


@dataclass(frozen=True, slots=True)
class Party:
    """The facts that hold a person's name, e-mail address and telephone number ("" where no column has it)."""

    name: str
    address: str
    phone: str = ""


_CANDIDATE = Party("candidate.full_name", "candidate.email", "candidate.phone")
_SENDER = Party("sender.name", "sender.email")

PARTIES: Mapping[str, tuple[Party, Party]] = {
    "candidate": (_CANDIDATE, _SENDER),
    "manager": (Party("manager.name", "manager.email"), _SENDER),
    # the row of a letter to a colleague is about that colleague
    "colleague": (_CANDIDATE, _SENDER),
    # a candidate's own reply goes the other way
    "recruiter": (_SENDER, _CANDIDATE),
}
"""For each `Addressee:`, who is written to and who writes."""


def destination_of(addressee: str, channel: str, facts: Mapping[str, Fact]) -> str:
    """Return the address or the number that a message goes to, or "" where nobody recorded one."""
    party, _ = PARTIES[addressee]
    wanted = {"email": party.address, "inmail": ""}.get(channel, party.phone)
    return str(facts.get(wanted, "")) if wanted else ""
