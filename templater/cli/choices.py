"""Option values that name a letter, a locale, a register or a channel: wrong ones are refused before any row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from templater.candidate import AXIS_CHOICES, Candidate, Vocabulary, fold, read_candidate
from templater.errors import ChoiceError, nearest
from templater.letters import Library, unknown_letter


def check_choices(library: Library, given: Mapping[str, str], vocabulary: Vocabulary) -> None:
    """Raise ChoiceError for an option, or a value of --set, that cannot be right for any row."""
    read = read_candidate(given, vocabulary, extra=library.extra_columns)
    for problem in () if isinstance(read, Candidate) else read:
        raise ChoiceError(problem.message, place=f"--set {problem.column}", **problem.values)
    meant = {name: vocabulary.values.get(name, {}).get(fold(value), value) for name, value in given.items()}
    if "letter" in meant:
        check_letter(library, meant["letter"])
    if "locale" in meant:
        library.edition(meant["locale"])
    if "register" in meant:
        registers = (name for locale in library.locales for name in library.edition(locale).locale.registers)
        _check("register", meant["register"], dict.fromkeys(registers))
    if "channel" in meant:
        _check("channel", meant["channel"], AXIS_CHOICES["channel"])


def check_letter(library: Library, name: str) -> None:
    """Raise ChoiceError when no locale has the letter."""
    letters = tuple(library.letters())
    if name not in letters:
        raise unknown_letter(name, letters)


def _check(option: str, found: str, known: Iterable[str]) -> None:
    known = tuple(known)
    if found in known:
        return
    near, allowed = nearest(found, known), ", ".join(known)
    if near:
        raise ChoiceError("--{option} '{found}' is not one of {allowed} (did you mean '{near}'?)",
                          option=option, found=found, allowed=allowed, near=near)  # fmt: skip
    raise ChoiceError("--{option} '{found}' is not one of {allowed}", option=option, found=found, allowed=allowed)
