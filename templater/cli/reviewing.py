"""The sheet of answers of a mail merge: what came back from a person, and the one that goes to them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Self

from templater.candidate import Vocabulary
from templater.cli.own_file import own_file
from templater.cli.speech import say, say_number
from templater.delivery import WholeFile
from templater.judgement import Reviewed
from templater.merge import Drafted, Outcome, answer_key
from templater.review.answers import AnswerSheet, answer_of, read_review

Key = tuple[str, str]
"""By what an answer is known again; see `answer_key`."""

LINES_NAMED = 5
"""Lines that a message names before it only counts the others."""


class Answers:
    """The answers of a run, from `with` to its end: hears of every outcome, and writes the sheet after all letters.

    `others` are the files that the run reads or writes besides, which the sheet must not overwrite.
    """

    def __init__(
        self, target: str | None, reviewed: str | None, others: Iterable[str], vocabulary: Vocabulary, *, force: bool
    ) -> None:
        self._target = (
            own_file("--review", target, [*others, reviewed or ""], force=force) if target is not None else None
        )
        self._force = force
        self._from = reviewed
        self._sheet: AnswerSheet | None = None
        self._lines = read_review(reviewed, stdin=sys.stdin.buffer, vocabulary=vocabulary) if reviewed else {}
        self._unmet = dict(self._lines)

    def __enter__(self) -> Self:
        self._sheet = AnswerSheet(self._target) if self._target is not None else None
        return self

    def __exit__(self, *_: object) -> None:
        if self._sheet:
            self._sheet.close()

    @property
    def reviewed(self) -> Mapping[Key, Reviewed]:
        """What a person says that answers say."""
        return {key: line.reviewed for key, line in self._lines.items()}

    def hear(self, outcome: Outcome) -> None:
        """Hear how a row ended."""
        if isinstance(outcome, Drafted) and (answer := answer_of(outcome)):
            self._unmet.pop(answer_key(answer.id, answer.text), None)
            if self._sheet:
                self._sheet.add(answer)

    def write(self) -> Iterator[str]:
        """Write the sheet, and yield what to say of it."""
        if self._target is None or self._sheet is None:
            return
        if not self._sheet.count:
            yield say("no row has an answer to read; {path} was not written", path=self._target)
            return
        with WholeFile(self._target, force=self._force) as file:
            for chunk in self._sheet.finished():
                file.write(chunk)
        unsure = self._sheet.unsure
        yield say_number("{count} answer to look at in {path}", "{count} answers to look at in {path}",
                         self._sheet.count, path=self._target) + "; " + say_number(
                             "{count} of them is not clear", "{count} of them are not clear", unsure)  # fmt: skip

    def unmet(self) -> Iterator[str]:
        """Yield a line for the answers that came back and belong to no row."""
        if self._unmet:
            numbers = sorted(line.number for line in self._unmet.values())
            shown = ",".join(map(str, numbers[:LINES_NAMED])) + (",…" if len(numbers) > LINES_NAMED else "")
            yield f"{self._from}:{shown}: " + say_number(
                "{count} answer belongs to no row that was written, by its id and its text",
                "{count} answers belong to no row that was written, by their id and their text",
                len(numbers))  # fmt: skip
