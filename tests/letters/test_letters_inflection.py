from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from letter_factory import broken, candidate, hello, letter, render, text, write

from templater.candidate import Candidate
from templater.judgement import AXES
from templater.letters import Library, Wanted
from templater.letters.speaking import Speaker

WORDS = """\
# trato

| tu        | usted    | vos    |
|-----------|----------|--------|
| tienes    | tiene    | tenés  |
| te llevas | se lleva | te llevás |

# llegar

| se escribe | f         | m         | x                       |
|------------|-----------|-----------|-------------------------|
| bienvenida | bienvenida | bienvenido | te damos la bienvenida |

# nosotros

| agency    | inhouse     |
|-----------|-------------|
| necesitan | necesitamos |
"""


@pytest.mark.parametrize(
    ("register", "said"),
    [
        ("tu", "Tienes, te llevas. Te llevas."),
        ("usted", "Tiene, se lleva. Se lleva."),
        ("vos", "Tenés, te llevás. Te llevás."),
        ("", "Tienes, te llevas. Te llevas."),
    ],
)
def test_a_word_takes_the_form_of_the_register(tmp_path: Path, register: str, said: str) -> None:
    files = hello("{{ trato.Tienes }}, {{ trato.te_llevas }}. {{ trato.Te_llevas }}.", words=WORDS)
    assert text(tmp_path, files, register=register) == f"{said}\n"


def test_a_key_column_names_rows_for_any_axis(tmp_path: Path) -> None:
    files = hello("{{ llegar.Bienvenida }}. {{ nosotros.Necesitan }}.", words=WORDS)
    assert text(tmp_path, files, {"form": "f"}) == "Bienvenida. Necesitamos.\n"
    assert text(tmp_path, files, {"form": "m", "agency": "P"}) == "Bienvenido. Necesitan.\n"
    assert text(tmp_path, files) == "Te damos la bienvenida. Necesitamos.\n"


def test_words_inflect_in_subjects_wordings_and_branches_too(tmp_path: Path) -> None:
    files = {
        "es/hello.md": letter(
            "{{ phrase.p }} {% if requirement %}{{ trato.tienes }} {{ requirement }}{% endif %}",
            "Subject: Lo que {{ trato.tienes }}",
        ),
        "es/phrases/hello.md": "# p\n## any\n- {{ trato.Tienes }}.\n",
        "es/words.md": WORDS,
    }
    message = render(tmp_path, files, {"requirement": "SQL"}, register="usted")
    assert (message.subject, message.text) == ("Lo que tiene", "Tiene. tiene SQL\n")


def test_a_word_that_no_table_has_is_refused(tmp_path: Path) -> None:
    assert broken(tmp_path, hello("Hola.\n{{ trato.tienez }}", words=WORDS)) == (
        "es/hello.md:4: nothing here is called 'trato.tienez' (did you mean 'trato.tienes'?)\n    {{ trato.tienez }}"
    )


def test_a_broken_table_is_refused_with_its_line(tmp_path: Path) -> None:
    told = broken(tmp_path, hello("Hola.", words="# trato\n| tu | usted |\n|---|---|\n| tienes | |\n"))
    assert told.startswith("es/words.md:4: a cell is empty")


BOOK = """\
# p

## any
- Es lo que {{ trato.tienes }}.
  - usted: Usted sabe lo que {{ trato.tienes }}.
  - f, usted: Usted misma lo sabe.
  - f: Ella misma lo dice.
"""


@pytest.mark.parametrize(
    ("register", "form", "said"),
    [
        ("tu", "x", "Es lo que tienes."),
        ("usted", "x", "Usted sabe lo que tiene."),
        ("usted", "m", "Usted sabe lo que tiene."),
        ("tu", "f", "Ella misma lo dice."),
        ("usted", "f", "Usted misma lo sabe."),
        ("vos", "f", "Ella misma lo dice."),
        ("vos", "m", "Es lo que tenés."),
    ],
)
def test_the_form_that_stands_tagged_under_a_wording_wins_by_the_rule_of_headings(
    tmp_path: Path, register: str, form: str, said: str
) -> None:
    assert text(tmp_path, hello("{{ phrase.p }}", BOOK, WORDS), {"form": form}, register=register) == f"{said}\n"


def test_the_forms_of_a_wording_are_one_wording_in_the_draw(tmp_path: Path) -> None:
    message = render(tmp_path, hello("{{ phrase.p }}", BOOK, WORDS), register="usted")
    assert [(pick.index, pick.of) for pick in message.picks] == [(1, 1)]


def test_a_wording_may_have_several_lines_and_so_may_its_forms(tmp_path: Path) -> None:
    book = "# p\n## any\n- Uno\n  dos\n  - usted: Tres\n    cuatro\n"
    files = hello("{{ phrase.p }}", book)
    assert text(tmp_path, files) == "Uno\ndos\n"
    assert text(tmp_path, files, register="usted") == "Tres\ncuatro\n"


def test_the_default_register_is_the_locales(tmp_path: Path) -> None:
    library = write(tmp_path, hello("{{ trato.Tienes }}.", words=WORDS))
    said = {locale: library.render(candidate(), Wanted("hello", locale)).text for locale in ("es", "es-MX", "es-AR")}
    assert said == {"es": "Tienes.\n", "es-MX": "Tiene.\n", "es-AR": "Tenés.\n"}


def test_an_unknown_register_is_a_problem_where_there_are_several() -> None:
    library = Library()
    problems = list(library.objections(Wanted("rejection", "es", register="vous")))
    assert [str(one) for one in problems] == [
        "column 'register': 'vous' is not a register of this language; it has tu, usted, vos"
    ]
    assert list(library.objections(Wanted("rejection", "en", register="usted"))) == []


def test_one_register_speaks_in_the_whole_situation() -> None:
    library = Library()
    one = candidate(stage="screen")
    assert isinstance(one, Candidate)
    assert library.judge(one, Wanted("rejection", "en", register="usted")).situation.register == "you"
    assert library.judge(one, Wanted("rejection", "es-AR")).situation.register == "vos"


@pytest.mark.parametrize("locale", ["es-MX", "en"])
def test_what_is_said_once_for_all_plans_is_what_each_situation_says(locale: str) -> None:
    """A speaker that has met other situations says the same as one that has met none."""
    library = Library()
    edition = library.edition(locale)
    manuscript = edition.manuscript("rejection")
    base = library.judge(candidate(), Wanted("rejection", locale)).situation
    axes = {"relation": AXES["relation"], "form": AXES["form"], "register": edition.locale.registers}
    wordings = [one for phrase in manuscript.book.values() for section in phrase.sections.values()
                for one in section.wordings]  # fmt: skip
    speaker = Speaker(edition.words)
    for axis, values in axes.items():
        for value in ("", *values):
            situation = replace(base, **{axis: value})
            for wording in wordings:
                fresh = Speaker(edition.words).speak(wording, situation, lambda _: 1)
                assert speaker.speak(wording, situation, lambda _: 1) == fresh
