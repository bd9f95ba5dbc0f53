from __future__ import annotations

from pathlib import Path

import pytest
from letter_factory import broken, candidate, render, write

from templater.letters import Wanted


def hello(text: str) -> dict[str, str]:
    return {"es/hello.md": text}


def test_the_headers_stand_at_the_top_like_those_of_an_email(tmp_path: Path) -> None:
    text = (
        "Subject: Para {{ role.title }}\nPreheader: Sobre   {{ role.company }}\nAddressee: recruiter\n"
        "Note: {{ not read }}\nRequires: p\n\nHola. {{ phrase.p }}\n"
    )
    message = render(tmp_path, hello(text) | {"es/phrases/hello.md": "# p\n## any\n- P.\n"})
    assert message.subject == "Para Analista de datos"
    assert message.preheader == "Sobre Acme"
    assert message.addressee == "recruiter"
    assert message.text == "Hola. P.\n"
    assert (message.letter, message.locale, message.channel) == ("hello", "es", "email")


def test_a_letter_goes_to_the_candidate_unless_it_says_otherwise(tmp_path: Path) -> None:
    assert render(tmp_path, hello("Subject: x\n\nHola.\n")).addressee == "candidate"


def test_a_letter_needs_no_header_but_needs_the_empty_line(tmp_path: Path) -> None:
    message = render(tmp_path, hello("\nHola.\n"))
    assert (message.subject, message.preheader, message.text) == ("", "", "Hola.\n")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Subjet: x\n\nHola.\n", "1: 'Subjet:' is no header of a letter (did you mean 'Subject'?)\n    Subjet: x"),
        (
            "Subject: x\n\n \n",
            "1: there is no letter here: write it after the headers and an empty line\n    Subject: x",
        ),
        (
            "Subject: x\nXyzzy: y\n\nHola.\n",
            "2: 'Xyzzy:' is no header of a letter; there are Subject, Preheader, Requires, Unless, Addressee, Note\n"
            "    Xyzzy: y",
        ),
        (
            "Subject: x\nHola, {{ candidate.first_name }}\n",
            "2: a letter begins with its headers (Subject, Preheader, Requires, Unless, Addressee, Note) "
            "and an empty line\n"
            "    Hola, {{ candidate.first_name }}",
        ),
        (
            "Hola.\n",
            "1: a letter begins with its headers (Subject, Preheader, Requires, Unless, Addressee, Note) "
            "and an empty line\n"
            "    Hola.",
        ),
        ("Subject: x\nSubject: y\n\nHola.\n", "2: 'Subject:' is here twice\n    Subject: y"),
        (
            "Subject: x\nAddressee: boss\n\nHola.\n",
            "2: 'boss' is not one of candidate, manager, colleague, recruiter\n    boss",
        ),
        (
            "Subject: x\nRequires: verdct\n\nHola.\n",
            "2: 'Requires:' names 'verdct', which is neither a phrase nor a column\n    verdct",
        ),
        (
            "Subject: {{ rol.title }}\n\nHola.\n",
            "1: nothing here is called 'rol.title' (did you mean 'role.title'?)\n    {{ rol.title }}",
        ),
        (
            "Subject: x\nPreheader: {{ requirment }}\n\nHola.\n",
            "2: nothing here is called 'requirment' (did you mean 'requirement'?)\n    {{ requirment }}",
        ),
        (
            "Subject: {% if requirement %}x{% endif %}\n\nHola.\n",
            "1: only names such as {{ role.title }} may stand in braces here, with the filters list, date, ordinal\n"
            "    {% if requirement %}x{% endif %}",
        ),
    ],
)
def test_a_broken_header_is_refused_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    assert broken(tmp_path, hello(text)) == f"es/hello.md:{told}"


def test_a_filter_that_refuses_a_value_of_the_subject_names_the_subjects_line(tmp_path: Path) -> None:
    text = "Note: x\nSubject: {{ role.title | date }}\n\nHola.\n"
    assert broken(tmp_path, hello(text)).startswith("es/hello.md:2: 'Analista de datos' is not a date")


def test_markdown_is_none_in_a_subject(tmp_path: Path) -> None:
    message = render(tmp_path, hello("Subject: *x* & <b>\nPreheader: 5 > 4\n\nHola.\n"))
    assert (message.subject, message.preheader) == ("*x* & <b>", "5 > 4")
    assert message.html is not None
    assert "<title>*x* &amp; &lt;b&gt;</title>" in message.html
    assert ">5 &gt; 4</div>" in message.html


def test_a_page_without_preheader_has_no_place_for_it(tmp_path: Path) -> None:
    message = render(tmp_path, hello("Subject: x\n\nHola.\n"))
    assert message.html is not None
    assert "display:none" not in message.html


def test_only_an_email_has_html(tmp_path: Path) -> None:
    library = write(
        tmp_path, {"es/hello.md": "Subject: x\n\nHola.\n", "es/hello.phone.md": "Subject: x\n\nDiga hola.\n"}
    )
    assert library.render(candidate(), Wanted("hello", "es")).html is not None
    assert library.render(candidate(), Wanted("hello", "es", "phone")).html is None


def test_a_letter_has_one_addressee_whatever_its_channel(tmp_path: Path) -> None:
    files = {"es/hello.md": "Subject: x\n\nHola.\n", "es/hello.sms.md": "Addressee: manager\n\nHola.\n"}
    assert broken(tmp_path, files) == (
        "es/hello.sms.md:1: 'Addressee:' is manager here and candidate in es/hello.md; a letter has one addressee\n"
        "    manager"
    )
    assert render(tmp_path, files | {"es/hello.sms.md": "Note: x\n\nHola.\n"}, channel="sms").text == "Hola."
