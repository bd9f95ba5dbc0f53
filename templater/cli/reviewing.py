"""The sheet of answers of a mail merge: what came back from a person, and the one that goes to them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from templater.candidate import Vocabulary
from templater.cli.speech import say, say_number
from templater.delivery import WholeFile, check_destination
from templater.errors import OutputError
from templater.judgement import Reviewed
from templater.merge import Drafted, Outcome
from templater.review.answers import Answer, answer_of, read_review, write_review

Key = tuple[str, str]
"""A candidate's id and their answer."""


class Answers:
    """The answers of a run: hears of every outcome, and writes the sheet when all letters are written."""

    def __init__(
        self, target: str | None, reviewed: str | None, recipients: str, vocabulary: Vocabulary, *, force: bool
    ) -> None:
        self._target = Path(target) if target is not None else None
        self._force = force
        self._from = reviewed
        self._read: list[Answer] = []
        if self._target is not None:
            self._check(self._target, recipients)
        self.reviewed: Mapping[Key, Reviewed] = (
            read_review(reviewed, stdin=sys.stdin.buffer, vocabulary=vocabulary) if reviewed is not None else {}
        )
        self._unmet = dict.fromkeys(self.reviewed)

    def _check(self, target: Path, recipients: str) -> None:
        with suppress(OSError, ValueError):  # what is wrong with a name is said by whoever opens it
            if target.samefile(recipients):
                raise OutputError("{path} is the file of recipients itself; choose another destination", path=target)
        check_destination(target, force=self._force)

    def hear(self, outcome: Outcome) -> None:
        """Hear how a row ended."""
        if isinstance(outcome, Drafted) and (answer := answer_of(outcome)):
            self._unmet.pop((answer.id, answer.text), None)
            if self._target is not None:
                self._read.append(answer)

    def close(self, *, all_rows: bool) -> Iterator[str]:
        """Write the sheet, and yield what to say of it; `all_rows` says that none was left out on purpose."""
        if self._target is not None and self._read:
            with WholeFile(self._target, force=self._force) as file:
                file.write(write_review(self._read))
            unsure = sum(not (one.is_sure or one.confirmed) for one in self._read)
            yield say_number("{count} answer to look at in {path}", "{count} answers to look at in {path}",
                             len(self._read), path=self._target) + "; " + say_number(
                                 "{count} of them is not clear", "{count} of them are not clear", unsure)  # fmt: skip
        elif self._target is not None:
            yield say("no row has an answer to read; {path} was not written", path=self._target)
        if self._unmet and all_rows:
            yield say_number("{path}: {count} answer belongs to no row, by its id and its text",
                             "{path}: {count} answers belong to no row, by their id and their text",
                             len(self._unmet), path=self._from)  # fmt: skip
