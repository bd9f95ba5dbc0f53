"""The columns that a recipient may have, and the name by which a template reads each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["line", "clause", "words", "email", "url", "date", "moment", "choice", "policy", "tag"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the spreadsheet, which is also one key of the JSON.

    `fact` is the name a template reads ("" when templates may not read it); `kind` says what the door checks:
    a *line* is short text, a *clause* is free text or a list of items, *words* are what
    somebody else said, in whatever signs, which no letter quotes, a *choice* is one of `choices`,
    a *policy* is a choice or a date, a *tag* is a language tag, a *moment* a date with or without a time.
    """

    name: str
    fact: str
    kind: Kind
    choices: tuple[str, ...] = ()


AXIS_CHOICES = {
    "self_assessment": ("positive", "mixed", "negative", "none"),
    "gap": ("none", "small", "moderate", "large", "unknown"),
    "external_reason": ("position_filled", "position_closed", "hiring_freeze", "requirements_changed"),
    "feedback_consent": ("not_asked", "requested", "declined"),
    "relation": ("inhouse", "agency"),
    "stage": ("application", "screen", "interview", "final"),
    "form": ("f", "m", "x"),
    "status": ("rejected", "withdrawn", "active", "hired"),
    "talent_pool_consent": ("yes", "no"),
    "share_consent": ("yes", "no"),
    "channel": ("email", "inmail", "chat", "sms", "phone"),
    "decision_by": ("human", "human_assisted", "automated"),
}
"""The closed columns with their values, in the order in which people are shown them."""


def _choice(name: str) -> Column:
    return Column(name, "", "choice", AXIS_CHOICES[name])


COLUMNS: tuple[Column, ...] = (
    Column("id", "", "line"),
    Column("first_name", "candidate.first_name", "line"),
    Column("last_name", "candidate.last_name", "line"),
    Column("full_name", "candidate.full_name", "line"),
    Column("email", "candidate.email", "email"),
    Column("phone", "candidate.phone", "line"),
    Column("locale", "", "tag"),
    Column("register", "", "line"),
    _choice("form"),
    Column("role", "role.title", "line"),
    Column("company", "role.company", "line"),
    _choice("relation"),
    Column("agency", "sender.agency", "line"),
    _choice("stage"),
    _choice("status"),
    Column("interview_date", "interview_date", "date"),
    Column("call_date", "call_date", "date"),
    _choice("self_assessment"),
    Column("self_assessment_text", "", "words"),
    _choice("gap"),
    Column("requirement", "requirement", "clause"),
    Column("evidence", "evidence", "clause"),
    Column("strength", "strength", "clause"),
    _choice("external_reason"),
    _choice("feedback_consent"),
    Column("coaching_tip", "coaching_tip", "clause"),
    Column("other_role", "other_role", "line"),
    _choice("talent_pool_consent"),
    _choice("share_consent"),
    Column("reapply_policy", "", "policy", ("none", "open")),
    Column("unexpected_requirement", "unexpected_requirement", "clause"),
    Column("high_point", "high_point", "clause"),
    Column("low_point", "low_point", "clause"),
    Column("survey_url", "survey_url", "url"),
    Column("consent_url", "consent_url", "url"),
    Column("privacy_url", "privacy_url", "url"),
    Column("privacy_contact", "privacy_contact", "line"),
    Column("feedback_deadline", "feedback_deadline", "date"),
    Column("reply_text", "", "clause"),
    Column("reply_by", "reply_by", "date"),
    Column("retention_until", "retention_until", "date"),
    _choice("decision_by"),
    Column("sender_name", "sender.name", "line"),
    Column("sender_title", "sender.title", "line"),
    Column("sender_email", "sender.email", "email"),
    Column("reply_to", "sender.reply_to", "email"),
    Column("manager_name", "manager.name", "line"),
    Column("manager_email", "manager.email", "email"),
    Column("letter", "", "line"),
    _choice("channel"),
    Column("send_at", "", "moment"),
)
"""Every column, in the order of the product's description of a recipient; a reply has two of its own."""

BY_NAME = {column.name: column for column in COLUMNS}
BY_FACT = {column.fact: column for column in COLUMNS if column.fact}

DERIVED_FACTS = {"sender.organisation": "agency", "reapply_from": "reapply_policy"}
"""Facts that the door makes from others, with the column that brings each."""


def column_of(fact: str) -> str:
    """Return the column that brings a fact, for an error that names it.

    >>> column_of("role.title"), column_of("reapply_from")
    ('role', 'reapply_policy')
    """
    return BY_FACT[fact].name if fact in BY_FACT else DERIVED_FACTS.get(fact, fact)
