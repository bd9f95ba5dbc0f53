"""The recruiter's own sheet again, with the letter of each row beside it: as CSV, or as a workbook."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from tempfile import TemporaryFile

from templater.candidate import ADDED, safe
from templater.delivery.columns import Columns, as_cell
from templater.delivery.interface import Entry
from templater.delivery.lines import octets_of
from templater.delivery.speech import Speech
from templater.delivery.spool import Spool
from templater.delivery.workbook import LONGEST, Table, cut, length_of, needed, write_workbook
from templater.errors import Undeliverable
from templater.letters.message import Message

_AT_ONCE = 1 << 20
_WIDE = ("text", "remarks")


class Sheet:
    """A CSV file that every spreadsheet opens, and none computes."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        self._columns = Columns()

    def check(self, message: Message) -> None:
        """Refuse half a character."""
        octets_of(message.subject + message.text)

    def put_aside(self, entry: Entry, spool: Spool) -> None:
        """Keep a row with what became of it."""
        kept = [self._columns.in_order(entry.record), self._added(entry)]
        spool.add(json.dumps(kept).encode() + b"\n")

    def _added(self, entry: Entry) -> list[str]:
        remarks = [*map(self._speech.say_problem, entry.problems), *map(self._speech.say_note, entry.notes)]
        message = entry.message
        written = (
            (message.subject, message.text, message.letter, message.locale, message.channel) if message else [""] * 5
        )
        return [*written, entry.status, as_cell("\n".join(remarks))]

    def finished(self, spool: Spool) -> Iterator[bytes]:
        """Yield the file, with the mark by which Excel knows that it is UTF-8."""
        lines = io.StringIO(newline="")
        writer = csv.writer(lines, quoting=csv.QUOTE_ALL)
        lines.write("\ufeff")
        writer.writerow(map(safe, self._titles()))
        for row in self._rows(spool):
            writer.writerow(map(safe, row))
            if lines.tell() > _AT_ONCE:
                yield lines.getvalue().encode()
                lines.seek(0)
                lines.truncate()
        yield lines.getvalue().encode()

    def _titles(self) -> list[str]:
        return [*self._columns.names, *ADDED]

    def _rows(self, spool: Spool) -> Iterator[list[str]]:
        width = len(self._columns.names)
        for line in spool.lines():
            cells, added = json.loads(line)
            yield [*cells, *[""] * (width - len(cells)), *added]


class WorkbookSheet(Sheet):
    """An .xlsx file, in which every cell is text; `when` is the moment that it says it was made.

    Raises NotInstalled without the library that writes it.
    """

    def __init__(self, speech: Speech, when: datetime | None) -> None:
        super().__init__(speech)
        needed("xlsxwriter")
        self._when = when

    def check(self, message: Message) -> None:
        """Refuse a text that no cell holds."""
        super().check(message)
        if (length := length_of(message.text)) > LONGEST:
            raise Undeliverable("the text has {length} characters, and a cell of a workbook holds {most}; "
                                "write to a .csv file", length=length, most=LONGEST)  # fmt: skip

    def finished(self, spool: Spool) -> Iterator[bytes]:
        """Yield the file."""
        titles = self._titles()
        wide = frozenset(len(titles) - len(ADDED) + ADDED.index(name) for name in _WIDE)
        rows = (self._cut(row) for row in self._rows(spool))
        with TemporaryFile() as stream:
            write_workbook([Table("templater", [cut(title) for title in titles], rows, wide)], stream, self._when)
            stream.seek(0)
            while chunk := stream.read(_AT_ONCE):
                yield chunk

    def _cut(self, row: Sequence[str]) -> list[str]:
        """Return a row that fits; what does not is remarked on."""
        cells = [cut(cell) for cell in row]
        for title, cell in zip(self._columns.names, row, strict=False):
            if (length := length_of(cell)) > LONGEST:
                remark = self._speech.say(
                    "the column '{column}' is cut here: it holds {length} characters, and a cell of a workbook {most}",
                    column=title, length=length, most=LONGEST,
                )  # fmt: skip
                cells[-1] = cut(f"{remark}\n{cells[-1]}".rstrip("\n"))
        return cells
