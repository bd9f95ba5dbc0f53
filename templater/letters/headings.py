"""Situations as people write them in headings and file names: `agree, small`, `usted`, `any`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from templater.errors import nearest
from templater.judgement import AXES, Situation
from templater.language.shelves import Source

ANY = "any"


@dataclass(frozen=True, slots=True)
class Tags:
    """What a heading asks of a situation: for each axis it names, one of these values."""

    values: frozenset[str]
    wanted: Mapping[str, frozenset[str]] = field(compare=False)

    def fits(self, situation: Situation) -> bool:
        """Say whether the situation has one of the wanted values on every axis that is named."""
        return all(getattr(situation, axis) in values for axis, values in self.wanted.items())

    @property
    def rank(self) -> tuple[bool, ...]:
        """Which axes are named, in order of importance: the greater rank wins, column by column."""
        return tuple(axis in self.wanted for axis in AXES)


def axes_of(registers: Iterable[str]) -> dict[str, str]:
    """Return the axis of every value that a heading may name, with a locale's registers."""
    return {value: axis for axis, values in AXES.items() for value in values} | dict.fromkeys(registers, "register")


def read_tags(text: str, axes: Mapping[str, str], source: Source, line: int = 1) -> Tags:
    """Read a heading such as "agree, gentle, small"; `any` alone asks nothing."""
    values = [part.strip() for part in text.split(",")]
    if values == [ANY]:
        return Tags(frozenset(), {})
    wanted: dict[str, set[str]] = {}
    for value in values:
        if value not in axes:
            raise _unknown(value, axes, source, line)
        wanted.setdefault(axes[value], set()).add(value)
    return Tags(frozenset(values), {axis: frozenset(chosen) for axis, chosen in wanted.items()})


def _unknown(value: str, axes: Mapping[str, str], source: Source, line: int) -> Exception:
    if value == ANY:
        return source.error("'any' is for every situation, so it stands alone", line)
    near = nearest(value, (*axes, ANY))
    if near:
        return source.error("'{found}' is no situation (did you mean '{near}'?)", line, found=value, near=near)
    return source.error("'{found}' is no situation; write any, or values such as {example}", line,
                        found=value, example="agree, small")  # fmt: skip
