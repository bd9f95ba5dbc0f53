from __future__ import annotations

from pathlib import Path

import pytest
from letter_factory import broken, candidate, letter, write

from templater.candidate import AXIS_CHOICES
from templater.errors import CandidateError
from templater.judgement import AFTER_AN_INTERVIEW
from templater.letters import Library, Wanted

LIBRARY = Library()
AGREES = {"self_assessment": "negative", "gap": "small"}


def refusal(
    cells: dict[str, object], name: str = "rejection", library: Library = LIBRARY, **wanted: object
) -> list[str]:
    """Return what is said of a candidate who cannot be written to."""
    with pytest.raises(CandidateError) as caught:
        library.render(candidate(cells), Wanted(name, "es", **wanted))  # type: ignore[arg-type]  # a test's choice
    return [str(problem) for problem in caught.value.problems]


def renders(cells: dict[str, object], name: str = "rejection", library: Library = LIBRARY, **wanted: object) -> str:
    return library.render(candidate(cells), Wanted(name, "es", **wanted)).text  # type: ignore[arg-type]  # a test's choice


# --- Unless:


def test_a_letter_is_not_written_where_its_header_says_so(tmp_path: Path) -> None:
    files = {"es/hello.md": letter("Hola.", "Subject: x", "Unless: stage=application, share_consent=no")}
    library = write(tmp_path, files)
    assert refusal({"stage": "application", "share_consent": "no"}, "hello", library) == [
        "column 'stage': 'application': this letter is not written then",
        "column 'share_consent': 'no': this letter is not written then",
    ]
    assert renders({"stage": "screen", "share_consent": "yes"}, "hello", library) == "Hola.\n"
    assert renders({"stage": "screen"}, "hello", library) == "Hola.\n"


def test_a_channel_that_the_header_excludes_is_none_of_the_letters(tmp_path: Path) -> None:
    library = write(tmp_path, {"es/hello.md": letter("Hola.", "Subject: x", "Unless: channel=inmail")})
    assert library.edition("es").manuscript("hello").channels == ("email",)
    assert refusal({}, "hello", library, channel="inmail") == [
        "column 'channel': 'inmail' is not a channel of this letter; it has email"
    ]


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("Unless: stge=final", "'stge=final': there is no 'stge' (did you mean 'stage'?)"),
        ("Unless: stage=fnal", "'stage=fnal': there is no 'fnal' (did you mean 'final'?)"),
        ("Unless: stage", "'stage': there is no ''; there are application, screen, interview, final"),
        ("Unless: x", "'x': there is no 'x'; there are " + ", ".join(AXIS_CHOICES)),
    ],
)
def test_a_header_that_excludes_what_does_not_exist_is_refused(tmp_path: Path, header: str, said: str) -> None:
    told = broken(tmp_path, {"es/hello.md": letter("Hola.", "Subject: x", header)})
    assert told.startswith(f"es/hello.md:2: {said}")


def test_a_file_whose_every_channel_is_excluded_is_refused(tmp_path: Path) -> None:
    header = "Unless: channel=email, channel=inmail"
    told = broken(tmp_path, {"es/hello.md": letter("Hola.", "Subject: x", header)})
    assert told.startswith("es/hello.md:2: 'Unless:' leaves no channel that this file is written for")


# --- status


@pytest.mark.parametrize("status", ["withdrawn", "active", "hired"])
def test_only_people_who_were_turned_down_get_a_rejection(status: str) -> None:
    assert refusal({"status": status, "stage": "screen"}) == [
        f"column 'status': '{status}': only people who were turned down get this letter"
    ]
    assert renders({"status": "rejected", "stage": "screen"})


def test_a_teams_own_letter_with_a_verdict_is_a_rejection_too(tmp_path: Path) -> None:
    library = write(tmp_path, {
        "es/no.md": letter("{{ phrase.verdict }}", "Subject: x"),
        "es/phrases/no.md": "# verdict\n## any\n- No sigue adelante.\n",
    })  # fmt: skip
    assert refusal({"status": "hired"}, "no", library)
    assert refusal({"stage": "final"}, "no", library)
    assert renders({"stage": "screen"}, "no", library) == "No sigue adelante.\n"


@pytest.mark.parametrize("status", ["rejected", "active", "hired"])
def test_an_acknowledgement_of_a_withdrawal_is_for_people_who_withdrew(status: str) -> None:
    assert refusal({"status": status}, "withdrawal-acknowledgement") == [
        f"column 'status': '{status}': this letter is not for them"
    ]
    assert "queda retirada" in renders({"status": "withdrawn"}, "withdrawal-acknowledgement")


# --- after an interview


NO_REASON = (
    "column 'requirement': after an interview a rejection needs a requirement, what was seen (evidence) or an "
    "external reason"
)
NO_NAME = "column 'sender_name': after an interview a rejection is signed by a person"


@pytest.mark.parametrize("stage", sorted(AFTER_AN_INTERVIEW))
def test_a_rejection_after_an_interview_needs_a_reason_and_a_person(stage: str) -> None:
    assert refusal({"stage": stage, "sender_name": ""}) == [NO_REASON, NO_NAME]
    assert refusal({"stage": stage, "evidence": "x", "sender_name": ""}) == [NO_NAME]
    assert refusal({"stage": stage}) == [NO_REASON]
    for reason in ({"requirement": "SQL"}, {"evidence": "x"}, {"external_reason": "hiring_freeze"}):
        assert renders({"stage": stage, **reason})


def test_whoever_insists_writes_without_them() -> None:
    assert "equipo de Acme ha" in renders({"stage": "final", "sender_name": "", "agency": "P"}, impersonal=True)


@pytest.mark.parametrize("channel", ["chat", "sms"])
def test_a_message_without_the_verdict_needs_no_reason(channel: str) -> None:
    assert renders({"stage": "final", "email": "a@example.com"}, channel=channel)


def test_an_application_needs_neither() -> None:
    assert renders({"stage": "application", "sender_name": ""})


def test_a_call_is_referred_to_where_there_was_one() -> None:
    cells: dict[str, object] = {"stage": "final", "requirement": "SQL", "call_date": "2026-11-18"}
    for more in ({}, AGREES, {"self_assessment": "positive", "gap": "small"},
                 {"self_assessment": "mixed", "gap": "none", "strength": "x"}):  # fmt: skip
        assert "18 de noviembre de 2026" in renders({**cells, **more})
        assert "18 de noviembre" not in renders({**cells, **more, "call_date": ""})


# --- what makes a letter true


@pytest.mark.parametrize(
    ("name", "cells", "said"),
    [
        ("other-role", {}, "column 'other_role': is blank, and this letter needs it"),
        ("other-role", {"other_role": "X", "agency": "P"},
         "column 'relation': this letter is only written for inhouse"),
        ("other-role", {"other_role": "X", "talent_pool_consent": "no"},
         "column 'talent_pool_consent': 'no': this letter is not written then"),
        ("other-clients", {}, "column 'relation': this letter is only written for agency"),
        ("other-clients", {"agency": "P", "share_consent": "no"},
         "column 'share_consent': 'no': this letter is not written then"),
        ("coaching", {"stage": "final", "coaching_tip": "x"},
         "column 'feedback_consent': this letter is only written for requested"),
        ("coaching", {"stage": "final", "feedback_consent": "requested"},
         "column 'coaching_tip': is blank, and this letter needs it"),
        ("coaching-offer", {"stage": "final", "feedback_consent": "declined"},
         "column 'feedback_consent': 'declined': this letter is not written then"),
        ("coaching-offer", {"stage": "final", "feedback_consent": "requested"},
         "column 'feedback_consent': 'requested': this letter is not written then"),
        ("quality-survey", {"stage": "final"}, "column 'survey_url': is blank, and this letter needs it"),
        ("feedback-answer", {}, "column 'feedback_consent': this letter is only written for requested"),
        ("reply-acknowledgement", {}, "column 'reply_by': is blank, and this letter needs it"),
        ("manager-calibration", {"manager_name": "Bea"},
         "column 'unexpected_requirement': is blank, and this letter needs it"),
        ("manager-calibration", {"unexpected_requirement": "x"},
         "column 'manager_name': is blank, and this letter needs it"),
        ("team-follow-up", {},
         "column 'self_assessment': this letter is only written for affirm, agree, gentle, reassure"),
        ("team-follow-up", {"self_assessment": "positive", "gap": "large"},
         "column 'evidence': the phrase 'question' has nothing to say without it"),
        ("candidate-reply", {"sender_name": ""}, "column 'sender_name': is blank, and this letter needs it"),
    ],
)  # fmt: skip
def test_a_letter_is_refused_without_the_facts_that_make_it_true(
    name: str, cells: dict[str, object], said: str
) -> None:
    assert said in refusal(cells, name)


def test_a_candidates_reply_says_at_least_one_thing() -> None:
    assert refusal({}, "candidate-reply") == [
        f"column '{column}': the phrase 'answer' has nothing to say without it"
        for column in ("high_point", "low_point", "unexpected_requirement")
    ]
    for column in ("high_point", "low_point", "unexpected_requirement"):
        assert "la parte de SQL" in renders({column: "la parte de SQL"}, "candidate-reply")


# --- a reply that is for a person


@pytest.mark.parametrize(
    "reply",
    ["Me parece discriminatorio y voy a hablar con mi abogada.", "I will talk to my lawyer about discrimination.",
     "Quiero que borren mis datos, como dice el RGPD."],
)  # fmt: skip
@pytest.mark.parametrize("name", ["reply-acknowledgement", "feedback-answer"])
def test_a_reply_about_rights_is_answered_by_a_person_and_no_letter(name: str, reply: str) -> None:
    cells: dict[str, object] = {"reply_by": "2026-12-04", "feedback_consent": "requested", "requirement": "SQL"}
    assert renders({**cells, "reply_text": "Gracias. ¿Qué me faltó?"}, name)
    said = refusal({**cells, "reply_text": reply}, name)
    assert said
    assert all(line.startswith("column 'reply_text': '") for line in said)
    assert all(line.endswith("A person answers this, and no letter") for line in said)
