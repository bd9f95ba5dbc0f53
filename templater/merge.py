"""Introduce recipients to letters, and letters to delivery: row by row, in order, losing none."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b

from templater.candidate import Candidate, Fact, Vocabulary, missing, read_candidate
from templater.delivery import Destination, Envelope
from templater.errors import CandidateError, Problem, Undeliverable
from templater.judgement import Note
from templater.letters import Library, Message, Plan, Wanted
from templater.recipients import Row, Unreadable

MOST_DEALS = 16
"""Times a row is dealt again before two candidates of one vacancy may get the same words."""

REMEMBERED = 4096
"""Rows whose picks are remembered: memory stays the same however long the list is."""


ADDRESSED = {
    "candidate": ("candidate.full_name", "candidate.email"),
    "manager": ("manager.name", "manager.email"),
}
"""The name and the address of each addressee whom a recipient brings: nobody else's letter goes to the candidate."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a run is asked for.

    `defaults` fills blank cells by column, `letter`, `locale`, `channel` and `register` among them; `needed`
    names columns that every row must fill, such as the addresses when the letters leave as e-mail. `seed` and
    `vary` choose how wordings are dealt.
    """

    defaults: Mapping[str, str] = field(default_factory=dict)
    needed: frozenset[str] = frozenset()
    seed: str = ""
    vary: bool = False


@dataclass(frozen=True, slots=True)
class Drafted:
    """A row that became a message, with what its recruiter should know."""

    row: int
    candidate: Candidate
    message: Message
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Failed:
    """A row that did not, with everything that is wrong with it."""

    row: int
    id: str
    problems: tuple[Problem, ...]


Outcome = Drafted | Failed


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
        self._recent: OrderedDict[object, None] = OrderedDict()

    def outcome(self, row: Row | Unreadable) -> Outcome:
        """Return what becomes of one row."""
        match row:
            case Unreadable(number, problems):
                return Failed(number, str(number), tuple(problems))
            case Row(number, cells):
                return self._written(number, cells)

    def _written(self, number: int, cells: Mapping[str, object]) -> Outcome:
        filled = fill(cells, self.order.defaults)
        read = read_candidate(
            filled, self.vocabulary, row=number, demands=self._demands, extra=self.library.extra_columns
        )
        if not isinstance(read, Candidate):
            return Failed(number, _identity(filled, number, read), read)
        try:
            return self._dealt(number, read)
        except CandidateError as error:
            return Failed(number, read.id, error.problems)

    def _demands(self, values: Mapping[str, Fact]) -> Iterator[Problem]:
        yield from missing(values, {"letter", "locale"} | self.order.needed)
        wanted = wanted_by(values)
        if wanted.letter and wanted.locale:
            yield from self.library.objections(wanted)
            yield from missing(values, self.library.needs(wanted))

    def _dealt(self, number: int, candidate: Candidate) -> Drafted:
        wanted = wanted_for(candidate)
        plan = self.library.plan(candidate, wanted)
        deal, dealt = self._deal(candidate, plan)
        notes = self.library.judge(candidate, wanted).notes
        return Drafted(number, candidate, plan.write(candidate, dealt, deal=deal), notes)

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
    given = {name: cell for name, cell in cells.items() if cell not in (None, []) and str(cell).strip()}
    return {**defaults, **given}


def wanted_by(values: Mapping[str, Fact]) -> Wanted:
    """Return which letter a recipient's values ask for, "" where they do not say."""
    letter, locale, channel, register = (
        str(values.get(name, "")) for name in ("letter", "locale", "channel", "register")
    )
    return Wanted(letter, locale, channel or "email", register)


def wanted_for(candidate: Candidate) -> Wanted:
    """Return which letter a candidate is to get."""
    return Wanted(candidate.letter, candidate.locale, candidate.channel or "email", candidate.register)


def _identity(cells: Mapping[str, object], number: int, problems: Iterable[Problem]) -> str:
    """Return the id that a row would have had: of its cells, only those with nothing wrong can tell."""
    wrong = {problem.column for problem in problems}
    told = (str(cells.get(name, "")).strip() for name in ("id", "email", "phone") if name not in wrong)
    return next(filter(None, told), str(number))


def envelope_of(candidate: Candidate, message: Message, moment: datetime, seed: str = "") -> Envelope | None:
    """Return from whom and to whom a message goes, or None when nobody's address is known.

    The Message-ID hashes the words with the candidate's id and the address, so that it holds no personal
    data, no two people share one, and a repeated run gives the same one.
    """
    facts = {name: str(fact) for name, fact in candidate.facts.items() if isinstance(fact, str)}
    name, address = (facts.get(fact, "") for fact in ADDRESSED.get(message.addressee, ("", "")))
    if not address:
        return None
    parts = (seed, candidate.id, address, message.subject, message.text)
    words = blake2b("\0".join(parts).encode(), digest_size=16)
    return Envelope(
        to_name=name,
        to_address=address,
        from_name=facts.get("sender.name") or facts.get("sender.organisation", ""),
        from_address=facts.get("sender.email", ""),
        reply_to=facts.get("sender.reply_to", ""),
        date=moment,
        message_key=words.hexdigest(),
    )


@dataclass(slots=True)
class Tally:
    """What a run came to."""

    written: int = 0
    failed: int = 0
    letters: Counter[str] = field(default_factory=Counter)
    stances: Counter[str] = field(default_factory=Counter)
    stages: Counter[str] = field(default_factory=Counter)
    locales: Counter[str] = field(default_factory=Counter)
    vacancies: Counter[tuple[str, str]] = field(default_factory=Counter)

    def count(self, drafted: Drafted) -> None:
        """Count one message."""
        self.written += 1
        self.letters[drafted.message.letter] += 1
        self.stances[drafted.message.situation.stance] += 1
        self.stages[drafted.message.situation.stage] += 1
        self.locales[drafted.message.locale] += 1
        facts = drafted.candidate.facts
        self.vacancies[str(facts.get("role.title", "")), str(facts.get("role.company", ""))] += 1


def deliver(
    outcomes: Iterable[Outcome],
    destination: Destination,
    moment: datetime,
    *,
    seed: str = "",
    tell: Callable[[Outcome], None] = lambda _: None,
) -> Tally:
    """Hand every outcome to an open destination, in order, and return what it came to.

    `tell` hears of each outcome as it really ended: a message that its destination refuses is a Failed.
    """
    tally = Tally()
    for outcome in outcomes:
        ended = _delivered(outcome, destination, moment, seed)
        match ended:
            case Drafted():
                tally.count(ended)
            case Failed():
                tally.failed += 1
        tell(ended)
    return tally


def _delivered(outcome: Outcome, destination: Destination, moment: datetime, seed: str) -> Outcome:
    if isinstance(outcome, Failed):
        destination.refuse(outcome.id, outcome.row, outcome.problems)
        return outcome
    candidate = outcome.candidate
    envelope = envelope_of(candidate, outcome.message, moment, seed)
    try:
        destination.deliver(outcome.message, envelope, candidate.id, outcome.row)
    except Undeliverable as error:
        failed = Failed(outcome.row, candidate.id, (Problem(error.message, "undeliverable", values=error.values),))
        destination.refuse(failed.id, failed.row, failed.problems)
        return failed
    return outcome
