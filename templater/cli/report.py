"""What a run says on stderr: rows that failed, notes to the recruiter, and what it came to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Self

from templater.cli.speech import mark, say, say_note, say_number, say_problem, tell
from templater.delivery import Envelope, Receipt, write_message
from templater.errors import Problem
from templater.judgement import Note
from templater.letters import NOT_APPROVED, Message
from templater.merge import Drafted, Failed, Outcome, Skipped, Tally
from templater.recipients import Notice, Source

ROWS_NAMED = 5
"""Rows that a note names before it only counts the others."""

NOTES_SAID = 100
"""Different notes that a run says; others are counted."""

ERRORS_SAID = 100
"""Errors of rows that a run says where each stands in the lines that it writes, too; others are counted."""

VACANCIES_SHOWN = 50
"""Vacancies that a dry run shows, those with the most letters first."""


class Nowhere:
    """The destination of a dry run: it keeps the first letter to show it, and nothing else."""

    def __init__(self, *, needs_address: bool = False) -> None:
        self.needs_address = needs_address
        self.first: Message | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def deliver(self, message: Message, envelope: Envelope | None, candidate_id: str, row: int) -> Receipt:
        """Keep the first message, and refuse what the real destination would refuse."""
        if self.needs_address and envelope is not None:
            write_message(message, envelope)
        self.first = self.first or message
        return Receipt(candidate_id, row, "")

    def refuse(self, candidate_id: str, row: int, problems: Sequence[Problem]) -> None:
        """A dry run writes nothing."""


@dataclass(slots=True)
class Rows:
    """Rows that share something: how many there are, and the first ones, which are named."""

    count: int = 0
    first: list[int] = field(default_factory=list)

    def add(self, row: int) -> None:
        """Add a row."""
        self.count += 1
        if len(self.first) < ROWS_NAMED:
            self.first.append(row)

    def __str__(self) -> str:
        return ",".join(map(str, self.first)) + (",…" if self.count > len(self.first) else "")


@dataclass(slots=True)
class Reporter:
    """Hears of every outcome; says failures at once, and what many rows share once, at the end.

    `most` is the number of errors that are said; a stream of rows may go on for ever, and so nothing here grows with
    it: only the first of each kind are kept.
    """

    name: str
    source: Source
    quiet: bool
    most: int | None = None
    tell: Callable[[str], None] = tell
    missing: dict[str, tuple[Problem, Rows]] = field(default_factory=dict)
    impersonal: dict[str, tuple[Problem, Rows]] = field(default_factory=dict)
    unapproved: dict[str, tuple[Problem, Rows]] = field(default_factory=dict)
    notes: dict[Note, Rows] = field(default_factory=dict)
    errors: int = 0
    notes_left_out: int = 0

    def hear(self, outcome: Outcome) -> None:
        """Hear how a row ended."""
        match outcome:
            case Drafted(row=row, notes=notes):
                for note in notes:
                    self._note(note, row)
            case Failed(row=row, problems=problems):
                for problem in problems:
                    self._fail(row, problem)
            case Skipped():
                pass  # counted, and said in the last line

    def _note(self, note: Note, row: int) -> None:
        if note in self.notes or len(self.notes) < NOTES_SAID:
            self.notes.setdefault(note, Rows()).add(row)
        else:
            self.notes_left_out += 1

    def _fail(self, row: int, problem: Problem) -> None:
        if problem.code == "impersonal":
            self.impersonal.setdefault(problem.column, (problem, Rows()))[1].add(row)
        elif problem.code == NOT_APPROVED:
            self.unapproved.setdefault(str(problem), (problem, Rows()))[1].add(row)
        elif problem.code == "missing" and self._is_absent(problem.column):
            self.missing.setdefault(problem.column, (problem, Rows()))[1].add(row)
        else:
            self.errors += 1
            if self.most is None or self.errors <= self.most:
                self._say(row, problem)

    def _is_absent(self, column: str) -> bool:
        """Say whether no row so far had a column; whoever once was absent may come later in JSON lines."""
        return column in self.missing or column not in self.source.columns.mapping.values()

    def _say(self, rows: int | Rows, problem: Problem) -> None:
        self.tell(f"{self.name}:{rows}: {say_problem(problem)}")

    def close(self) -> None:
        """Say what many rows share, now that the source has told all of its columns."""
        if self.most is not None and self.errors > self.most:
            self.tell(f"{self.name}: {_unsaid(self.errors - self.most)}")
        present = self.source.columns.mapping.values()
        for column, (problem, rows) in self.missing.items():
            if column in present:
                self._say(rows, problem)
            else:
                self.tell(f"{self.name}: {_lacking(column, rows.count)}")
        for problem, rows in self.impersonal.values():
            self.tell(f"{self.name}:{rows}: {say_problem(problem)}; {_insisting(rows.count)}")
        for problem, rows in self.unapproved.values():
            self._say(rows, problem)
        if not self.quiet:
            self._close_notes()

    def _close_notes(self) -> None:
        say_notices(self.name, self.source.columns.notices)
        for note, rows in self.notes.items():
            self.tell(f"{self.name}:{rows}: {say_note(note)}")
        if self.notes_left_out:
            left_out = say_number("{count} more note was left out", "{count} more notes were left out",
                                  self.notes_left_out)  # fmt: skip
            self.tell(f"{self.name}: {left_out}")


def _unsaid(errors: int) -> str:
    return say_number(
        "{count} more error of a row stands in the lines that were written, and only there",
        "{count} more errors of rows stand in the lines that were written, and only there",
        errors,
    )


def _lacking(column: str, rows: int) -> str:
    option = {"letter": "--letter", "locale": "--locale"}.get(column, f"--set {column}=")
    return say_number(
        "the column '{column}' is missing, and {count} row needs it; add it, or give it to every row with {option}…",
        "the column '{column}' is missing, and {count} rows need it; add it, or give it to every row with {option}…",
        rows, column=column, option=option,
    )  # fmt: skip


def _insisting(rows: int) -> str:
    return say_number(
        "{count} row lacks it (--allow-impersonal writes it all the same)",
        "{count} rows lack it (--allow-impersonal writes them all the same)",
        rows,
    )


def say_notices(source: str, notices: Iterable[Notice]) -> None:
    """Say what was noticed about the columns of a source."""
    for notice in notices:
        text = say(notice.message, **notice.values)
        tell(f"{source}: {text}")


def summary(tally: Tally, destination: str) -> str:
    """Return the last line of a run."""
    if not tally.written:
        return say("nothing was written") + _unwritten(tally)
    written = say_number("{count} letter written to {where}", "{count} letters written to {where}", tally.written,
                         where=destination)  # fmt: skip
    return written + _unwritten(tally)


def _unwritten(tally: Tally) -> str:
    """Return what became of the other rows: those that failed, and those that the letter is not for."""
    said = ""
    if tally.skipped:
        statuses = ", ".join(f"{status} {count}" for status, count in tally.skipped.most_common())
        said += "; " + say_number("{count} row skipped ({statuses})", "{count} rows skipped ({statuses})",
                                  tally.skipped.total(), statuses=statuses)  # fmt: skip
    if tally.failed:
        said += "; " + say_number("{count} row failed", "{count} rows failed", tally.failed)
    return said


def counts(tally: Tally) -> Iterator[str]:
    """Yield what the letters of a run are, by letter, stance, stage and language."""
    for title, counter in (
        (mark("letters: {counts}"), tally.letters),
        (mark("stances: {counts}"), tally.stances),
        (mark("stages: {counts}"), tally.stages),
        (mark("languages: {counts}"), tally.locales),
    ):
        if counter:
            yield "  " + say(title, counts=", ".join(f"{name} {count}" for name, count in counter.most_common()))


def dry_summary(tally: Tally) -> Iterator[str]:
    """Yield what a run would write, the vacancies among it."""
    yield say_number("{count} letter would be written", "{count} letters would be written", tally.written) + _unwritten(
        tally
    )
    yield from counts(tally)
    shown = tally.vacancies.most_common(VACANCIES_SHOWN)
    for (role, company), count in shown:
        yield f"  {role} · {company}: {count}"
    if others := tally.vacancies.total() + tally.others - sum(count for _, count in shown):
        yield "  " + say_number("{count} letter for other vacancies", "{count} letters for other vacancies", others)


def shown(message: Message) -> str:
    """Return a message as a person reads it: the subject, if it has one, and the text with its last line ended."""
    head = f"Subject: {message.subject}\n\n" if message.subject else ""
    return head + message.text.removesuffix("\n") + "\n"
