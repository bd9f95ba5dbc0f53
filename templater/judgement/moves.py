"""Which moves a message must, may and must not make, by stance, stage, channel and consent.

The table rules over the phrase books: a phrase named like a move is silent where the table
forbids it, whatever the book says. Sources: Gilliland et al. (2001) for the reason, Schinkel et al.
(2004) for coaching only on consent.
"""

from __future__ import annotations

from typing import Literal

Need = Literal["required", "optional", "forbidden"]

MOVES = (
    "thanks",
    "echo",
    "verdict",
    "reason",
    "strengths",
    "coaching",
    "next_step",
    "feedback_invitation",
    "sign_off",
)
"""The moves of a rejection, in order; reassure and affirm give the strengths before the reason."""

PROMISES = ("reapply", "assistance_notice", "privacy")
"""Sentences that are true only under a policy: coming back, a tool that helped the people who decided, the data."""

_R: Need = "required"
_O: Need = "optional"
_X: Need = "forbidden"

BY_STANCE: dict[str, dict[str, Need]] = {
    move: dict(zip(("agree", "gentle", "reassure", "affirm", "neutral"), needs, strict=True))
    for move, needs in {
        "thanks": (_R, _R, _R, _R, _R),
        "echo": (_R, _X, _R, _X, _X),
        "verdict": (_R, _R, _R, _R, _R),
        "reason": (_R, _R, _R, _R, _O),
        "strengths": (_O, _O, _O, _O, _O),
        "coaching": (_O, _O, _O, _O, _O),
        "next_step": (_R, _R, _R, _R, _R),
        "feedback_invitation": (_O, _O, _R, _R, _O),
        "sign_off": (_R, _R, _R, _R, _R),
    }.items()
}

STAGE_FORBIDS: dict[str, frozenset[str]] = {
    "application": frozenset({"echo", "strengths", "coaching", "feedback_invitation"}),
    "screen": frozenset(),
    "interview": frozenset(),
    "final": frozenset(),
}

CHANNEL_FORBIDS: dict[str, frozenset[str]] = {
    "email": frozenset(),
    "phone": frozenset(),
    "inmail": frozenset({"coaching", "feedback_invitation", "assistance_notice", "privacy"}),
    "chat": frozenset({"echo", "verdict", "reason", "strengths", "coaching", "feedback_invitation"}),
    "sms": frozenset({"thanks", "echo", "reason", "strengths", "coaching", "feedback_invitation"}),
}
"""A chat holds no verdict: outside the 24 hours after a person's own message WhatsApp takes a status pointer alone."""

AFTER_AN_INTERVIEW = frozenset({"interview", "final"})
"""The stages after which nobody is turned down by a text message, nor by a letter without a reason and a name."""

REAPPLY_GAPS = frozenset({"none", "small"})
"""The gaps after which a letter may name a way back, if the policy has one."""


def silenced(
    *,
    stance: str,
    stage: str,
    channel: str,
    consent: str,
    confirmed: bool,
    gap: str,
    reapply_policy: str,
    decision_by: str,
) -> frozenset[str]:
    """Return the moves and promises that this message must not make.

    `confirmed` says that a person gave or confirmed the self-assessment: what only a machine
    has read chooses the tone but brings no echo.
    """
    forbidden = {move for move, needs in BY_STANCE.items() if needs[stance] == _X}
    forbidden |= STAGE_FORBIDS[stage] | CHANNEL_FORBIDS[channel]
    if channel == "sms" and stage in AFTER_AN_INTERVIEW:
        forbidden.add("verdict")
    if consent != "requested":
        forbidden.add("coaching")
    if not confirmed:
        forbidden.add("echo")
    if reapply_policy == "none" or gap not in REAPPLY_GAPS:
        forbidden.add("reapply")
    if decision_by != "human_assisted":
        forbidden.add("assistance_notice")
    return frozenset(forbidden)


def required_moves(stance: str, stage: str, silent: frozenset[str]) -> frozenset[str]:
    """Return the moves that must not come out silent, given those that `silenced` forbids."""
    required = {move for move, needs in BY_STANCE.items() if needs[stance] == _R}
    if stance == "gentle" and stage in AFTER_AN_INTERVIEW:
        # a gentle letter asks for the candidate's own view of the process
        required.add("feedback_invitation")
    return frozenset(required - silent)
