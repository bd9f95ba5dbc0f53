"""A proof shows every paragraph that the words can produce, each once, and what it says of each is true."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from review_locales import LIBRARY

from templater.candidate import AXIS_CHOICES, Candidate, read_candidate
from templater.errors import CandidateError, ChoiceError
from templater.letters import Library, Wanted, builtin_templates
from templater.letters.paragraphs import paragraphs_of
from templater.review.proof import Paragraph, Proof, Way, Where, changes, groups, messages, proof
from templater.review.proof.covering import cover
from templater.review.proof.people import dealt, people
from templater.review.proof.proving import possible
from templater.review.proof.sample import sample_cells

LETTERS = tuple(LIBRARY.letters())
LOCALES = ("es", "en")
BOTH = [(letter, locale) for letter in LETTERS for locale in LOCALES]


@cache
def proved(letter: str, locale: str) -> Proof:
    return proof(LIBRARY, letter, locale)


def ways(letter: str, locale: str) -> Iterator[tuple[Paragraph, Way, Where]]:
    for paragraph in proved(letter, locale).paragraphs:
        for way in paragraph.ways:
            for where in way.where:
                yield paragraph, way, where


@pytest.mark.parametrize(("letter", "locale"), BOTH)
def test_no_paragraph_appears_twice(letter: str, locale: str) -> None:
    texts = [paragraph.text for paragraph in proved(letter, locale).paragraphs]
    assert texts
    assert len(texts) == len(set(texts))


def anybody(letter: str, locale: str, chance: random.Random) -> Iterator[tuple[Candidate, Wanted]]:
    """Yield somebody at random, in any situation and with any facts."""
    edition = LIBRARY.edition(locale)
    manuscript = edition.manuscript(letter)
    for _ in range(80):
        relation = chance.choice(AXIS_CHOICES["relation"])
        needed = {"first_name", "last_name", "role", "company", *LIBRARY.needs(Wanted(letter, locale))}
        cells = {name: cell for name, cell in sample_cells(LIBRARY, locale, relation).items()
                 if name in needed or chance.random() < 0.7}  # fmt: skip
        cells |= {name: chance.choice(AXIS_CHOICES[name])
                  for name in ("self_assessment", "gap", "feedback_consent", "stage", "form")}  # fmt: skip
        cells |= {"external_reason": chance.choice(("", "", *AXIS_CHOICES["external_reason"])), "relation": relation}
        cells |= {"reapply_policy": chance.choice(("none", "open", cells.get("reapply_policy", "open")))}
        cells |= {"decision_by": chance.choice(("human", "human_assisted")), "status": ""}
        read = read_candidate(cells)
        assert isinstance(read, Candidate), read
        confirmed = replace(read, confirmed=chance.random() < 0.8)
        channel, register = chance.choice(manuscript.channels), chance.choice(edition.locale.registers)
        yield confirmed, Wanted(letter, locale, channel, register, impersonal=True)


@pytest.mark.parametrize(("letter", "locale"), BOTH)
def test_no_letter_says_anything_that_its_proof_does_not_show(letter: str, locale: str) -> None:
    shown = proved(letter, locale)
    carried: dict[str, set[tuple[str, str]]] = {}
    for paragraph in shown.paragraphs:
        carried.setdefault(paragraph.text, set()).update(paragraph.carriers)
    words = {one.place for paragraph in shown.paragraphs for way in paragraph.ways for one in way.words}
    written = 0
    chance = random.Random(f"{letter} {locale}")
    for candidate, wanted in anybody(letter, locale, chance):
        try:
            message = LIBRARY.render(candidate, wanted, seed=str(chance.random()), vary=True)
        except CandidateError:
            continue
        written += 1
        assert {pick.where for pick in message.picks} <= words
        carrier = (message.situation.register, message.channel)
        strays = {part for part in (message.subject, *message.text.strip("\n").split("\n\n"))
                  if part and carrier not in carried.get(part, ())}  # fmt: skip
        if strays and shown.bounded:
            strays -= {text for *one, text in possible(LIBRARY, letter, locale, strays, shown.bounded)
                       if tuple(one) == carrier}  # fmt: skip
        assert strays == set(), candidate
    assert written > 5


@pytest.mark.parametrize(("letter", "locale"), BOTH)
def test_a_paragraph_is_in_the_letter_to_somebody_it_is_said_to_be_for(letter: str, locale: str) -> None:
    every = list(ways(letter, locale))
    for paragraph, way, where in random.Random(7).sample(every, min(25, len(every))):
        assert is_written(paragraph, way, where), (paragraph.text, where)


def is_written(paragraph: Paragraph, way: Way, where: Where) -> bool:
    """Say whether a paragraph is in the letter to the first person to whom it can be written."""
    for person in people(LIBRARY, paragraph, where):
        try:
            plan = LIBRARY.plan(person.candidate, person.wanted)
            message = plan.write(person.candidate, dealt(plan, way.words))
        except CandidateError as error:
            if {problem.code for problem in error.problems} <= {"unless", "unwritten"}:
                continue
            return {problem.code for problem in error.problems} == {"over-limit"}
        return paragraph.text in message.text or paragraph.text in (message.subject, message.preheader)
    return False


@pytest.mark.parametrize(("letter", "locale"), [("rejection", "es"), ("quality-survey", "en"), ("coaching", "es")])
def test_the_registers_and_channels_of_a_paragraph_are_those_that_lead_to_it(letter: str, locale: str) -> None:
    for paragraph, _, where in ways(letter, locale):
        axes = dict(where.axes)
        assert set(axes.get("register", ())) <= set(paragraph.registers)
        assert set(axes.get("channel", ())) <= set(paragraph.channels)


def test_a_proof_can_be_limited_to_a_register_and_a_channel() -> None:
    limited = proof(LIBRARY, "rejection", "es", channels=("sms",), registers=("usted",))
    assert {carrier for paragraph in limited.paragraphs for carrier in paragraph.carriers} == {("usted", "sms")}
    whole = {one.text for one in proved("rejection", "es").paragraphs}
    assert {paragraph.text for paragraph in limited.paragraphs} <= whole


def test_a_letter_that_nobody_has_is_a_wrong_choice() -> None:
    with pytest.raises(ChoiceError, match="rejektion"):
        proof(LIBRARY, "rejektion", "es")


def test_the_same_words_give_the_same_proof() -> None:
    assert proof(Library(), "debrief-question", "es") == proved("debrief-question", "es")


# What a change of words changes


OLD = "El equipo lo vio de una forma parecida."
NEW = "El equipo lo vio casi igual."


def copied(place: Path) -> Path:
    return Path(shutil.copytree(builtin_templates(), place / "templates"))


def edited(place: Path, file: str, old: str, new: str) -> Path:
    copy = copied(place)
    text = (copy / file).read_text("utf-8")
    assert text.count(old) == 1
    (copy / file).write_text(text.replace(old, new), "utf-8")
    return copy


def test_editing_a_wording_changes_exactly_the_paragraphs_with_it(tmp_path: Path) -> None:
    after = Library(base=edited(tmp_path, "es/phrases/rejection.md", OLD, NEW))
    found = changes(LIBRARY, after, "rejection", "es")
    with_it = {one.text for one in proved("rejection", "es").paragraphs if OLD in one.text}
    assert {one.text for one in found.gone} == with_it
    assert {one.text for one in found.new} == {text.replace(OLD, NEW) for text in with_it}


def test_editing_a_wording_of_a_paragraph_with_too_many_combinations_changes_only_those_with_it(tmp_path: Path) -> None:
    old, new = (
        "- Se trata de este requisito: {{ requirement }}.\n- Tiene que ver",
        "- Es este: {{ requirement }}.\n- Tiene que ver",
    )
    file = "es/phrases.md"
    copy = copied(tmp_path)
    text = (copy / file).read_text("utf-8")
    (copy / file).write_text(text.replace(old, new), "utf-8")
    found = changes(LIBRARY, Library(base=copy), "rejection", "es")
    assert found.gone
    assert found.bounded
    assert all("Se trata de este requisito: " in one.text for one in found.gone)
    assert all("Es este: " in one.text for one in found.new)


def test_a_new_wording_brings_paragraphs_and_takes_none(tmp_path: Path) -> None:
    after = Library(base=edited(tmp_path, "es/phrases/rejection.md", f"- {OLD}\n", f"- {OLD}\n- {NEW}\n"))
    found = changes(LIBRARY, after, "rejection", "es")
    assert found.gone == ()
    assert found.new
    assert all(NEW in one.text for one in found.new)


def test_editing_a_form_changes_the_paragraphs_in_its_register(tmp_path: Path) -> None:
    after = Library(base=edited(tmp_path, "es/words.md", "| viste               | vio                 |",
                                "| viste               | observó             |"))  # fmt: skip
    found = changes(LIBRARY, after, "rejection", "es")
    assert {register for one in (*found.gone, *found.new) for register, _ in one.carriers} == {"usted"}
    assert all("observó" in one.text for one in found.new)


def test_nothing_is_different_from_a_copy(tmp_path: Path) -> None:
    found = changes(LIBRARY, Library(base=copied(tmp_path)), "rejection", "en")
    assert (found.gone, found.new) == ((), ())


def test_a_letter_that_is_new_is_all_new(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "invitation.md").write_text("Subject: Hello\n\n{{ phrase.greeting }}\n", "utf-8")
    found = changes(LIBRARY, Library(tmp_path), "invitation", "en")
    assert found.gone == ()
    assert [one.text for one in found.new] == ["Hello", "Hi Alex,"]
    assert len(changes(Library(tmp_path), LIBRARY, "invitation", "en").gone) == 2


# Laid out


def test_what_both_languages_say_in_the_same_situation_stands_in_one_row() -> None:
    laid = list(groups([proved("debrief-question", locale) for locale in LOCALES]))
    assert all(len(row.said) == 2 for group in laid for row in group.rows)
    shown = [paragraph for group in laid for row in group.rows for _, said in row.said for paragraph in said]
    assert len(shown) == sum(len(proved("debrief-question", locale).paragraphs) for locale in LOCALES)


@pytest.mark.parametrize("locale", LOCALES)
def test_whole_messages_hold_every_wording_and_each_is_there_once(locale: str) -> None:
    shown = proved("coaching-offer", locale)
    whole = list(messages(LIBRARY, shown))
    said = {pick.where for message in whole for pick in message.picks}
    assert {words.place for paragraph in shown.paragraphs for way in paragraph.ways for words in way.words} <= said
    assert len({(message.channel, message.subject, message.text) for message in whole}) == len(whole)


# The parts


def test_a_cover_holds_all_that_is_wanted_and_nothing_else() -> None:
    axes = [{str(value): sum(1 << bit for bit in range(27) if bit // 3**place % 3 == value) for value in range(3)}
            for place in range(3)]  # fmt: skip
    chance = random.Random(5)
    for _ in range(200):
        occurring = chance.getrandbits(27)
        wanted = occurring & chance.getrandbits(27)
        held = 0
        for box in cover(wanted, occurring, axes):
            inside = occurring
            for axis, values in zip(axes, box, strict=True):
                inside &= sum(axis[value] for value in values) if values is not None else occurring
            held |= inside
        assert held == wanted


def paragraphs_in(body: str, place: Path) -> list[tuple[str, str]]:
    (place / "en").mkdir(exist_ok=True)
    (place / "en" / "note.md").write_text(f"Subject: A note\n\n{body}", "utf-8")
    file = Library(place).edition("en").manuscript("note").files[0]
    return [(one.name, one.place.rpartition(":")[2]) for one in paragraphs_of(file)]


def test_a_letter_falls_into_its_subject_and_its_paragraphs(tmp_path: Path) -> None:
    found = paragraphs_in("{{ phrase.greeting }}\n\nOne\nand more.\n\n\nTwo.\n", tmp_path)
    assert found == [("subject", "1"), ("1", "3"), ("2", "5"), ("3", "9")]


def test_a_list_stays_whole_and_its_introduction_does_not_belong_to_it(tmp_path: Path) -> None:
    assert paragraphs_in("Before.\n\n1. One\n\n2. Two\n\n   more\n\nAfter.\n", tmp_path)[1:] == [
        ("1", "3"), ("2", "5"), ("3", "11"),
    ]  # fmt: skip


def test_what_an_if_holds_stays_in_one_paragraph(tmp_path: Path) -> None:
    body = "Zero.\n\n{% if evidence %}\nOne.\n\nTwo.\n{% endif %}\n\nThree.\n"
    assert [name for name, _ in paragraphs_in(body, tmp_path)] == ["subject", "1", "2"]


def test_an_if_of_a_team_is_proved_both_ways(tmp_path: Path) -> None:
    paragraphs_in("{% if evidence %}Seen: {{ evidence }}{% else %}Nothing was seen.{% endif %}\n", tmp_path)
    found = proof(Library(tmp_path), "note", "en")
    assert {one.text: [where.given or where.blank for way in one.ways for where in way.where]
            for one in found.paragraphs if one.text != "A note"} == {
        "Nothing was seen.": [("evidence",)],
        "Seen: the case study covered the exploration and stopped before the forecast": [("evidence",)],
    }  # fmt: skip


def note_of(place: Path, **files: str) -> Proof:
    """Prove a team's letter of a few lines: `note` is its e-mail, `note_chat` what goes by chat, `phrases` its book."""
    (place / "en" / "phrases").mkdir(parents=True)
    for name, text in files.items():
        path = "phrases/note.md" if name == "phrases" else f"{name.replace('_', '.')}.md"
        (place / "en" / path).write_text(text, "utf-8")
    return proof(Library(place), "note", "en")


def test_a_letter_that_a_silent_phrase_keeps_from_being_written_says_nothing_elsewhere_either(tmp_path: Path) -> None:
    book = "# seen\n\n## any\n- It was {{ evidence }}.\n\n# other\n\n## any\n- {{ evidence }}.\n- Nothing was seen.\n"
    letter = "Subject: A note\nRequires: seen\n\n{{ phrase.seen }}\n\n{{ phrase.other }}\n"
    assert all("Nothing" not in one.text for one in note_of(tmp_path, note=letter, phrases=book).paragraphs)


def test_what_only_one_file_says_is_told_with_its_channel(tmp_path: Path) -> None:
    found = note_of(tmp_path, note="Subject: A note\n\nHello.\n", note_chat="Unless: stage=final\n\nHello.\n\nBye.\n")
    told = {one.text: [dict(where.axes).get("channel") for way in one.ways for where in way.where]
            for one in found.paragraphs}  # fmt: skip
    assert told["Bye."] == [("chat",)]
    assert set(told["Hello."]) == {("chat",), ("email", "inmail")}


def test_a_text_message_is_shown_in_its_plain_signs(tmp_path: Path) -> None:
    found = note_of(tmp_path, note_sms_chat="Note: short\n\nCall “Ana”.\n")
    assert {one.text: one.channels for one in found.paragraphs} == {
        "Call “Ana”.": ("chat",), 'Call "Ana".': ("sms",),
    }  # fmt: skip


def test_a_row_keeps_the_register_where_its_situations_are_not_those_of_another() -> None:
    def where(register: str, stage: str) -> Where:
        return Where((("stage", (stage,)), ("register", (register,))))

    def row_of(*places: Where) -> tuple[Where, ...]:
        said = Paragraph("note", "es", ("note.md 1",), "es/note.md:3", "Hola.", (("tu", "email"),), (Way((), places),))
        return next(groups([Proof("note", "es", (said,))])).rows[0].where

    assert row_of(where("tu", "final"), where("usted", "final")) == (Where((("stage", ("final",)),)),)
    apart = row_of(where("tu", "final"), where("usted", "screen"))
    assert [dict(one.axes)["register"] for one in apart] == [("tu",), ("usted",)]


def test_a_new_wording_takes_none_of_too_many_combinations_either(tmp_path: Path) -> None:
    copy = copied(tmp_path)
    book = copy / "es" / "phrases" / "rejection.md"
    old = "- La razón es esta: hay una pequeña brecha"
    book.write_text(book.read_text("utf-8").replace(old, f"- Por poco.\n{old}", 1), "utf-8")
    found = changes(LIBRARY, Library(base=copy), "rejection", "es", registers=("usted",))
    assert found.gone == ()
    assert found.new
    assert all("Por poco." in one.text for one in found.new)
