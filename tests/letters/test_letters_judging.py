from __future__ import annotations

from pathlib import Path

import pytest
from letter_factory import candidate, letter, write

from templater.errors import CandidateError
from templater.language.shelves import Source
from templater.letters import Library, Wanted
from templater.letters.expressions import Name, read_pieces
from templater.letters.judging import Judge
from templater.letters.markdown import plain_format

LIBRARY = Library()
WORDS = {"requirement": "SQL en producción", "stage": "interview", "sender_name": "Eva Gil"}


def refusal(cells: dict[str, object], locale: str = "es", register: str = "", library: Library = LIBRARY) -> list[str]:
    with pytest.raises(CandidateError) as caught:
        library.render(candidate({**WORDS, **cells}), Wanted("rejection", locale, register=register))
    return [f"{problem.column} {problem.code} {problem.values['words']}" for problem in caught.value.problems]


def notes(cells: dict[str, object], locale: str = "es", library: Library = LIBRARY) -> list[str]:
    message = library.render(candidate({**WORDS, **cells}), Wanted("rejection", locale))
    return [f"{note.column} {dict(note.values)['words']}" for note in message.notes]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"requirement": "le faltó energía"}, "requirement motivation"),
        ({"evidence": "es demasiado mayor para el equipo"}, "evidence age"),
        ({"evidence": "no encaja con el equipo"}, "evidence culture-fit"),
        (
            {"strength": "mejor que otros candidatos", "evidence": "otros candidatos eran mejores"},
            "evidence comparison",
        ),
        ({"evidence": "mintió en el currículum"}, "evidence accusation"),
        ({"evidence": "tiene antecedentes penales"}, "evidence criminal-record"),
        ({"evidence": "está embarazada"}, "evidence family"),
    ],
)
def test_what_a_recruiter_typed_stops_the_letter_with_its_column_and_words(cells: dict[str, object], said: str) -> None:
    assert any(line.startswith(said) for line in refusal({"gap": "moderate", "self_assessment": "negative", **cells}))


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"evidence": "too old for the team"}, "evidence age"),
        ({"requirement": "more energy", "evidence": "lacked energy"}, "evidence motivation"),
        ({"evidence": "not a culture fit"}, "evidence culture-fit"),
        ({"evidence": "other candidates were stronger"}, "evidence comparison"),
        ({"evidence": "lied about the degree"}, "evidence accusation"),
    ],
)
def test_it_does_so_in_english_too(cells: dict[str, object], said: str) -> None:
    cells = {"gap": "moderate", "self_assessment": "negative", **cells}
    assert any(line.startswith(said) for line in refusal(cells, "en"))


def test_the_error_quotes_the_words_says_why_and_suggests_others() -> None:
    with pytest.raises(CandidateError) as caught:
        LIBRARY.render(candidate({**WORDS, "evidence": "le faltó energía"}), Wanted("rejection", "es"))
    (problem,) = caught.value.problems
    assert str(problem).startswith("column 'evidence': 'faltó energía': ")
    assert problem.values["why"]
    assert problem.values["instead"]


@pytest.mark.parametrize(
    ("locale", "requirement", "code"),
    [("es", "solo hombres", "sex"), ("es", "hombre", "sex"), ("es", "de 25 a 35 años", "age"), ("es", "joven", "age"),
     ("es", "nacionalidad española", "origin"), ("en", "under 35", "age"), ("en", "a man", "sex"),
     ("en", "no children", "family"), ("en", "aged 25 to 35", "age")],
)  # fmt: skip
def test_a_requirement_that_is_nothing_but_a_protected_trait_is_refused(
    locale: str, requirement: str, code: str
) -> None:
    assert refusal({"requirement": requirement}, locale) == [f"requirement {code} {requirement}"]
    assert LIBRARY.render(candidate({**WORDS, "requirement": f"X {requirement} Y"}), Wanted("rejection", locale))


def test_names_are_never_judged() -> None:
    cells: dict[str, object] = {"role": "Gestor de conflictos de edad", "company": "Joven y Dinámico, S. L."}
    message = LIBRARY.render(candidate({**WORDS, **cells, "first_name": "Gay"}), Wanted("rejection", "es"))
    assert message.notes == ()


@pytest.mark.parametrize(
    "requirement",
    ["conciliación bancaria diaria", "diseño de algoritmos de búsqueda", "atención a personas con discapacidad",
     "experiencia en química orgánica", "negociación con sindicatos", "análisis de fallos en producción"],
)  # fmt: skip
def test_the_content_of_a_job_is_never_refused(requirement: str) -> None:
    assert LIBRARY.render(candidate({**WORDS, "requirement": requirement}), Wanted("rejection", "es"))


@pytest.mark.parametrize(
    ("register", "typed"),
    [("usted", "que tú lleves tu propia cartera"), ("usted", "lo que tienes en Python"), ("tu", "que usted dirija"),
     ("vos", "que usted dirija"), ("tu", "que tenés experiencia"), ("usted", "que vosotros llevéis")],
)  # fmt: skip
def test_words_of_another_register_stop_the_letter(register: str, typed: str) -> None:
    said = refusal({"gap": "moderate", "requirement": typed}, register=register)
    assert said
    assert all(line.startswith("requirement register ") for line in said)


@pytest.mark.parametrize("register", ["tu", "usted", "vos"])
def test_a_third_person_is_no_leak(register: str) -> None:
    typed = "que el equipo y su responsable tengan lo que necesitan, y que le informen"
    assert LIBRARY.render(candidate({**WORDS, "requirement": typed}), Wanted("rejection", "es", register=register))


# --- a team's own rules and words


STYLE = """
[[rule]]
code = "grand"
kind = "style"
severity = "{severity}"
words = ["grandios*"]
why = "Es grandilocuente."
instead = "Dilo con sencillez."
fires = ["Es grandioso."]
silent = ["Es grande."]
source = "nosotros"
"""


def test_a_team_adds_rules_of_its_own_and_a_warning_is_a_note(tmp_path: Path) -> None:
    library = write(tmp_path, {"es/rules.toml": STYLE.format(severity="warning")})
    assert notes({"requirement": "un SQL grandioso"}, library=library) == ["requirement grandioso"]
    assert notes({"requirement": "SQL"}, library=library) == []


def test_an_info_is_for_whoever_edits_the_words_and_is_not_told(tmp_path: Path) -> None:
    library = write(tmp_path, {"es/rules.toml": STYLE.format(severity="info")})
    assert notes({"requirement": "un SQL grandioso"}, library=library) == []


def test_words_of_a_teams_own_template_are_judged_with_their_place(tmp_path: Path) -> None:
    library = write(tmp_path, {
        "es/hello.md": letter("{{ phrase.p }}", "Subject: x"),
        "es/phrases/hello.md": "# p\n## any\n- Buscamos a alguien más joven.\n",
    })  # fmt: skip
    with pytest.raises(CandidateError) as caught:
        library.render(candidate(), Wanted("hello", "es"))
    (problem,) = caught.value.problems
    assert (problem.column, problem.code) == ("", "age")
    assert str(problem).startswith(f"{tmp_path.name}/es/phrases/hello.md:3: 'más joven': ")


def test_words_of_a_letters_own_text_and_subject_are_judged(tmp_path: Path) -> None:
    library = write(tmp_path, {"es/hello.md": letter("Le faltó energía.", "Subject: Demasiado joven")})
    with pytest.raises(CandidateError) as caught:
        library.render(candidate(), Wanted("hello", "es"))
    assert {problem.code for problem in caught.value.problems} == {"age", "motivation"}


def test_a_notice_makes_its_rule_moot(tmp_path: Path) -> None:
    book = "# p\n## any\n- El algoritmo descartó tu CV.\n\n# assistance_notice\n## any\n- Puedes pedir una revisión.\n"
    both = {"es/hello.md": letter("{{ phrase.p }} {{ phrase.assistance_notice }}", "Subject: x"),
            "es/phrases/hello.md": book}  # fmt: skip
    library = write(tmp_path, both)
    with pytest.raises(CandidateError):
        library.render(candidate(), Wanted("hello", "es"))
    assert library.render(candidate(decision_by="human_assisted"), Wanted("hello", "es")).text


SENTENCES = (
    "Pesa {{ requirement }}.",
    "Lo que pesó fue la {{ requirement }}, y no el resto, en {{ role.company }}.",
    "They saw that your {{ requirement }} for the team, and {{ evidence }}.",
)


@pytest.mark.parametrize(("locale", "register"), [("es", "tu"), ("es", "usted"), ("es", "vos"), ("en", "")])
@pytest.mark.parametrize("sentence", SENTENCES)
def test_what_is_typed_is_judged_as_the_whole_sentence_would_be(locale: str, register: str, sentence: str) -> None:
    """Looking at the typed words alone may save work, and never a finding: every example of every rule is typed."""
    rulebook = LIBRARY.rulebook(locale)
    judge = Judge(rulebook, register)
    source = Source("x.md", 1, sentence)
    part = plain_format([piece for piece in read_pieces(source) if isinstance(piece, str | Name)], source)
    heard = judge.hear("x.md:1", part)
    assert heard is not None
    cleared = 0
    for typed in (text for rule in rulebook.rules.values() for text in (*rule.fires, *rule.silent, *rule.fires[:1])):
        values = {hole.key: typed if "requirement" in hole.path else "trabajo a gusto" for hole in part.holes}
        said = part.template % (values | {hole.key: "…" for hole in part.holes if "company" in hole.path})
        problems, notes = judge.judge([heard], values, frozenset())
        told = {problem.code for problem in problems} | {str(note) for note in notes}
        notable = {finding.code for finding in judge.findings(said) if finding.severity == "error"}
        assert notable <= told, typed
        assert len(notes) == sum(finding.severity == "warning" for finding in judge.findings(said)), typed
        cleared += not problems and not notes
    assert cleared
