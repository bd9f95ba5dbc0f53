from __future__ import annotations

import unicodedata
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letter_factory import body_of, broken, candidate, hello, letter, render, write

from templater.candidate import Candidate, read_candidate
from templater.letters import Library, Wanted

HELLO = Wanted("hello", "es")
TYPED_BRACES = """
[[rule]]
code = "placeholder"
kind = "draft"
severity = "info"
signs = ["{{"]
why = "x"
instead = "x"
fires = ["{{"]
silent = ["x"]
source = "x"
"""
"""Braces that somebody typed are an error of their row; here they are let through, to see that they mean nothing."""

HOSTILE = [
    "{{7*7}}",
    "{{ role.title }}",
    "{% raw %}",
    "{# x #}",
    "*x* **y** _z_",
    "<b>x</b>",
    "<script>alert(1)</script>",
    "%s",
    "%(x)s",
    "%",
    "100 %",
    "%%",
    "[a](b)",
    "[a](javascript:alert(1))",
    "![a](b)",
    "zq0qz",
    "zq12qz",
    "phrase.p text",
    "\"quoted\" 'and' «so»",
    "a & b &amp; c",
    "`code`",
    "# heading",
    "> quote",
    "1. one",
    "\\*x\\*",
    "a\\",
    "--- x ---",
    "(silent)",
    "https://example.com/?a=b&c=d",
    "Cc: x@example.com",
]


def build(directory: Path) -> Library:
    files = {
        "es/hello.md": letter(
            "{{ role.title }}\n\n{{ phrase.p }} **{{ requirement }}** *{{ role.title }}*\n\n- {{ requirement }}",
            "Subject: {{ role.title }}",
            "Preheader: {{ requirement }}",
        ),
        "es/phrases/hello.md": "# p\n## any\n- En «{{ role.title }}»: {{ requirement }}.\n",
    }
    return write(directory, {**files, "es/rules.toml": TYPED_BRACES})


@pytest.fixture(scope="module", name="library")
def built_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return build(tmp_path_factory.mktemp("data"))


def expect_literally(library: Library, title: str, requirement: str) -> None:
    message = library.render(candidate(role=title, requirement=requirement), HELLO)
    assert message.subject == title
    assert message.preheader == requirement
    assert message.text == (f"{title}\n\nEn «{title}»: {requirement}. {requirement} {title}\n\n- {requirement}\n")
    t, r = escape(title, quote=False), escape(requirement, quote=False)
    assert body_of(message) == (
        f"<p>{t}</p>\n<p>En «{t}»: {r}. <strong>{r}</strong> <em>{t}</em></p>\n<ul><li>{r}</li>\n</ul>\n"
    )
    assert message.html is not None
    assert f"<title>{escape(title)}</title>" in message.html
    assert f">{escape(requirement)}</div>" in message.html


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_appears_literally_and_is_escaped_in_html(library: Library, value: str) -> None:
    expect_literally(library, value, value)


@settings(max_examples=300, deadline=None)
@given(st.text(min_size=1, max_size=30), st.text("{}%#*_<>&\"'[]()!`\\zq019 ", min_size=1, max_size=30))
def test_no_text_is_ever_interpreted(library: Library, title: str, requirement: str) -> None:
    read = read_candidate({"first_name": "Marta", "role": title, "company": "Acme", "requirement": f"{requirement}!"})
    if (
        not isinstance(read, Candidate)
        or "role.title" not in read.facts
        or isinstance(read.facts["requirement"], tuple)
    ):
        return
    expect_literally(library, str(read.facts["role.title"]), str(read.facts["requirement"]))


def test_a_list_is_written_as_one_phrase_in_the_readers_language(tmp_path: Path) -> None:
    files = hello("{{ requirement }} / {{ requirement | alternatives }} / {{ requirement | list }}")
    cells = {"requirement": ["*SQL*", "Python", "inglés"]}
    assert (
        render(tmp_path, files, cells).text
        == "*SQL*, Python e inglés / *SQL*, Python o inglés / *SQL*, Python e inglés\n"
    )


def test_a_date_is_written_in_words(tmp_path: Path) -> None:
    files = hello("{{ interview_date }} / {{ interview_date | date }}") | {
        "en/hello.md": letter("{{ interview_date }}")
    }
    library = write(tmp_path, files)
    one = candidate(interview_date="2026-12-03")
    assert library.render(one, HELLO).text == "3 de diciembre de 2026 / 3 de diciembre de 2026\n"
    assert library.render(one, Wanted("hello", "en")).text == "3 December 2026\n"


def test_a_contraction_is_a_filter(tmp_path: Path) -> None:
    files = hello("Gracias {{ role.company | de }}. Escribe {{ role.company | a }}.")
    assert render(tmp_path, files, {"company": "el Banco"}).text == "Gracias del Banco. Escribe al Banco.\n"


def test_a_filter_that_cannot_write_a_value_names_the_template(tmp_path: Path) -> None:
    told = broken(tmp_path, hello("Hola.\n{{ requirement | date }}"), {"requirement": "SQL"})
    assert told == "es/hello.md:4: 'SQL' is not a date, which 'date' needs"


def test_percent_signs_of_a_template_are_percent_signs(tmp_path: Path) -> None:
    files = {
        "es/hello.md": letter("100 % %s %(x)s %% {{ phrase.p }} [5 %](https://e.es/%41?a=5%25)", "Subject: 5 % %s"),
        "es/phrases/hello.md": "# p\n## any\n- 50 % de {{ role.title }} %(y)s\n",
    }
    message = render(tmp_path, files)
    assert message.subject == "5 % %s"
    text = "100 % %s %(x)s %% 50 % de Analista de datos %(y)s 5 %"
    assert message.text.startswith(f"{text} (https://e.es/")
    assert body_of(message).startswith(f"<p>{text.removesuffix('5 %')}<a href=")


def test_words_of_a_template_that_look_like_our_marks_are_words(tmp_path: Path) -> None:
    book = "# p\n## any\n- zq0qz {{ requirement }} zq7qz\n"
    files = hello("zq3qz {{ role.title }} {{ phrase.p }} zq0qz [zq1qz](https://e.es/zq2qz)", book)
    message = render(tmp_path, files, {"requirement": "SQL"})
    assert message.text == "zq3qz Analista de datos zq0qz SQL zq7qz zq0qz zq1qz (https://e.es/zq2qz)\n"


# --- unknown names


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("requirment", "nothing here is called 'requirment' (did you mean 'requirement'?)"),
        ("role", "nothing here is called 'role'"),
        ("role.titel", "nothing here is called 'role.titel' (did you mean 'role.title'?)"),
        ("phrase.reson", "nothing here is called 'phrase.reson' (did you mean 'phrase.reason'?)"),
        ("phrase", "nothing here is called 'phrase'"),
        ("tu.tieness", "nothing here is called 'tu.tieness' (did you mean 'tu.tienes'?)"),
        ("tu", "nothing here is called 'tu'"),
        ("xyzzyxyzzy", "nothing here is called 'xyzzyxyzzy'"),
        ("requirement.__class__", "nothing here is called 'requirement.__class__' (did you mean 'requirement'?)"),
        ("self", "nothing here is called 'self'"),
        ("gap", "nothing here is called 'gap'"),
    ],
)
def test_an_unknown_name_is_an_error_with_the_line_itself(tmp_path: Path, name: str, told: str) -> None:
    reason = "# reason\n## any\n- (silent)\n"
    in_letter = broken(tmp_path / "letter", hello(f"Hola.\n\nEso {{{{ {name} }}}}.", reason))
    assert in_letter == f"es/hello.md:5: {told}\n    Eso {{{{ {name} }}}}."
    in_book = broken(
        tmp_path / "book", hello("{{ phrase.p }}", f"{reason}# p\n## any\n- A.\n  - f: B\n    {{{{ {name} }}}}.\n")
    )
    assert in_book == f"es/phrases/hello.md:8: {told}\n    {{{{ {name} }}}}."


def test_an_unknown_name_is_found_wherever_it_stands(tmp_path: Path) -> None:
    for number, body in enumerate((
        "{% if requirment %}a{% endif %}",
        "{% if requirement %}{% else %}{{ requirment }}{% endif %}",
        "{% for one in requirment %}{{ one }}{% endfor %}",
        "{% for one in requirement %}{{ requirment }}{% endfor %}",
        "{% for one in requirement %}{{ one.x }}{% endfor %}",
        "[a](https://example.com/{{ requirment }})",
    )):  # fmt: skip
        assert broken(tmp_path / str(number), hello(body)).startswith("es/hello.md:3: nothing here is called")


def test_the_internal_judgement_has_no_name(tmp_path: Path) -> None:
    for number, name in enumerate(("stance", "agreement", "self_assessment", "self_assessment_text", "status", "said")):
        assert f"nothing here is called '{name}'" in broken(tmp_path / str(number), hello(f"{{{{ {name} }}}}"))


# --- links


LINKS = hello(
    "[todo]({{ survey_url }})\n[parte](https://e.es/{{ role.title }}?q={{ requirement }})\n"
    "[{{ survey_url }}]({{ survey_url }})\n[{{ sender.email }}](mailto:{{ sender.email }})\n"
    "[escribe](mailto:{{ sender.email }})"
)
CELLS = {
    "survey_url": "https://e.es/a?b=c&d='e'",
    "role": "A/B & C",
    "requirement": "100% ñ?",
    "sender_email": "ana+x@e.es",
}


def test_a_link_is_spelled_out_once_in_text(tmp_path: Path) -> None:
    assert render(tmp_path, LINKS, CELLS).text == (
        "todo (https://e.es/a?b=c&d='e')\n"
        "parte (https://e.es/A%2FB%20%26%20C?q=100%25%20%C3%B1%3F)\n"
        "https://e.es/a?b=c&d='e'\n"
        "ana+x@e.es\n"
        "escribe (ana+x@e.es)\n"
    )


def test_the_address_of_a_link_is_encoded_and_escaped_in_html(tmp_path: Path) -> None:
    assert body_of(render(tmp_path, LINKS, CELLS)) == (
        '<p><a href="https://e.es/a?b=c&amp;d=&#x27;e&#x27;">todo</a><br>\n'
        '<a href="https://e.es/A%2FB%20%26%20C?q=100%25%20%C3%B1%3F">parte</a><br>\n'
        "<a href=\"https://e.es/a?b=c&amp;d=&#x27;e&#x27;\">https://e.es/a?b=c&amp;d='e'</a><br>\n"
        '<a href="mailto:ana+x@e.es">ana+x@e.es</a><br>\n'
        '<a href="mailto:ana+x@e.es">escribe</a></p>\n'
    )


@pytest.mark.parametrize(
    "value",
    ["javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "//e.es", "e.es", "vbscript:x", "https:", "x y"],
)
def test_a_value_that_begins_a_link_must_be_one(tmp_path: Path, value: str) -> None:
    from templater.errors import CandidateError

    library = write(tmp_path, hello("[aquí]({{ requirement }})"))
    with pytest.raises(CandidateError) as caught:
        library.render(candidate(requirement=value), HELLO)
    assert str(caught.value) == f"column 'requirement': '{value}' is not a link; it begins with https://"


@pytest.mark.parametrize("value", ["https://e.es", "HTTP://e.es/x", "mailto:a@e.es", "tel:+34600000000"])
def test_a_value_that_begins_a_link_may_be_any_of_four_kinds(tmp_path: Path, value: str) -> None:
    message = render(tmp_path, hello("[aquí]({{ requirement }})"), {"requirement": value})
    assert f'href="{value}"' in body_of(message)


@pytest.mark.parametrize("scheme", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd"])
def test_a_template_cannot_write_a_dangerous_link_either(tmp_path: Path, scheme: str) -> None:
    assert "<a" not in body_of(render(tmp_path, hello(f"[aquí]({scheme})")))


def test_a_value_cannot_finish_the_scheme_of_a_link(tmp_path: Path) -> None:
    message = render(tmp_path, hello("[aquí](java{{ requirement }})"), {"requirement": "script:alert(1)"})
    assert 'href="javascript%3Aalert%281%29"' in body_of(message)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=20))
def test_a_value_inside_a_link_never_leaves_its_place(inside_link: Library, value: str) -> None:
    read = read_candidate({"requirement": f"x{value}x"})
    if not isinstance(read, Candidate) or not isinstance(read.facts["requirement"], str):
        return
    html = body_of(inside_link.render(read, HELLO))
    address = html.removeprefix('<p><a href="https://e.es/').removesuffix('/z">aquí</a></p>\n')
    assert not set(address) & set("\"'<>&/?#:@ \\")
    assert unicodedata.normalize("NFC", value).isascii() or address.isascii()


@pytest.fixture(scope="module", name="inside_link")
def inside_link_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return write(tmp_path_factory.mktemp("links"), hello("[aquí](https://e.es/{{ requirement }}/z)"))
