from __future__ import annotations

from itertools import product

import pytest

from templater.candidate import AXIS_CHOICES, Candidate, Fact
from templater.judgement import AXES, MOVES, PROMISES, Judgement, agreement, judge, required_moves, silenced, stance
from templater.judgement.moves import BY_STANCE, CHANNEL_FORBIDS, STAGE_FORBIDS
from templater.judgement.stance import STANCE, STANCES

NORMATIVE = """
| self-assessment | none     | small  | moderate | large  | unknown |
| positive        | affirm   | gentle | gentle   | gentle | neutral |
| mixed           | reassure | agree  | agree    | gentle | neutral |
| negative        | reassure | agree  | agree    | agree  | neutral |
| none            | neutral  | neutral| neutral  | neutral| neutral |
"""

SELF, GAPS, CAUSES, CONSENTS, RELATIONS, STAGES, FORMS, CHANNELS, DECIDERS = (
    AXIS_CHOICES[name]
    for name in ("self_assessment", "gap", "external_reason", "feedback_consent", "relation", "stage", "form",
                 "channel", "decision_by")
)  # fmt: skip
POLICIES = ("none", "open", "date")


def normative() -> dict[tuple[str, str], str]:
    (_, *gaps), *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in NORMATIVE.split("\n")[1:-1]]
    return {(said, gap): value for said, *values in rows for gap, value in zip(gaps, values, strict=True)}


def candidate(
    *,
    said: str = "none",
    gap: str = "unknown",
    cause: str = "",
    stage: str = "interview",
    facts: dict[str, Fact] | None = None,
    confirmed: bool = True,
    consent: str = "not_asked",
    reapply_policy: str = "none",
    decision_by: str = "human",
    relation: str = "agency",
    form: str = "x",
) -> Candidate:
    return Candidate(
        id="1",
        locale="es",
        facts=facts if facts is not None else {"requirement": "SQL"},
        self_assessment=said,
        confirmed=confirmed,
        gap=gap,
        external_reason=cause,
        feedback_consent=consent,
        relation=relation,
        stage=stage,
        form=form,
        reapply_policy=reapply_policy,
        decision_by=decision_by,
    )


def judged(one: Candidate, channel: str = "email") -> Judgement:
    return judge(one, channel=channel, register="tu")


def notes(one: Candidate) -> list[str]:
    return [str(note) for note in judged(one).notes]


# --- the decision table


def test_the_decision_table_is_the_normative_one() -> None:
    assert normative() == STANCE
    assert set(normative()) == set(product(SELF, GAPS))


@pytest.mark.parametrize(("said", "gap"), normative())
def test_every_cell_has_a_stance_and_an_agreement_that_is_not_its_name(said: str, gap: str) -> None:
    assert stance(said, gap) == normative()[said, gap]
    assert stance(said, gap) in STANCES
    assert agreement(said, gap) not in STANCES


def test_the_canonical_case_agrees() -> None:
    assert stance("negative", "small") == "agree"


def test_judging_is_total_over_all_axes() -> None:
    for said, gap, cause, stage in product(SELF, GAPS, ("", *CAUSES), STAGES):
        for facts in ({}, {"requirement": "SQL"}):
            one = candidate(said=said, gap=gap, cause=cause, stage=stage, facts=dict(facts))
            situation = judged(one).situation
            unexplained = gap == "none" and not cause and not facts
            neutral = stage == "application" or unexplained
            assert situation.stance == ("neutral" if neutral else normative()[said, gap])


def test_every_value_of_a_situation_is_one_that_a_heading_may_name() -> None:
    everything = product(SELF, GAPS, ("", *CAUSES), CONSENTS, RELATIONS, STAGES)
    for (said, gap, cause, consent, relation, stage), channel, form in zip(
        everything, CHANNELS * 1000, FORMS * 1000, strict=False
    ):
        one = candidate(said=said, gap=gap, cause=cause, stage=stage, consent=consent, relation=relation, form=form)
        found = judged(one, channel).situation.as_dict()
        assert list(found) == list(AXES)
        for axis, value in found.items():
            assert axis == "register" or value == "" or value in AXES[axis], (axis, value)


def test_values_are_unique_across_the_axes() -> None:
    values = [value for axis in AXES.values() for value in axis]
    assert len(values) == len(set(values))


def test_an_application_is_neutral_whatever_was_said() -> None:
    for said, gap in product(SELF, GAPS):
        situation = judged(candidate(said=said, gap=gap, stage="application")).situation
        assert (situation.stance, situation.said) == ("neutral", "")


def test_what_was_said_is_only_known_where_it_matters() -> None:
    for said, gap, stage in product(SELF, GAPS, STAGES):
        situation = judged(candidate(said=said, gap=gap, stage=stage)).situation
        assert situation.said == ("" if situation.stance == "neutral" else f"said-{said}")


def test_only_a_gap_that_has_a_size_is_in_the_situation() -> None:
    assert {gap: judged(candidate(gap=gap)).situation.gap for gap in GAPS} == {
        "none": "",
        "small": "small",
        "moderate": "moderate",
        "large": "large",
        "unknown": "",
    }


# --- the moves

R, O, X = "required", "optional", "forbidden"  # noqa: E741  # the letters of the table
MOVES_BY_STANCE = {
    #                     agree gentle reassure affirm neutral
    "thanks": (R, R, R, R, R),
    "echo": (R, X, R, X, X),
    "verdict": (R, R, R, R, R),
    "reason": (R, R, R, R, O),
    "strengths": (O, O, O, O, O),
    "coaching": (O, O, O, O, O),
    "next_step": (R, R, R, R, R),
    "feedback_invitation": (O, O, R, R, O),
    "sign_off": (R, R, R, R, R),
}


def test_the_moves_of_every_stance_are_written_down() -> None:
    assert {move: tuple(BY_STANCE[move][one] for one in STANCES) for move in MOVES} == MOVES_BY_STANCE


def test_the_tables_of_moves_are_total() -> None:
    assert tuple(BY_STANCE) == MOVES
    assert all(set(needs) == set(STANCES) for needs in BY_STANCE.values())
    assert set(STAGE_FORBIDS) == set(STAGES)
    assert set(CHANNEL_FORBIDS) == set(CHANNELS)
    for forbidden in (*STAGE_FORBIDS.values(), *CHANNEL_FORBIDS.values()):
        assert forbidden <= {*MOVES, *PROMISES}


def every_silence() -> list[tuple[tuple[str, str, str, str, bool, str, str, str], frozenset[str]]]:
    axes = product(STANCES, STAGES, CHANNELS, CONSENTS, (True, False), GAPS, POLICIES, DECIDERS)
    names = ("stance", "stage", "channel", "consent", "confirmed", "gap", "reapply_policy", "decision_by")
    return [(values, silenced(**dict(zip(names, values, strict=True)))) for values in axes]  # type: ignore[arg-type]  # one of each


EVERY_SILENCE = every_silence()


def test_what_is_silenced_follows_from_the_tables_in_every_combination() -> None:
    for (how, stage, channel, consent, confirmed, gap, policy, decider), silent in EVERY_SILENCE:
        assert silent <= {*MOVES, *PROMISES}
        short = channel in ("chat", "sms")
        told = stage in ("application", "screen") if channel == "sms" else channel != "chat"
        assert ("verdict" in silent, "next_step" in silent, "sign_off" in silent) == (not told, False, False)
        assert ("thanks" in silent) == (channel == "sms")
        assert ("reason" in silent) == short
        assert ("strengths" in silent) == (short or stage == "application")
        no_echo = how not in ("agree", "reassure") or short or stage == "application" or not confirmed
        assert ("echo" in silent) == no_echo
        few = short or channel == "inmail" or stage == "application"
        assert ("coaching" in silent) == (few or consent != "requested")
        assert ("feedback_invitation" in silent) == few
        assert ("reapply" in silent) == (policy == "none" or gap not in ("none", "small"))
        assert ("assistance_notice" in silent) == (decider != "human_assisted" or channel == "inmail")
        assert ("privacy" in silent) == (channel == "inmail")


def test_no_move_is_both_demanded_and_forbidden_in_any_combination() -> None:
    for (how, stage, *_), silent in EVERY_SILENCE:
        required = required_moves(how, stage, silent)
        assert not required & silent
        needs = {move for move, row in MOVES_BY_STANCE.items() if row[STANCES.index(how)] == R}
        assert required - {"feedback_invitation"} == needs - silent - {"feedback_invitation"}
        assert ("verdict" in required) == ("verdict" not in silent)


def test_a_gentle_letter_asks_for_their_view_after_an_interview() -> None:
    for stage in STAGES:
        asked = "feedback_invitation" in required_moves("gentle", stage, frozenset())
        assert asked == (stage in ("interview", "final"))


# --- the invariants


def test_i2_an_echo_needs_a_mixed_or_negative_view_and_a_stance_that_meets_it() -> None:
    for said, gap, stage in product(SELF, GAPS, STAGES):
        judgement = judged(candidate(said=said, gap=gap, stage=stage))
        if "echo" not in judgement.silent:
            assert said in ("mixed", "negative")
            assert judgement.situation.stance in ("agree", "reassure")


def test_i2_what_only_a_machine_has_read_brings_no_echo() -> None:
    judgement = judged(candidate(said="negative", gap="small", confirmed=False))
    assert judgement.situation.stance == "agree"
    assert "echo" in judgement.silent
    assert "echo" not in judgement.required


def test_i3_there_is_no_coaching_without_a_request() -> None:
    for consent, said, gap in product(CONSENTS, SELF, GAPS):
        silent = judged(candidate(said=said, gap=gap, consent=consent)).silent
        assert ("coaching" in silent) == (consent != "requested")


def test_i9_a_way_back_needs_a_policy_and_a_gap_that_is_none_or_small() -> None:
    for policy, gap in product(POLICIES, GAPS):
        silent = judged(candidate(gap=gap, reapply_policy=policy)).silent
        assert ("reapply" not in silent) == (policy != "none" and gap in ("none", "small"))


# --- what the recruiter is told


@pytest.mark.parametrize("said", SELF)
def test_a_gap_of_none_without_cause_or_requirement_is_told(said: str) -> None:
    note = "column 'requirement': no gap, and neither a requirement nor an external reason: written neutral"
    assert notes(candidate(said=said, gap="none", facts={})) == [note]
    assert notes(candidate(said=said, gap="none", facts={}, cause="hiring_freeze")) == []
    assert notes(candidate(said=said, gap="none")) == []


@pytest.mark.parametrize("said", SELF)
def test_a_self_assessment_without_a_gap_is_told(said: str) -> None:
    expected = [] if said == "none" else ["column 'gap': a self-assessment without a gap is written neutral"]
    assert notes(candidate(said=said, gap="unknown")) == expected


def test_a_self_assessment_of_an_application_is_told() -> None:
    note = "column 'stage': an application is answered in a neutral tone; the self-assessment is not used"
    assert notes(candidate(said="negative", gap="small", stage="application")) == [note]
    assert notes(candidate(gap="small", stage="application")) == []


def test_nothing_is_told_when_everything_is_used() -> None:
    for said, gap in product(SELF[:3], GAPS[:4]):
        assert notes(candidate(said=said, gap=gap)) == []


def test_every_note_names_a_column() -> None:
    columns = {"gap", "requirement", "stage"}
    for said, gap, stage in product(SELF, GAPS, STAGES):
        for facts in ({}, {"requirement": "SQL"}):
            told = judged(candidate(said=said, gap=gap, stage=stage, facts=dict(facts))).notes
            assert {note.column for note in told} <= columns
            assert len(told) <= 1
