"""How a file that people read says what is the program's to say, in the language of its user."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from templater.errors import Problem
from templater.judgement import Note


def _say(message: str, **values: object) -> str:
    return message.format(**values)


def _say_number(one: str, many: str, count: int, **values: object) -> str:
    return (one if count == 1 else many).format(count=count, **values)


@dataclass(frozen=True, slots=True)
class Speech:
    """What says messages, which are English format strings: as they are, unless somebody brings a catalog."""

    language: str = "en"
    say: Callable[..., str] = _say
    say_number: Callable[..., str] = _say_number
    say_problem: Callable[[Problem], str] = str
    say_note: Callable[[Note], str] = str
