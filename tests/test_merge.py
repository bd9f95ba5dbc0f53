"""Recipients meet letters and delivery: one outcome for each row, in order, losing none."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any, Self

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from templater.candidate import Candidate, read_candidate
from templater.delivery import Envelope, Receipt, write_message
from templater.errors import OutputError, Problem, TemplateError, Undeliverable
from templater.letters import Library, Message, Wanted
from templater.merge import (
    Drafted,
    Failed,
    Merger,
    Order,
    Outcome,
    Skipped,
    Tally,
    asked_in,
    deliver,
    envelope_of,
    fill,
    merge,
)
from templater.merge.delivering import VACANCIES_COUNTED
from templater.merge.merger import MOST_DEALS, REMEMBERED
from templater.merge.remembering import REMEMBERED as ADDRESSES_REMEMBERED
from templater.merge.remembering import RecentAddresses
from templater.recipients import Row, Unreadable

NOON = datetime(2026, 12, 3, 12, tzinfo=UTC)
ORDER = Order(defaults={"letter": "rejection", "locale": "es"})
LIBRARY = Library()


def row(number: int = 2, /, **cells: object) -> Row:
    plain = {"id": f"N{number}", "first_name": "Ana", "role": "Dev", "company": "Acme", "stage": "screen"}
    return Row(number, {**plain, **cells})


def drafted(outcome: Outcome) -> Drafted:
    assert isinstance(outcome, Drafted), outcome
    return outcome


def failed(outcome: Outcome) -> Failed:
    assert isinstance(outcome, Failed), outcome
    return outcome


def own_library(tmp_path: Path, wordings: int = 3, phrases: int = 1) -> Library:
    """A letter of so many phrases with so many wordings each, all of them plain."""
    names = [f"part{number}" for number in range(phrases)]
    (tmp_path / "en" / "phrases").mkdir(parents=True)
    body = "\n\n".join(f"{{{{ phrase.{name} }}}}" for name in names)
    (tmp_path / "en" / "note.md").write_text(f"Subject: Note\n\n{body}\n")
    book = "\n".join(
        f"# {name}\n\n## any\n" + "\n".join(f"- {name} wording {number}." for number in range(wordings)) + "\n"
        for name in names
    )
    (tmp_path / "en" / "phrases" / "note.md").write_text(book)
    return Library(tmp_path)


# An outcome for each row, in order

KINDS = st.sampled_from(["good", "bad", "unreadable"])


@given(st.lists(KINDS, max_size=12))
@settings(max_examples=40, deadline=None)
def test_every_row_has_its_outcome_in_its_place(kinds: list[str]) -> None:
    def rows() -> Iterator[Row | Unreadable]:
        for number, kind in enumerate(kinds, start=2):
            if kind == "unreadable":
                yield Unreadable(number, (Problem("is not JSON", "not-json"),))
            else:
                yield row(number, gap="small" if kind == "good" else "smal")

    outcomes = list(merge(rows(), LIBRARY, ORDER))
    assert [outcome.row for outcome in outcomes] == list(range(2, 2 + len(kinds)))
    assert [isinstance(outcome, Drafted) for outcome in outcomes] == [kind == "good" for kind in kinds]


def test_rows_are_asked_for_one_at_a_time() -> None:
    asked: list[int] = []

    def rows() -> Iterator[Row]:
        for number in range(2, 10):
            asked.append(number)
            yield row(number)

    outcomes = merge(rows(), LIBRARY, ORDER)
    assert asked == []
    next(outcomes)
    assert asked == [2]


def test_a_row_is_written_like_the_same_candidate_alone() -> None:
    cells = {"self_assessment": "negative", "gap": "small", "interview_date": "2026-11-12"}
    found = drafted(next(merge([row(7, **cells)], LIBRARY, ORDER)))
    candidate = read_candidate({**row(7, **cells).cells, **ORDER.defaults}, row=7)
    assert isinstance(candidate, Candidate)
    assert (found.row, found.candidate) == (7, candidate)
    assert found.message == LIBRARY.render(candidate, Wanted("rejection", "es"))


def test_all_that_is_wrong_with_a_row_is_in_its_failure() -> None:
    found = failed(next(merge([row(3, gap="smal", email="ana", role="", letter="rejecton")], LIBRARY, ORDER)))
    assert (found.row, found.id) == (3, "N3")
    assert {problem.column: problem.code for problem in found.problems} == {
        "gap": "not-a-choice", "email": "not-an-address", "letter": "unknown-letter",
    }  # fmt: skip


def test_needed_columns_are_demanded_of_every_row() -> None:
    order = Order(ORDER.defaults, as_email=True)
    found = failed(next(merge([row()], LIBRARY, order)))
    assert [(problem.column, problem.code) for problem in found.problems] == [
        ("email", "missing"), ("sender_email", "missing"),
    ]  # fmt: skip


@pytest.mark.parametrize("column", ["letter", "locale"])
def test_a_row_that_nobody_says_how_to_write_fails(column: str) -> None:
    order = Order({name: value for name, value in ORDER.defaults.items() if name != column})
    found = failed(next(merge([row()], LIBRARY, order)))
    assert [(problem.column, problem.code) for problem in found.problems] == [(column, "missing")]


def test_notes_for_the_recruiter_travel_with_the_message() -> None:
    found = drafted(next(merge([row(self_assessment="negative")], LIBRARY, ORDER)))
    assert [note.column for note in found.notes] == ["gap"]


@pytest.mark.parametrize(
    ("cells", "identity"),
    [
        ({"id": "A1", "email": "a@example.com", "phone": "1"}, "A1"),
        ({"id": " ", "email": "a@example.com", "phone": "1"}, "a@example.com"),
        ({"id": None, "phone": 600}, "600"),
        ({"id": 0, "email": "a@example.com"}, "0"),
        ({"id": None}, "9"),
        ({"id": "A\u202e1", "email": "a@example.com"}, "a@example.com"),
        ({"id": "\ud800"}, "9"),
        ({"id": ["x"], "email": "ana"}, "9"),
        ({"id": "x" * 20_000}, "9"),
    ],
)
def test_a_failed_row_has_the_id_that_a_good_one_would_have_had(cells: dict[str, object], identity: str) -> None:
    assert failed(next(merge([row(9, gap="smal", **cells)], LIBRARY, ORDER))).id == identity


# Status, and people who are there twice


def skipped(outcome: Outcome) -> Skipped:
    assert isinstance(outcome, Skipped), outcome
    return outcome


@pytest.mark.parametrize("status", ["active", "hired"])
def test_whoever_was_not_turned_down_is_skipped_whatever_else_is_wrong_with_the_row(status: str) -> None:
    found = skipped(next(merge([row(3, status=status, gap="smal", email="ana")], LIBRARY, ORDER)))
    assert found == Skipped(3, "N3", status)


def test_whoever_withdrew_gets_the_acknowledgement_in_the_same_run() -> None:
    rows = [row(2, status="rejected"), row(3, status="withdrawn"), row(4)]
    letters = [drafted(one).message.letter for one in merge(rows, LIBRARY, ORDER)]
    assert letters == ["rejection", "withdrawal-acknowledgement", "rejection"]


def test_whoever_withdrew_is_skipped_where_no_acknowledgement_is_written_for_the_channel() -> None:
    found = skipped(next(merge([row(2, status="withdrawn", channel="phone")], LIBRARY, ORDER)))
    assert found.status == "withdrawn"


def test_a_status_that_nobody_knows_is_an_error_of_its_row() -> None:
    found = failed(next(merge([row(2, status="archived")], LIBRARY, ORDER)))
    assert [(problem.column, problem.code) for problem in found.problems] == [("status", "not-a-choice")]


def test_a_letter_that_is_not_for_a_status_skips_it_too() -> None:
    order = Order({"letter": "other-role", "locale": "es", "other_role": "Ops"})
    ended = list(merge([row(2, status="hired"), row(3, status="withdrawn"), row(4)], LIBRARY, order))
    assert skipped(ended[0]).status == "hired"
    assert [drafted(one).message.letter for one in ended[1:]] == ["other-role", "other-role"]


def test_the_same_address_twice_is_noted() -> None:
    rows = [row(2, email="ana@example.com"), row(3, email="Ana@example.com"), row(4, email="eva@example.com"), row(5)]
    notes = [[str(note) for note in drafted(one).notes] for one in merge(rows, LIBRARY, ORDER)]
    assert notes == [[], ["column 'email': another row has the same address"], [], []]


def test_the_same_address_is_noted_in_whatever_form_its_domain_was_typed() -> None:
    typed = ("ana@müller.example", "ANA@MU\u0308LLER.example", "ana@xn--mller-kva.example")
    ended = [drafted(one) for one in merge([row(n, email=one) for n, one in enumerate(typed, 2)], LIBRARY, ORDER)]
    assert [len(one.notes) for one in ended] == [0, 1, 1]
    assert {one.message.to.casefold() for one in ended} == {"ana@xn--mller-kva.example"}


def test_an_address_is_known_again_after_as_many_others_as_are_remembered() -> None:
    recent = RecentAddresses()
    assert not recent.met_before("ana@example.com")
    assert not any(recent.met_before(f"a{number}@example.com") for number in range(ADDRESSES_REMEMBERED - 1))
    assert recent.met_before("ANA@example.com")


def test_an_address_is_forgotten_in_the_end_and_the_memory_is_that_of_the_first() -> None:
    recent = RecentAddresses()
    recent.met_before("ana@example.com")
    held = sum(len(lot) for lot in (recent._last, recent._before))
    for number in range(2 * ADDRESSES_REMEMBERED):
        recent.met_before(f"a{number}@example.com")
    assert not recent.met_before("ana@example.com")
    assert sum(len(lot) for lot in (recent._last, recent._before)) == held


def test_a_manager_may_get_several_letters() -> None:
    cells: dict[str, object] = {"manager_name": "Bea", "manager_email": "b@example.com", "unexpected_requirement": "Go"}
    order = Order({"letter": "manager-calibration", "locale": "es"})
    assert [drafted(one).notes for one in merge([row(2, **cells), row(3, **cells)], LIBRARY, order)] == [(), ()]


def test_a_letter_after_an_interview_without_a_reason_or_a_name_fails_unless_somebody_insists() -> None:
    found = failed(next(merge([row(stage="final")], LIBRARY, ORDER)))
    assert {(problem.column, problem.code) for problem in found.problems} == {
        ("requirement", "impersonal"), ("sender_name", "impersonal"),
    }  # fmt: skip
    insisting = Order(ORDER.defaults, impersonal=True)
    assert drafted(next(merge([row(stage="final")], LIBRARY, insisting)))


# Where messages go


def test_every_addressee_has_columns_of_its_own_that_an_e_mail_needs() -> None:
    expected = {
        "rejection": {"email", "sender_email"},
        "manager-calibration": {"manager_email", "sender_email"},
        "team-debrief": {"email", "sender_email"},
        "candidate-reply": {"email", "sender_email"},
    }
    facts: dict[str, object] = {
        "sender_name": "Eva",
        "manager_name": "Bea",
        "unexpected_requirement": "Go",
        "high_point": "x",
    }
    for letter, columns in expected.items():
        order = Order({"letter": letter, "locale": "es"}, as_email=True)
        found = failed(next(merge([row(**facts)], LIBRARY, order)))
        assert {problem.column for problem in found.problems} == columns


def test_a_channel_that_is_no_e_mail_cannot_leave_as_one() -> None:
    cells: dict[str, object] = {"email": "a@example.com", "sender_email": "b@example.com"}
    order = Order({"letter": "rejection", "locale": "es", "channel": "sms"}, as_email=True)
    found = failed(next(merge([row(**cells)], LIBRARY, order)))
    assert [(problem.column, problem.code) for problem in found.problems] == [("channel", "not-email")]


@pytest.mark.parametrize(("channel", "to"), [("email", "a@example.com"), ("sms", "+34 600"), ("chat", "+34 600"),
                                             ("phone", "+34 600"), ("inmail", "")])  # fmt: skip
def test_a_message_says_where_it_goes_by_its_channel(channel: str, to: str) -> None:
    cells: dict[str, object] = {"email": "a@example.com", "phone": "+34 600", "sender_name": "Eva", "channel": channel}
    found = drafted(next(merge([row(**cells)], LIBRARY, ORDER)))
    assert found.message.to == to
    assert (envelope_of(found.candidate, found.message, NOON) is None) == (channel != "email")


def test_a_candidates_own_reply_goes_from_the_candidate_to_the_recruiter() -> None:
    cells: dict[str, object] = {
        "email": "ana@example.com",
        "sender_name": "Eva",
        "sender_email": "eva@example.com",
        "reply_to": "other@example.com",
        "high_point": "x",
    }
    order = Order({"letter": "candidate-reply", "locale": "es"}, as_email=True)
    found = drafted(next(merge([row(**cells)], LIBRARY, order)))
    envelope = envelope_of(found.candidate, found.message, NOON)
    assert envelope is not None
    assert (envelope.to_name, envelope.to_address) == ("Eva", "eva@example.com")
    assert (envelope.from_name, envelope.from_address, envelope.reply_to) == ("Ana", "ana@example.com", "")


# What fills what


def test_defaults_fill_blank_cells_only() -> None:
    cells: dict[str, object] = {"a": "x", "b": "", "c": None, "d": " \u00a0\n", "e": [], "f": 0, "g": False}
    assert fill(cells, dict.fromkeys("abcdefgh", "default")) == {
        "a": "x", "b": "default", "c": "default", "d": "default", "e": "default", "f": 0, "g": False, "h": "default",
    }  # fmt: skip


def test_what_is_wanted_is_read_from_the_values() -> None:
    assert asked_in({}).wanted == Wanted("", "", "email", "")
    values = {"letter": "l", "locale": "es", "channel": "sms", "register": "vos"}
    assert asked_in(values).wanted == Wanted("l", "es", "sms", "vos")


# Dealing


def words_of(outcome: Outcome) -> str:
    return drafted(outcome).message.text


@given(wordings=st.integers(2, 4), seed=st.text(max_size=4), rows=st.integers(2, 4))
@settings(max_examples=25, deadline=None)
def test_while_other_words_exist_no_two_rows_of_a_vacancy_get_the_same(
    tmp_path_factory: pytest.TempPathFactory, wordings: int, seed: str, rows: int
) -> None:
    """With far fewer rows than deals, sixteen tries find words that nobody has yet."""
    library = own_library(tmp_path_factory.mktemp("own"), wordings, phrases=4)
    order = Order({"letter": "note", "locale": "en"}, seed=seed)
    texts = [words_of(one) for one in merge([row(number) for number in range(rows)], library, order)]
    assert len(set(texts)) == rows


def test_a_row_repeats_the_words_of_another_only_when_all_its_deals_are_taken() -> None:
    outcomes = [drafted(one) for one in merge([row(number) for number in range(100)], LIBRARY, ORDER)]
    said: set[str] = set()
    repeated = 0
    for one in outcomes:
        if one.message.text in said:
            repeated += 1
            deals = {
                LIBRARY.render(one.candidate, Wanted("rejection", "es"), deal=deal).text for deal in range(MOST_DEALS)
            }
            assert deals <= said
        said.add(one.message.text)
    assert repeated, "the list is too short to prove anything"
    assert len(said) > 70


def test_all_picks_of_a_message_tell_the_same_deal_which_makes_it_again(tmp_path: Path) -> None:
    library = own_library(tmp_path)
    order = Order({"letter": "note", "locale": "en"}, seed="s")
    outcomes = [drafted(one) for one in merge([row(number) for number in range(3)], library, order)]
    assert any(one.message.picks[0].deal for one in outcomes), "nobody was dealt again; the test proves nothing"
    for one in outcomes:
        (deal,) = {pick.deal for pick in one.message.picks}
        assert library.render(one.candidate, Wanted("note", "en"), seed="s", deal=deal) == one.message


def test_when_every_deal_is_taken_a_row_gets_its_first_deal(tmp_path: Path) -> None:
    library = own_library(tmp_path, wordings=2)
    order = Order({"letter": "note", "locale": "en"})
    outcomes = [drafted(one) for one in merge([row(number) for number in range(6)], library, order)]
    assert len({one.message.text for one in outcomes}) == 2
    assert {pick.deal for one in outcomes[2:] for pick in one.message.picks} == {0}


def test_the_same_words_may_go_to_candidates_of_other_vacancies(tmp_path: Path) -> None:
    library = own_library(tmp_path, wordings=2)
    order = Order({"letter": "note", "locale": "en"})
    rows = [row(1, id="same", role=role, company=company) for role in ("Dev", "Ops") for company in ("Acme", "Zeta")]
    assert len({words_of(one) for one in merge(rows, library, order)}) == 1


def test_the_application_stage_has_one_letter_for_all_unless_it_varies() -> None:
    rows = [row(number, stage="application") for number in range(20)]
    assert len({words_of(one) for one in merge(rows, LIBRARY, ORDER)}) == 1
    assert len({words_of(one) for one in merge(rows, LIBRARY, Order(ORDER.defaults, vary=True))}) == 20


def test_the_same_rows_give_the_same_letters() -> None:
    rows = [row(number) for number in range(30)]
    assert list(merge(rows, LIBRARY, ORDER)) == list(merge(rows, Library(), ORDER))


def alive() -> int:
    """Count the candidates and messages that somebody still holds."""
    gc.collect()
    return sum(isinstance(one, Candidate | Message) for one in gc.get_objects())


def test_no_candidate_and_no_message_is_held_once_it_was_delivered() -> None:
    before = alive()
    tally = deliver(merge((row(number) for number in range(500)), LIBRARY, ORDER), Notebook(), NOON)
    assert (tally.written, alive() - before) == (500, 0)


def test_of_twenty_thousand_rows_only_the_last_are_remembered(tmp_path: Path) -> None:
    merger = Merger(own_library(tmp_path, wordings=4, phrases=8), Order({"letter": "note", "locale": "en"}))
    written = sum(isinstance(merger.outcome(row(number)), Drafted) for number in range(20_000))
    assert (written, len(merger._recent)) == (20_000, REMEMBERED)


def test_a_library_keeps_no_more_however_many_locales_and_situations_a_stream_names(tmp_path: Path) -> None:
    library = Library(own_library(tmp_path).directories[-1])
    merger = Merger(library, Order({"letter": "note"}))
    for number in range(200):
        assert isinstance(merger.outcome(row(number, locale=f"en-GB-abc{number:02}")), Drafted)
    assert {len(kept) <= 32 for kept in (library._editions, library._rulebooks, library._judges)} == {True}


# Errors that end a run


def test_broken_words_stop_the_run_at_the_row_that_needs_them(tmp_path: Path) -> None:
    own_library(tmp_path)
    (tmp_path / "en" / "broken.md").write_text("Subject: x\n\n{{ candidate.frist_name }}\n")
    outcomes = merge(
        [row(2), row(3, letter="broken"), row(4)], Library(tmp_path), Order({"letter": "note", "locale": "en"})
    )
    assert drafted(next(outcomes)).row == 2
    with pytest.raises(TemplateError, match="frist_name"):
        next(outcomes)


def test_what_goes_wrong_with_the_source_is_not_hidden() -> None:
    def rows() -> Iterator[Row]:
        yield row(2)
        raise OutputError("gone")

    outcomes = merge(rows(), LIBRARY, ORDER)
    next(outcomes)
    with pytest.raises(OutputError):
        next(outcomes)


# Delivery


class Notebook:
    """A destination that notes what it is given, and refuses or breaks where it is told to."""

    needs_address = False

    def __init__(self, *, undeliverable: Sequence[int] = (), broken: Sequence[int] = ()) -> None:
        self.undeliverable = undeliverable
        self.broken = broken
        self.delivered: list[int] = []
        self.refused: list[tuple[str, int, str]] = []
        self.envelopes: list[Envelope | None] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def deliver(self, message: Message, envelope: Envelope | None, candidate_id: str, row: int) -> Receipt:
        assert message.text
        if row in self.undeliverable:
            raise Undeliverable("{field}: too long", field="Subject")
        if row in self.broken:
            raise OutputError("{path} is full", path="disk")
        self.delivered.append(row)
        self.envelopes.append(envelope)
        return Receipt(candidate_id, row, "")

    def refuse(self, candidate_id: str, row: int, problems: Sequence[Problem]) -> None:
        assert problems
        self.refused.append((candidate_id, row, str(problems[0])))


def run(rows: Sequence[Row | Unreadable], notebook: Notebook, **settings: Any) -> Tally:
    return deliver(merge(rows, LIBRARY, ORDER), notebook, NOON, **settings)


def test_every_outcome_is_delivered_or_refused_in_order() -> None:
    notebook, heard = Notebook(undeliverable=[4]), list[Outcome]()
    rows: list[Row | Unreadable] = [
        row(2),
        row(3, gap="smal"),
        row(4),
        Unreadable(5, (Problem("is not JSON", "not-json"),)),
        row(6),
    ]
    tally = run(rows, notebook, tell=heard.append)
    assert notebook.delivered == [2, 6]
    assert [one[:2] for one in notebook.refused] == [("N3", 3), ("N4", 4), ("5", 5)]
    assert [outcome.row for outcome in heard] == [2, 3, 4, 5, 6]
    assert (tally.written, tally.failed) == (2, 3)


def test_a_message_that_its_destination_refuses_is_a_failed_row() -> None:
    notebook, heard = Notebook(undeliverable=[2]), list[Outcome]()
    run([row(2)], notebook, tell=heard.append)
    found = failed(heard[0])
    assert (found.id, found.row, [problem.code for problem in found.problems]) == ("N2", 2, ["undeliverable"])
    assert notebook.refused == [("N2", 2, "Subject: too long")]


def test_a_destination_that_breaks_ends_the_run() -> None:
    notebook = Notebook(broken=[3])
    with pytest.raises(OutputError, match="disk is full"):
        run([row(2), row(3), row(4)], notebook)
    assert (notebook.delivered, notebook.refused) == ([2], [])


def test_a_tally_counts_what_was_written_and_nothing_else() -> None:
    rows = [
        row(2, gap="small", self_assessment="negative", stage="interview", requirement="SQL", sender_name="Eva"),
        row(3, locale="en", role="Ops"),
        row(4, locale="en", role="Ops"),
        row(5, gap="smal"),
        row(6, letter="debrief-question"),
        row(7, status="hired"),
        row(8, status="active"),
    ]
    tally = run(rows, Notebook(undeliverable=[6]))
    assert (tally.written, tally.failed, tally.skipped) == (3, 2, {"hired": 1, "active": 1})
    assert tally.letters == {"rejection": 3}
    assert tally.stances == {"agree": 1, "neutral": 2}
    assert tally.stages == {"interview": 1, "screen": 2}
    assert tally.locales == {"es": 1, "en": 2}
    assert tally.vacancies == {("Dev", "Acme"): 1, ("Ops", "Acme"): 2}


def test_vacancies_beyond_many_are_counted_together() -> None:
    rows = [row(number, role=f"Dev {number}", stage="application") for number in range(VACANCIES_COUNTED + 5)]
    tally = run([*rows, row(9000, role="Dev 7", stage="application")], Notebook())
    assert (len(tally.vacancies), tally.others) == (VACANCIES_COUNTED, 5)
    assert tally.vacancies["Dev 7", "Acme"] == 2


def test_an_empty_list_comes_to_nothing() -> None:
    assert run([], Notebook()) == Tally()


# Envelopes

ADDRESSES = {"email": "marta.ruiz@example.com", "sender_email": "gil@puente.example"}


def written(**cells: object) -> tuple[Candidate, Message]:
    found = drafted(next(merge([row(7, **{**ADDRESSES, **cells})], LIBRARY, ORDER)))
    return found.candidate, found.message


def test_an_envelope_says_from_whom_to_whom_and_when() -> None:
    cells = {"last_name": "Ruiz Pardo", "sender_name": "Laura Gil", "reply_to": "procesos@puente.example"}
    envelope = envelope_of(*written(**cells), NOON)
    assert envelope is not None
    assert (envelope.to_name, envelope.to_address) == ("Ana Ruiz Pardo", "marta.ruiz@example.com")
    assert (envelope.from_name, envelope.from_address) == ("Laura Gil", "gil@puente.example")
    assert (envelope.reply_to, envelope.date) == ("procesos@puente.example", NOON)


@pytest.mark.parametrize(("cells", "name"), [({}, "Acme"), ({"agency": "Puente"}, "Puente")])
def test_without_a_name_the_organisation_signs(cells: dict[str, object], name: str) -> None:
    envelope = envelope_of(*written(**cells), NOON)
    assert envelope is not None
    assert envelope.from_name == name


def test_without_an_address_there_is_no_envelope() -> None:
    assert envelope_of(*written(email=""), NOON) is None


SECRETS = {"id": "DNI-12345678Z", "email": "marta.ruiz@example.com", "first_name": "Marta", "phone": "600123123"}


def test_the_message_id_holds_nothing_personal() -> None:
    candidate, message = written(**SECRETS)
    envelope = envelope_of(candidate, message, NOON, seed="s3cret")
    assert envelope is not None
    octets = write_message(message, envelope)
    found = str(message_from_bytes(octets, policy=policy.default)["Message-ID"])
    for clear in (*SECRETS.values(), "marta", "ruiz", "12345678", "s3cret", "Dev"):
        assert clear.casefold() not in envelope.message_key.casefold()
        assert clear.casefold() not in found.casefold()
    assert found.endswith("@puente.example>")


def key(seed: str = "", **cells: object) -> str:
    envelope = envelope_of(*written(**cells), NOON, seed)
    assert envelope is not None
    return envelope.message_key


def test_a_repeated_run_gives_the_same_message_id_and_anything_else_another() -> None:
    assert key() == key()
    others = [key(id="other"), key(email="m@example.com"), key(role="Ops"), key(locale="en"), key(seed="s")]
    assert len({key(), *others}) == 1 + len(others)


def test_a_message_id_does_not_depend_on_the_clock() -> None:
    candidate, message = written()
    one, other = (envelope_of(candidate, message, when) for when in (NOON, datetime(2030, 1, 1, tzinfo=UTC)))
    assert one is not None
    assert other is not None
    assert one.message_key == other.message_key


@pytest.mark.parametrize(
    ("addressee", "address"),
    [
        ("candidate", "ana@example.com"),
        ("manager", "jefa@acme.example"),
        ("colleague", "ana@example.com"),
        ("recruiter", "s@acme.example"),
    ],
)
def test_a_letter_goes_to_its_addressee_and_to_nobody_else_instead(
    tmp_path: Path, addressee: str, address: str
) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "note.md").write_text(f"Subject: x\nAddressee: {addressee}\n\nHello.\n")
    cells = {"email": "ana@example.com", "manager_email": "jefa@acme.example", "sender_email": "s@acme.example"}
    rows = [row(2, **cells), row(3, **{**cells, "manager_email": ""})]
    outcomes = merge(rows, Library(tmp_path), Order({"letter": "note", "locale": "en"}))
    first, second = (envelope_of(drafted(one).candidate, drafted(one).message, NOON) for one in outcomes)
    assert (first.to_address if first else "") == address
    assert (second is None) == (addressee == "manager")
