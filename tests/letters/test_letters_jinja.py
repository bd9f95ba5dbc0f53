from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment
from letter_factory import broken, hello, text

from templater.language.shelves import Source
from templater.letters import Library, builtin_templates, expressions
from templater.letters.expressions import read_pieces

REFUSED = [
    "{% include 'x.md' %}",
    "{% import 'x.md' as x %}",
    "{% from 'x.md' import y %}",
    "{% extends 'x.md' %}",
    "{% block x %}{% endblock %}",
    "{% macro x() %}{% endmacro %}",
    "{% set x = 1 %}",
    "{% set x %}y{% endset %}",
    "{% with x = role.title %}{{ x }}{% endwith %}",
    "{% call x() %}{% endcall %}",
    "{% filter upper %}x{% endfilter %}",
    "{% autoescape false %}x{% endautoescape %}",
    "{% raw %}{{ x }}{% endraw %}",
    "{%- raw -%}x{%- endraw -%}",
    "{% print role.title %}",
    "{%- print role.title %}",
    "{{ role.title() }}",
    "{{ role.title|join(', ') }}",
    "{{ role['title'] }}",
    "{{ role.title[0] }}",
    "{{ 'literal' }}",
    "{{ 7 }}",
    "{{ true }}",
    "{{ none }}",
    "{{ 7 * 7 }}",
    "{{ role.title + role.company }}",
    "{{ role.title ~ role.company }}",
    "{{ -role.title }}",
    "{{ not role.title }}",
    "{{ role.title and role.company }}",
    "{{ role.title == role.company }}",
    "{{ role.title is defined }}",
    "{{ role.title if role.company }}",
    "{{ [role.title] }}",
    "{{ (role.title, role.company) }}",
    "{{ {'a': role.title} }}",
    "{{ ''.__class__.__mro__ }}",
]
NO_STATEMENT = ["{% do x %}", "{% trans %}x{% endtrans %}", "{% xyzzy %}", "{% debug %}"]
UNCLOSED = [
    "{{ role.title",
    "{{ role.title }",
    "{{ }}",
    "{{ role. }}",
    "{% if requirement %}x",
    "{% endif %}",
    "{{ a b }}",
]
FILTERS = ["safe", "attr", "upper", "escape", "xmlattr", "format", "tojson", "pprint", "a_a"]
ONLY = "only names such as {{ role.title }} may stand in braces here, with the filters list, date, ordinal"


def places(expression: str) -> dict[str, dict[str, str]]:
    """Return the same expression in line 5 of a letter, of a wording and of the form of a wording."""
    wording = "# p\n\n## any\n\n- Hola {expression}.\n"
    form = "# p\n## any\n- Hola.\n  - f: Hola\n    {expression}.\n"
    return {
        "es/hello.md:5": hello(f"Hola.\n\n{expression}"),
        "es/phrases/hello.md:5": hello("{{ phrase.p }}", wording.replace("{expression}", expression)),
        "es/phrases/hello.md:5 ": hello("{{ phrase.p }}", form.replace("{expression}", expression)),
    }


@pytest.mark.parametrize("expression", REFUSED)
def test_what_is_not_on_the_list_is_an_error_when_the_words_are_read(tmp_path: Path, expression: str) -> None:
    for number, (place, files) in enumerate(places(expression).items()):
        told = broken(tmp_path / str(number), files)
        assert told.startswith(f"{place.strip()}: {ONLY}\n"), told
        assert expression in told.split("\n", 1)[1]


@pytest.mark.parametrize("expression", [*NO_STATEMENT, *UNCLOSED])
def test_what_jinja_itself_does_not_read_is_told_in_our_words(tmp_path: Path, expression: str) -> None:
    for number, files in enumerate(places(expression).values()):
        told = broken(tmp_path / str(number), files)
        assert told.startswith("es/")
        assert any(says in told for says in (ONLY, "are not closed", "nothing stands between", "needs an {% end"))


@pytest.mark.parametrize("name", FILTERS)
def test_an_unknown_filter_is_an_error_even_where_the_field_is_absent(tmp_path: Path, name: str) -> None:
    for number, (place, files) in enumerate(places(f"{{{{ requirement|{name} }}}}").items()):
        told = broken(tmp_path / str(number), files)
        assert told.startswith(
            f"{place.strip()}: there is no filter '{name}' in this language; there are a, alternatives, "
        )


@pytest.mark.parametrize("name", ["phrase.el_equipo", "tu.tienes"])
def test_a_filter_stands_on_a_field_only(tmp_path: Path, name: str) -> None:
    told = broken(tmp_path, hello(f"Hola.\n\n{{{{ {name}|list }}}}"))
    assert told.startswith(f"es/hello.md:5: a filter goes with a field, and '{name}' is not one")


def test_a_filter_of_a_loop_is_proved_as_well(tmp_path: Path) -> None:
    told = broken(tmp_path, hello("{% for one in requirement %}{{ one|safe }}{% endfor %}"))
    assert told.startswith("es/hello.md:3: there is no filter 'safe'")


@pytest.mark.parametrize("count", [50, 3000])
def test_braces_that_stand_too_deep_are_an_error_and_no_crash(tmp_path: Path, count: int) -> None:
    files = hello("{% if requirement %}\n" * count + "x\n" + "{% endif %}\n" * count)
    if count == 50:
        assert text(tmp_path, files, {"requirement": "SQL"}) == "x\n"
    else:
        assert "the braces stand too deep in one another" in broken(tmp_path, files)


def test_so_are_parentheses(tmp_path: Path) -> None:
    assert "too deep" in broken(tmp_path, hello("{{ " + "(\n" * 5000 + "requirement" + ")\n" * 5000 + " }}"))


# --- if and for, in letters


CONDITION = """\
Hola.
{% if requirement %}
Requisito: {{ requirement }}
{% elif evidence %}
Evidencia: {{ evidence }}
{% else %}
Nada.
{% endif %}
Fin."""


@pytest.mark.parametrize(
    ("cells", "middle"),
    [
        ({}, "Nada."),
        ({"evidence": "x"}, "Evidencia: x"),
        ({"requirement": "SQL"}, "Requisito: SQL"),
        ({"requirement": "SQL", "evidence": "x"}, "Requisito: SQL"),
    ],
)
def test_a_letter_may_ask_whether_a_field_is_there(tmp_path: Path, cells: dict[str, object], middle: str) -> None:
    assert text(tmp_path, hello(CONDITION), cells) == f"Hola.\n{middle}\nFin.\n"


def test_a_letter_may_ask_whether_a_field_is_not_there_and_whether_a_phrase_speaks(tmp_path: Path) -> None:
    body = (
        "{% if not requirement %}sin{% else %}con{% endif %} "
        "{% if phrase.p %}P{% endif %}{% if not phrase.p %}no{% endif %}"
    )
    files = hello(body, "# p\n## any\n- {{ evidence }}\n")
    assert text(tmp_path, files) == "sin no\n"
    assert text(tmp_path, files, {"requirement": "SQL", "evidence": "x"}) == "con P\n"


def test_a_letter_may_go_over_a_field_that_holds_several_items(tmp_path: Path) -> None:
    body = "Pedimos:\n\n{% for one in requirement %}\n- {{ one }}: sí\n{% endfor %}\n\nFin."
    assert (
        text(tmp_path, hello(body), {"requirement": ["*SQL*", "Go"]}) == "Pedimos:\n\n- *SQL*: sí\n- Go: sí\n\nFin.\n"
    )
    assert text(tmp_path, hello(body), {"requirement": "SQL"}) == "Pedimos:\n\n- SQL: sí\n\nFin.\n"
    assert text(tmp_path, hello(body)) == "Pedimos:\n\nFin.\n"


def test_a_longer_list_is_another_plan(tmp_path: Path) -> None:
    files = hello("{% for one in requirement %}\n- {{ one }}\n{% endfor %}")
    for items in (["a"], ["a", "b"], ["a", "b", "c"], ["d", "e"]):
        assert text(tmp_path, files, {"requirement": items}) == "".join(f"- {item}\n" for item in items)


@pytest.mark.parametrize(
    "body",
    [
        "{% for one in requirement if evidence %}x{% endfor %}",
        "{% for one in requirement %}x{% else %}y{% endfor %}",
        "{% for one in requirement recursive %}x{% endfor %}",
        "{% for one, two in requirement %}x{% endfor %}",
        "{% for one in [1, 2] %}x{% endfor %}",
        "{% if requirement == evidence %}x{% endif %}",
        "{% if requirement and evidence %}x{% endif %}",
        "{% if requirement | list %}x{% endif %}",
    ],
)
def test_an_if_asks_for_one_name_and_a_for_goes_over_one(tmp_path: Path, body: str) -> None:
    assert broken(tmp_path, hello(body)).startswith(f"es/hello.md:3: {ONLY}")


def test_a_loop_goes_over_a_field_and_not_over_a_phrase(tmp_path: Path) -> None:
    told = broken(tmp_path, hello("{% for one in phrase.el_equipo %}{{ one }}{% endfor %}"))
    assert told.startswith("es/hello.md:3: a loop goes over a field, and 'phrase.el_equipo' is none")


@pytest.mark.parametrize("statement", ["{% if requirement %}x{% endif %}", "{% for one in requirement %}x{% endfor %}"])
def test_a_wording_has_neither_if_nor_for(tmp_path: Path, statement: str) -> None:
    told = broken(tmp_path, hello("{{ phrase.p }}", f"# p\n## any\n- {statement}\n"))
    assert told.startswith(f"es/phrases/hello.md:3: {ONLY}")


# --- an unmodified Jinja


@pytest.mark.parametrize("path", sorted(builtin_templates().rglob("*.md")), ids=lambda path: "/".join(path.parts[-2:]))
def test_every_shipped_template_parses_in_an_unmodified_jinja(path: Path) -> None:
    Environment().parse(path.read_text("utf-8"))


def test_every_shipped_letter_is_read_without_a_complaint() -> None:
    library = Library()
    for name, locales in library.letters().items():
        for locale in locales:
            assert library.edition(locale).manuscript(name).files


SOME_NAMES = st.sampled_from(
    ["role.title", "tu.Tienes", "requirement", "phrase.el_equipo", "true", "not.x", "a.b.c", "ñ.í"]
)
SOME_TEXT = st.text("ab \n.%#{}|", max_size=6)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(SOME_TEXT, SOME_NAMES.map("{{{{ {} }}}}".format)), max_size=5).map("".join))
def test_a_text_of_plain_names_is_read_as_jinja_reads_it(words: str) -> None:
    source = Source("es/x.md", 1, words)
    plain = expressions._plain_pieces(words)
    if plain:
        with patch.object(expressions, "_plain_pieces", return_value=()):
            assert plain == read_pieces(source)
