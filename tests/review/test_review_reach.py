"""The circumstances that can occur are those that the judgement knows, and a section knows where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from review_locales import LIBRARY

from templater.candidate import AXIS_CHOICES, Candidate
from templater.judgement import AXES, MOVES, PROMISES, Judgement, judge
from templater.letters import Library
from templater.review.reach import FACETS, VOICE_AXES, Standing, circumstances, scope_of_phrase, standings
from templater.review.reach.circumstances import REQUIRED_BY, SILENCED_BY, turns_on_requirement
from templater.review.reach.voices import Voice

CHOICES = {
    "self_assessment": AXIS_CHOICES["self_assessment"],
    "gap": AXIS_CHOICES["gap"],
    "external_reason": ("", *AXIS_CHOICES["external_reason"]),
    "feedback_consent": AXIS_CHOICES["feedback_consent"],
    "stage": AXIS_CHOICES["stage"],
    "reapply_policy": ("open", "none"),
    "decision_by": ("human", "human_assisted"),
}


def everybody(*columns: str, channels: tuple[str, ...] = ("email",)) -> Iterator[tuple[Candidate, Judgement]]:
    """Yield every candidate who differs in these columns, judged for each channel."""
    for values in product(*(CHOICES[column] for column in columns)):
        for confirmed, documented in product((True, False), repeat=2):
            facts = {"requirement": ""} if documented else {}
            chosen: dict[str, str] = dict(zip(columns, values, strict=True))
            one = Candidate(id="", locale="", facts=facts, confirmed=confirmed, **chosen)  # type: ignore[arg-type]
            for channel in channels:
                yield one, judge(one, channel=channel, register="")


def told(name: str, one: Candidate, judgement: Judgement) -> str:
    """Return the value of a facet, as a candidate has it."""
    if name in ("stance", "said", "cause", "stage"):
        return str(getattr(judgement.situation, name))
    if name == "confirmed":
        return "yes" if one.confirmed or one.self_assessment == "none" else "no"
    return str(getattr(one, {"consent": "feedback_consent"}.get(name, name)))


@pytest.mark.parametrize("documented", [True, False])
@pytest.mark.parametrize(
    "facets",
    [
        {"stance"},
        {"stance", "said"},
        {"stance", "gap", "stage"},
        {"said", "gap", "cause", "confirmed"},
        {"gap", "stage"},
    ],
)
def test_the_circumstances_are_those_that_some_candidate_is_in(facets: set[str], documented: bool) -> None:
    ordered = sorted(facets, key=FACETS.index)
    met = {
        tuple(told(name, one, judgement) for name in ordered)
        for one, judgement in everybody("self_assessment", "gap", "external_reason", "stage")
        if bool(one.facts) == documented
    }
    assert set(circumstances(frozenset(facets), documented=documented)) == met


def test_a_circumstance_is_judged_as_its_candidate_is() -> None:
    for key, at in circumstances(frozenset({"stance", "said", "gap"})).items():
        situation = at.judgement("email").situation
        assert key[:2] == (situation.stance, situation.said)
        assert situation.channel == "email"


def test_every_facet_is_an_axis_or_a_column() -> None:
    assert set(FACETS) | set(VOICE_AXES) >= set(AXES)


def test_a_move_is_silent_and_required_by_exactly_what_the_tables_say() -> None:
    silent: dict[tuple[str, object], set[bool]] = defaultdict(set)
    required: dict[tuple[str, object], set[bool]] = defaultdict(set)
    people = everybody("self_assessment", "gap", "feedback_consent", "stage", "reapply_policy", "decision_by",
                       channels=AXES["channel"])  # fmt: skip
    for one, judgement in people:
        values = {name: told(name, one, judgement) for name in FACETS} | {"channel": judgement.situation.channel}
        # who said nothing has nothing to confirm, and no letter takes up what was not said
        for move in (*MOVES, *PROMISES):
            key = tuple(values[name] for name in sorted(SILENCED_BY.get(move, ())))
            if not (move == "echo" and one.self_assessment == "none"):
                silent[move, key].add(move in judgement.silent)
            if move not in judgement.silent:
                required[move, tuple(values[name] for name in sorted(REQUIRED_BY.get(move, ())))].add(
                    move in judgement.required
                )
    assert [key for key, found in silent.items() if len(found) > 1] == []
    assert [key for key, found in required.items() if len(found) > 1] == []


def test_a_requirement_makes_a_difference_where_nothing_else_is_documented() -> None:
    assert turns_on_requirement(frozenset({"stance", "gap", "cause"}))
    assert not turns_on_requirement(frozenset({"stage", "consent"}))


def test_a_phrase_depends_on_its_headings_forms_and_words_and_on_those_within_it() -> None:
    edition = LIBRARY.edition("es")
    scope = scope_of_phrase("verdict", edition.manuscript("rejection"), edition)
    assert {"stance", "stage", "register", "relation", "channel"} <= scope.axes
    assert scope.facts == {"call_date"}
    assert {"verdict", "el_equipo"} <= scope.phrases
    assert scope_of_phrase("sign_off", edition.manuscript("rejection"), edition).axes == frozenset()


def standing_of(book: str, place: Path, *, sections: int) -> dict[str, Standing]:
    (place / "en" / "phrases").mkdir(parents=True)
    (place / "en" / "note.md").write_text("Subject: A note\n\n{{ phrase.words }}\n", "utf-8")
    (place / "en" / "phrases" / "note.md").write_text(book, "utf-8")
    edition = Library(place).edition("en")
    found = standings("words", edition.manuscript("note"), edition)
    assert len(found) == sections
    return {one.section.heading: one for one in found}


def test_a_section_wins_where_it_fits_and_nothing_outranks_it(tmp_path: Path) -> None:
    found = standing_of(
        "# words\n\n## any\n- One.\n\n## agree, gentle\n- Two.\n\n## gentle, large\n- Three.\n", tmp_path, sections=3
    )
    assert (found["gentle, large"].fits, found["gentle, large"].wins, found["gentle, large"].lost_to) == (1, 1, ())
    two = found["agree, gentle"]
    assert two.fits == two.wins + 1
    assert [(section.heading, count) for section, count in two.lost_to] == [("gentle, large", 1)]


def test_a_section_that_is_always_outranked_wins_nowhere_and_says_to_what(tmp_path: Path) -> None:
    book = "# words\n\n## any\n- One.\n\n## small\n- Two.\n\n## agree, gentle, reassure, affirm, neutral\n- Three.\n"
    found = standing_of(book, tmp_path, sections=3)
    assert found["small"].wins == 0
    assert {section.heading for section, _ in found["small"].lost_to} == {"agree, gentle, reassure, affirm, neutral"}
    section, _ = found["small"].lost_to[0]
    assert section.place.endswith("en/phrases/note.md:9")


def test_a_section_that_can_lack_its_facts_lets_the_next_one_win(tmp_path: Path) -> None:
    book = "# words\n\n## any\n- One.\n\n## agree, gentle, reassure, affirm, neutral\n- It is {{ evidence }}.\n"
    assert standing_of(book, tmp_path, sections=2)["any"].wins > 0


def test_a_section_that_is_silent_on_purpose_lets_no_other_speak(tmp_path: Path) -> None:
    book = "# words\n\n## any\n- One.\n\n## agree, gentle, reassure, affirm, neutral\n- (silent)\n"
    found = standing_of(book, tmp_path, sections=2)
    assert found["any"].wins == 0
    assert found["agree, gentle, reassure, affirm, neutral"].wins == found["any"].fits


def test_a_section_for_situations_that_never_occur_fits_nowhere(tmp_path: Path) -> None:
    book = "# words\n\n## any\n- One.\n\n## affirm, application\n- Two.\n"
    assert standing_of(book, tmp_path, sections=2)["affirm, application"].fits == 0


def test_a_voice_adds_who_writes_and_how_to_a_judgement() -> None:
    at = next(iter(circumstances(frozenset({"stance"})).values()))
    situation = Voice("chat", "agency", "usted", "f").judgement(at).situation
    assert (situation.channel, situation.relation, situation.register, situation.form) == (
        "chat",
        "agency",
        "usted",
        "f",
    )


def test_a_section_does_not_count_where_its_phrase_must_not_be_said(tmp_path: Path) -> None:
    (tmp_path / "en" / "phrases").mkdir(parents=True)
    (tmp_path / "en" / "note.md").write_text("Subject: A note\n\n{{ phrase.coaching }}\n", "utf-8")
    book = "# coaching\n\n## any\n- One.\n\n## declined\n- Two.\n\n## requested\n- Three.\n"
    (tmp_path / "en" / "phrases" / "note.md").write_text(book, "utf-8")
    edition = Library(tmp_path).edition("en")
    found = {one.section.heading: one.fits for one in standings("coaching", edition.manuscript("note"), edition)}
    assert found == {"any": 1, "declined": 0, "requested": 1}
