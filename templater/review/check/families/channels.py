"""What a channel cannot carry, counted on the longest message that the words can make."""

from __future__ import annotations

from collections.abc import Iterator

from templater.errors import Problem
from templater.review.check.finished import Finished, finished
from templater.review.check.rule import Hit, Rule
from templater.review.check.templates import Templates

_LIMIT = "over-limit"
"""The code of the problem that a message is over a limit."""


def _too_many_parts(templates: Templates) -> Iterator[Hit]:
    """Yield the worst of each file for text messages; the sample's names count in it."""
    worst: dict[str, Hit] = {}
    for one in finished(templates):
        for problem in _over(one, "sms"):
            file = one.letter.body.source.file
            if file not in worst or worst[file].values["units"] < problem.values["units"]:  # type: ignore[operator]  # numbers
                worst[file] = Hit(file, one.letter.body.source.line, values=problem.values)
    yield from worst.values()


def _too_long(templates: Templates) -> Iterator[Hit]:
    worst: dict[tuple[str, str], Hit] = {}
    for one in finished(templates):
        for problem in _over(one, "inmail", "chat"):
            source = (one.letter.subject if "subject" in problem.message else one.letter.body).source
            key = (source.file, problem.message)
            if key not in worst or worst[key].values["count"] < problem.values["count"]:  # type: ignore[operator]  # numbers
                worst[key] = Hit(source.file, source.line, values=problem.values, message=problem.message)
    yield from worst.values()


def _over(one: Finished, *channels: str) -> Iterator[Problem]:
    yield from (problem for problem in one.problems
                if problem.code == _LIMIT and problem.values.get("channel", "sms") in channels)  # fmt: skip


def _long_sms(count: int) -> dict[str, str]:
    return {"es/hello.sms.md": f"Note: Corto.\n\n{'Hola, Ana. ' * count}\n"}


RULES = (
    Rule(
        "sms-parts",
        "in the worst case {units} units of {alphabet}, which is {count} text messages, and {most} is the "
        "most: shorten it, or write it without á, í, ó, ú, ç and «»",
        _too_many_parts,
        _long_sms(40),
        _long_sms(9),
    ),
    Rule(
        "too-long",
        "the longest text of {letter} has {count} characters, and {channel} takes {most}: shorten it",
        _too_long,
        {"es/hello.chat.md": f"Note: Corto.\n\n{'Hola, Ana. ' * 110}\n"},
        {"es/hello.chat.md": "Note: Corto.\n\nHola, Ana.\n"},
    ),
)
"""The hard limits of `letters.limits`, met before a candidate does."""
