"""Values that hold for every row, from options and templater.toml: wrong ones are refused before any row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from templater.candidate import BY_NAME, Candidate, Vocabulary, fold, read_candidate
from templater.cli.surroundings import CONFIGURATION, unknown_key
from templater.errors import ChoiceError, ConfigurationError, Problem, nearest
from templater.letters import Library, unknown_letter

OPTIONS = ("letter", "locale", "register", "channel")
"""The columns that have an option of their own."""


def check_choices(library: Library, given: Mapping[str, str], vocabulary: Vocabulary) -> None:
    """Raise ChoiceError for an option, or a value of --set, that cannot be right for any row."""
    for problem in _mistakes(library, given, vocabulary):
        raise refused(problem)


def refused(problem: Problem) -> ChoiceError:
    """Return what is wrong with a column that an option gave, with the name of the option."""
    option = f"--{problem.column}" if problem.column in OPTIONS else f"--set {problem.column}"
    return ChoiceError(problem.message, place="" if problem.column == "letter" else option, **problem.values)


def check_defaults(library: Library, defaults: Mapping[str, str], vocabulary: Vocabulary) -> None:
    """Raise ConfigurationError for a default of templater.toml that cannot be right for any row."""
    known = [*BY_NAME, *sorted(library.extra_columns)]
    for name in defaults:
        if name not in known:
            raise unknown_key(name, known)
    for problem in _mistakes(library, defaults, vocabulary):
        raise ConfigurationError(problem.message, place=f"{CONFIGURATION}: {problem.column}", **problem.values)


def _mistakes(library: Library, given: Mapping[str, str], vocabulary: Vocabulary) -> Iterator[Problem]:
    read = read_candidate(given, vocabulary, extra=library.extra_columns)
    yield from () if isinstance(read, Candidate) else read
    meant = {name: vocabulary.values.get(name, {}).get(fold(value), value) for name, value in given.items()}
    try:
        if "letter" in meant:
            check_letter(library, meant["letter"])
    except ChoiceError as error:
        yield Problem(error.message, "unknown-letter", "letter", error.values)
    try:
        if "locale" in meant:
            library.edition(meant["locale"])
    except ChoiceError as error:
        yield Problem(error.message, "unknown-locale", "locale", error.values)
    if "register" in meant:
        registers = (name for locale in library.locales for name in library.edition(locale).locale.registers)
        yield from _unknown("register", meant["register"], dict.fromkeys(registers))


def check_letter(library: Library, name: str) -> None:
    """Raise ChoiceError when no locale has the letter."""
    letters = tuple(library.letters())
    if name not in letters:
        raise unknown_letter(name, letters)


def _unknown(column: str, found: str, known: Iterable[str]) -> Iterator[Problem]:
    known = tuple(known)
    if found in known:
        return
    near, allowed = nearest(found, known), ", ".join(known)
    message = (
        "'{found}' is not one of {allowed} (did you mean '{near}'?)" if near else "'{found}' is not one of {allowed}"
    )
    yield Problem(message, f"unknown-{column}", column, {"found": found, "allowed": allowed, "near": near})
