from __future__ import annotations

from pathlib import Path

import pytest
from letter_factory import MARTA, candidate, hello, letter, render, text, write

from templater.candidate import Candidate, read_candidate
from templater.errors import CandidateError
from templater.letters import Library, Wanted

HELLO = Wanted("hello", "es")


def draw(library: Library, **cells: object) -> set[str]:
    """Return the wordings in the draw of the phrase p."""
    plan = library.plan(candidate(cells), HELLO)
    return {alternative.text for one in plan.draws if one.phrase == "p" for alternative in one.alternatives}


def refusal(library: Library, cells: dict[str, object], wanted: Wanted = HELLO) -> list[str]:
    with pytest.raises(CandidateError) as caught:
        library.render(candidate(cells), wanted)
    return [str(problem) for problem in caught.value.problems]


BOOK = """\
# p

## any
- Nothing.
- Also nothing.
- R {{ requirement }}.
- E {{ evidence }}.
- R again {{ requirement }}.
- R {{ requirement }} and E {{ evidence }}.
"""


@pytest.mark.parametrize(
    ("cells", "wordings"),
    [
        ({}, {"Nothing.", "Also nothing."}),
        ({"requirement": "SQL"}, {"R {{ requirement }}.", "R again {{ requirement }}."}),
        ({"evidence": "x"}, {"E {{ evidence }}."}),
        ({"requirement": "SQL", "evidence": "x"}, {"R {{ requirement }} and E {{ evidence }}."}),
        ({"strength": "calm"}, {"Nothing.", "Also nothing."}),
    ],
)
def test_a_wording_needs_its_facts_and_one_that_states_less_is_a_fallback(
    tmp_path: Path, cells: dict[str, object], wordings: set[str]
) -> None:
    assert draw(write(tmp_path, hello("{{ phrase.p }}", BOOK)), **cells) == wordings


def test_only_a_proper_subset_is_a_fallback(tmp_path: Path) -> None:
    book = "# p\n## any\n- R {{ requirement }}.\n- E {{ evidence }}.\n- Nothing.\n"
    library = write(tmp_path, hello("{{ phrase.p }}", book))
    found = draw(library, requirement="SQL", evidence="x")
    assert found == {"R {{ requirement }}.", "E {{ evidence }}."}


def test_what_every_letter_needs_is_no_fact(tmp_path: Path) -> None:
    book = "# p\n## any\n- Plain.\n- To {{ candidate.first_name }} for {{ role.title }} at {{ role.company }}.\n"
    assert len(draw(write(tmp_path, hello("{{ phrase.p }}", book)))) == 2


def test_the_form_that_is_said_decides_which_facts_it_needs(tmp_path: Path) -> None:
    book = "# p\n## any\n- Plain.\n  - f: With {{ requirement }}.\n- Other.\n"
    library = write(tmp_path, hello("{{ phrase.p }}", book))
    assert draw(library) == {"Plain.", "Other."}
    assert draw(library, form="f") == {"Other."}
    assert draw(library, form="f", requirement="SQL") == {"Plain."}


def test_a_phrase_without_an_eligible_wording_is_silent(tmp_path: Path) -> None:
    files = hello("Hola. {{ phrase.p }}", "# p\n## any\n- {{ requirement }}.\n")
    assert text(tmp_path, files) == "Hola.\n"
    assert text(tmp_path, files, {"requirement": "SQL"}) == "Hola. SQL.\n"


# --- Requires: phrases


def test_a_required_phrase_that_is_silent_names_the_columns_that_would_help(tmp_path: Path) -> None:
    files = {
        "es/hello.md": letter("{{ phrase.p }}", "Subject: x", "Requires: p"),
        "es/phrases/hello.md": "# p\n## any\n- {{ requirement }}, {{ reapply_from }}.\n## small\n- {{ evidence }}.\n",
    }
    library = write(tmp_path, files)
    assert refusal(library, {}) == [
        "column 'reapply_policy': the phrase 'p' has nothing to say without it",
        "column 'requirement': the phrase 'p' has nothing to say without it",
    ]
    assert refusal(library, {"gap": "small", "stage": "screen", "requirement": "SQL"}) == [
        "column 'evidence': the phrase 'p' has nothing to say without it",
        "column 'reapply_policy': the phrase 'p' has nothing to say without it",
    ]
    assert library.render(candidate(gap="small", evidence="x"), HELLO).text == "x.\n"


def test_a_required_phrase_that_is_silent_on_purpose_is_a_problem_too(tmp_path: Path) -> None:
    files = {
        "es/hello.md": letter("{{ phrase.p }}", "Subject: x", "Requires: p"),
        "es/phrases/hello.md": "# p\n## any\n- (silent)\n",
    }
    assert refusal(write(tmp_path, files), {}) == ["the phrase 'p' says nothing under 'any'"]


def test_a_phrase_that_the_table_of_moves_forbids_is_silent_whatever_the_book_says(tmp_path: Path) -> None:
    files = hello("Hola. {{ phrase.coaching }}", "# coaching\n## any\n- Practise.\n")
    assert text(tmp_path, files, {"stage": "screen"}) == "Hola.\n"
    assert text(tmp_path, files, {"stage": "screen", "feedback_consent": "declined"}) == "Hola.\n"
    assert text(tmp_path, files, {"stage": "screen", "feedback_consent": "requested"}) == "Hola. Practise.\n"


def test_a_move_that_the_table_demands_must_speak_where_the_letter_holds_it(tmp_path: Path) -> None:
    files = hello("Hola. {{ phrase.reason }}", "# reason\n## any\n- {{ requirement }}.\n")
    library = write(tmp_path, files)
    told = refusal(library, {"gap": "small", "self_assessment": "negative"})
    assert told == ["column 'requirement': the phrase 'reason' has nothing to say without it"]
    assert library.render(candidate(stage="screen"), HELLO).text == "Hola.\n"


# --- Requires: columns, and what a letter cannot do without


def test_a_required_column_that_is_blank_refuses_the_row_by_name(tmp_path: Path) -> None:
    files = {
        "es/hello.md": letter("Hola. {{ requirement }}", "Subject: x", "Requires: other_role, requirement, code"),
        "sample.toml": 'code = "A1"\n',
    }
    library = write(tmp_path, files)
    assert library.needs(HELLO) == {"other_role", "requirement", "code"}
    assert refusal(library, {}) == [
        "column 'code': is blank, and this letter needs it",
        "column 'other_role': is blank, and this letter needs it",
        "column 'requirement': is blank, and this letter needs it",
    ]
    cells = {"other_role": "B", "requirement": "SQL", "code": "A1"}
    assert library.render(candidate(cells), HELLO).text == "Hola. SQL\n"


@pytest.mark.parametrize(
    ("column", "body"),
    [
        ("first_name", "Hola, {{ candidate.first_name }}"),
        ("role", "{{ phrase.p }}"),
        ("company", "{% if requirement %}{{ role.company }}{% endif %}"),
    ],
)
def test_a_letter_that_mentions_name_role_or_company_cannot_be_written_without(
    tmp_path: Path, column: str, body: str
) -> None:
    library = write(tmp_path, hello(body, "# p\n## any\n- {{ role.title }}.\n"))
    assert library.needs(HELLO) == {column}
    read = read_candidate({**MARTA, column: ""})
    assert isinstance(read, Candidate)
    with pytest.raises(CandidateError) as caught:
        library.render(read, HELLO)
    assert str(caught.value) == f"column '{column}': is blank, and this letter needs it"


def test_what_a_letter_does_not_mention_it_does_not_need(tmp_path: Path) -> None:
    library = write(tmp_path, hello("Hola."))
    read = read_candidate({})
    assert isinstance(read, Candidate)
    assert library.needs(HELLO) == frozenset()
    assert library.render(read, HELLO).text == "Hola.\n"


def test_a_letter_that_does_not_exist_needs_nothing(tmp_path: Path) -> None:
    library = write(tmp_path, hello("Hola."))
    assert library.needs(Wanted("bye", "es")) == frozenset()
    assert library.needs(Wanted("hello", "tlh")) == frozenset()


# --- lines with an optional field


@pytest.mark.parametrize(
    ("cells", "body"),
    [
        ({}, "Hola.\nLaura Gil\n"),
        ({"sender_title": "Selección"}, "Hola.\nLaura Gil\nSelección\n"),
        ({"phone": "600"}, "Hola.\nLaura Gil\nTel. 600\n"),
        ({"phone": "600", "sender_title": "S"}, "Hola.\nLaura Gil\nS\nTel. 600\n"),
        ({"sender_name": ""}, "Hola.\n"),
    ],
)
def test_a_line_of_a_letter_that_holds_an_absent_field_goes(
    tmp_path: Path, cells: dict[str, object], body: str
) -> None:
    files = hello("Hola.\n{{ sender.name }}\n{{ sender.title }}\nTel. {{ candidate.phone }}")
    assert text(tmp_path, files, cells) == body


def test_a_paragraph_or_an_item_that_holds_an_absent_field_goes(tmp_path: Path) -> None:
    files = hello("Hola.\n\n- {{ requirement }}\n- {{ evidence }}\n\n{{ strength }} y {{ requirement }}\n\nAdiós.")
    assert text(tmp_path, files) == "Hola.\n\nAdiós.\n"
    assert text(tmp_path, files, {"evidence": "x"}) == "Hola.\n\n- x\n\nAdiós.\n"


def test_an_absent_field_of_the_subject_or_the_preheader_leaves_it_empty(tmp_path: Path) -> None:
    files = {"es/hello.md": letter("Hola.", "Subject: Para {{ other_role }}", "Preheader: {{ evidence }}")}
    message = render(tmp_path, files)
    assert (message.subject, message.preheader) == ("", "")
    message = render(tmp_path, files, {"other_role": "B", "evidence": "x"})
    assert (message.subject, message.preheader) == ("Para B", "x")


@pytest.mark.parametrize(
    ("company", "body", "line"),
    [
        ("Acme, S. L.", "En {{ role.company }}. Y {{ role.company }}, hoy.", "En Acme, S. L. Y Acme, S. L., hoy."),
        ("Acme", "En {{ role.company }}. Y {{ role.company }}...", "En Acme. Y Acme..."),
        ("Acme...", "En {{ role.company }}.", "En Acme...."),
        ("Acme S. L.", "En {{ role.company }}...", "En Acme S. L...."),
    ],
)
def test_a_value_that_ends_in_a_full_stop_closes_its_sentence(
    tmp_path: Path, company: str, body: str, line: str
) -> None:
    message = render(tmp_path, hello(body), {"company": company})
    assert message.text == f"{line}\n"
    assert message.html is not None
    assert f">{line}</p>" in message.html


# --- columns of a team


def test_a_column_that_a_team_declares_is_an_optional_fact_like_any_other(tmp_path: Path) -> None:
    files = hello("{{ phrase.p }}", "# p\n## any\n- Nothing.\n- {{ code }}.\n") | {"sample.toml": 'code = "A1"\n'}
    library = write(tmp_path, files)
    assert library.extra_columns == {"code"}
    assert draw(library) == {"Nothing."}
    assert draw(library, code="A1") == {"{{ code }}."}


def test_a_broken_sample_is_an_error_with_its_place(tmp_path: Path) -> None:
    from letter_factory import broken

    assert broken(tmp_path, hello("Hola.") | {"sample.toml": "code\n"}).startswith("sample.toml:1: this is not TOML: ")
