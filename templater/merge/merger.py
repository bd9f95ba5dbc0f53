"""Write to recipients row by row, in order, losing none, and never the same words twice for one vacancy."""

from __future__ import annotations

import unicodedata
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from templater.candidate import Candidate, Door, Fact, Record, Vocabulary, column_of, missing
from templater.errors import CandidateError, Problem
from templater.judgement import Note, heard, note_of
from templater.judgement.reading import Reading
from templater.keeping import keep
from templater.letters import PARTIES, STATUS, Library, Message, Plan, Wanted
from templater.merge.asking import Asked, asked_by, asked_in
from templater.merge.outcomes import Drafted, Failed, Order, Outcome, Skipped
from templater.merge.remembering import RecentAddresses
from templater.recipients import Row, Unreadable

MOST_DEALS = 16
"""Times a row is dealt again before two candidates of one vacancy may get the same words."""

MOST_ASKED = 1024
"""Ways to ask for a letter of which the answer is kept: a list asks in a few, a stream may name any locale."""

REMEMBERED = 4096
"""Rows whose picks are remembered: memory stays the same however long the list is."""

KNOWN_AGAIN_BY = 1000
"""Characters of an answer by which it is known again."""

WITHDRAWAL = "withdrawal-acknowledgement"
"""What people who withdrew get where others are turned down."""


@dataclass(frozen=True, slots=True)
class _Answered:
    """The letter that is meant, and what it asks of a row, in the order in which it is told."""

    wanted: Wanted
    not_for: tuple[Problem, ...]
    needs_first: frozenset[str]
    objections: tuple[Problem, ...]
    needs: frozenset[str]
    not_email: tuple[Problem, ...]


def merge(
    rows: Iterable[Row | Unreadable], library: Library, order: Order, vocabulary: Vocabulary | None = None
) -> Iterator[Outcome]:
    """Yield one outcome for each row, in order.

    Two rows for the same vacancy do not get the same words if another deal can prevent it. Raises
    TemplateError when the words themselves are broken: then no row can go on.
    """
    merger = Merger(library, order, vocabulary)
    for row in rows:
        yield merger.outcome(row)


class Merger:
    """Writes rows one after the other and remembers which words the last ones got."""

    def __init__(self, library: Library, order: Order, vocabulary: Vocabulary | None = None) -> None:
        self.library = library
        self.order = order
        self.vocabulary = vocabulary or Vocabulary()
        self._door = Door(self.vocabulary, library.extra_columns)
        self._asked: dict[Asked, _Answered] = {}
        self._recent: OrderedDict[object, None] = OrderedDict()
        self._addresses = RecentAddresses()

    def outcome(self, row: Row | Unreadable) -> Outcome:
        """Return what becomes of one row."""
        match row:
            case Unreadable(number, problems, record):
                return Failed(number, str(number), tuple(problems), record)
            case Row():
                return self._written(row)

    def _written(self, row: Row) -> Outcome:
        number = row.number
        filled = fill(row.cells, self.order.defaults)
        read = self._door.read(filled, row=number, demands=self._demands)
        if not isinstance(read, Candidate):
            return _unwritten(row, _identity(filled, number, read), (*read, *self._besides(filled, read)))
        read, reading = self._heard(read)
        try:
            return self._dealt(row, read, reading)
        except CandidateError as error:
            foreseen = self.library.foreseen(read, self._answered(asked_by(read)).wanted)
            return _unwritten(row, read.id, _once((*error.problems, *foreseen)))

    def _besides(self, cells: Mapping[str, object], told: tuple[Problem, ...]) -> tuple[Problem, ...]:
        """Return what else would be wrong with a row if the cells that are wrong were right."""
        wrong = {problem.column for problem in told}
        rest = {name: cell for name, cell in cells.items() if name not in wrong}
        read = self._door.read(rest)
        if not isinstance(read, Candidate):
            return ()
        foreseen = self.library.foreseen(read, self._answered(asked_by(read)).wanted)
        return tuple(problem for problem in _once(foreseen) if problem.column not in wrong)

    def _demands(self, values: Mapping[str, Fact]) -> Iterator[Problem]:
        answered = self._answered(asked_in(values))
        yield from answered.not_for
        yield from missing(values, answered.needs_first)
        yield from answered.objections
        yield from missing(values, answered.needs)
        yield from answered.not_email

    def _answered(self, asked: Asked) -> _Answered:
        """Return what a row that asks for a letter in these words gets, and what it must have; rows ask alike."""
        return self._asked.get(asked) or keep(self._asked, asked, self._answer(asked), MOST_ASKED)

    def _answer(self, asked: Asked) -> _Answered:
        wanted = self._meant(asked)
        is_known = bool(wanted.letter and wanted.locale)
        return _Answered(
            wanted,
            not_for=self.library.not_for(wanted, asked.status),
            needs_first=frozenset({"letter", "locale"}) | self._addresses_for(wanted),
            objections=tuple(self.library.objections(wanted)) if is_known else (),
            needs=self.library.needs(wanted) if is_known else frozenset(),
            not_email=(_not_email(wanted.channel),) if self.order.as_email and wanted.channel != "email" else (),
        )

    def _addresses_for(self, wanted: Wanted) -> frozenset[str]:
        """Return the columns without which a message cannot leave as e-mail."""
        if not self.order.as_email:
            return frozenset()
        return frozenset(column_of(party.address) for party in PARTIES[self.library.addressee(wanted)])

    def _meant(self, asked: Asked) -> Wanted:
        """Return the letter that is meant: people who withdrew are told that we know, and never turned down."""
        wanted = replace(asked.wanted, impersonal=self.order.impersonal)
        if asked.status == "withdrawn" and self.library.not_for(wanted, asked.status):
            acknowledged = replace(wanted, letter=WITHDRAWAL)
            return wanted if any(self.library.objections(acknowledged)) else acknowledged
        return wanted

    def _heard(self, candidate: Candidate) -> tuple[Candidate, Reading | None]:
        """Read a candidate's answer, which a person may have read before."""
        reading = self.library.assess(candidate)
        if reading is None:
            return candidate, None
        return heard(candidate, reading, self.order.reviewed.get(answer_key(candidate.id, candidate.answer))), reading

    def _dealt(self, row: Row, candidate: Candidate, reading: Reading | None) -> Drafted:
        settled = self.library.settled(candidate, self._answered(asked_by(candidate)).wanted)
        deal, dealt = self._deal(candidate, settled.plan)
        message = settled.plan.write(candidate, dealt, deal=deal)
        read = () if reading is None or candidate.confirmed else (note_of(reading),)
        notes = (*read, *settled.judgement.notes, *message.notes, *self._repeated(message))
        heeding = replace(message, reading=reading) if reading else message
        return Drafted(row.number, candidate, heeding, notes, _record(row))

    def _repeated(self, message: Message) -> Iterator[Note]:
        """Note an address that a recent row has too: two rows for one person, or somebody else's address."""
        if message.addressee != "candidate" or not message.to:
            return
        if self._addresses.met_before(message.to):
            yield Note("another row has the same address", column_of(_to_fact(message)))

    def _deal(self, candidate: Candidate, plan: Plan) -> tuple[int, tuple[int, ...]]:
        """Deal again while a recent row of the same vacancy got the same words."""
        vacancy = (candidate.facts.get("role.title"), candidate.facts.get("role.company"))
        for deal in range(MOST_DEALS):
            dealt = plan.deal(candidate.id, seed=self.order.seed, deal=deal, vary=self.order.vary)
            words = (vacancy, plan.words(dealt))
            if words not in self._recent or plan.is_settled(vary=self.order.vary):
                self._remember(words)
                return deal, dealt
        return 0, plan.deal(candidate.id, seed=self.order.seed, vary=self.order.vary)

    def _remember(self, words: object) -> None:
        self._recent[words] = None
        if len(self._recent) > REMEMBERED:
            self._recent.popitem(last=False)


def fill(cells: Mapping[str, object], defaults: Mapping[str, str]) -> dict[str, object]:
    """Return the cells with defaults in the blank ones."""
    given = {name: cell for name, cell in cells.items()
             if (cell.strip() if type(cell) is str else cell not in (None, []) and str(cell).strip())}  # fmt: skip
    return {**defaults, **given}


def _not_email(channel: str) -> Problem:
    return Problem("'{found}' is no e-mail, which is all that this destination takes; write to NAME.jsonl or -",
                   "not-email", "channel", {"found": channel})  # fmt: skip


def answer_key(identity: str, answer: str) -> tuple[str, str]:
    """Return by what an answer is known again after a spreadsheet has had it: the id, and its letters and digits.

    Spreadsheets change line ends, quotes and signs that their encoding lacks, and may cut what is very long.
    """
    plain = unicodedata.normalize("NFKC", answer[:KNOWN_AGAIN_BY]).casefold()
    return identity.strip().lstrip("'"), "".join(filter(str.isalnum, plain))


def _once(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return what reads the same once."""
    return tuple({str(problem): problem for problem in problems}.values())


def _record(row: Row) -> Record:
    """Return a row as it came; one that nobody read from a source has what it has."""
    return row.record if row.record.names else Record(tuple(row.cells), tuple(row.cells.values()))


def _unwritten(row: Row, identity: str, problems: tuple[Problem, ...]) -> Failed | Skipped:
    """A row that the letter is not for is skipped, whatever else is wrong with it."""
    for problem in problems:
        if problem.code == STATUS:
            return Skipped(row.number, identity, str(problem.values["found"]), _record(row))
    return Failed(row.number, identity, problems, _record(row))


def _to_fact(message: Message) -> str:
    party, _ = PARTIES[message.addressee]
    return party.address if message.channel == "email" else party.phone


def _identity(cells: Mapping[str, object], number: int, problems: Iterable[Problem]) -> str:
    """Return the id that a row would have had: of its cells, only those with nothing wrong can tell."""
    wrong = {problem.column for problem in problems}
    told = (str(cells.get(name, "")).strip() for name in ("id", "email", "phone") if name not in wrong)
    return next(filter(None, told), str(number))
