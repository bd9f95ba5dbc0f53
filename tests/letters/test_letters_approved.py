"""A library with approvals says nothing that nobody approved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from letter_factory import candidate, hello, write

from templater.errors import CandidateError
from templater.letters import Library, Wanted
from templater.letters.approval import letter_mark, wording_mark

BOOK = """\
# p

## any
- Base.
- Otra.

## small
- Poco {{ requirement }}.
- Poco.
  - usted: Poco usted.

# q

## any
- (silent)

## small
- Algo.

# r

## any
- Con {{ phrase.s }}.

# s

## any
- ese
"""
SMALL = {"gap": "small", "stage": "screen", "requirement": "SQL"}


def marks(library: Library, locale: str) -> Iterator[tuple[str, str]]:
    """Yield the words, and the mark, of everything in the letter hello."""
    manuscript = library.edition(locale).manuscript("hello")
    for letter in manuscript.files:
        yield letter.name, letter_mark(letter)
    for phrase in manuscript.book.values():
        for section in phrase.sections.values():
            for wording in section.wordings:
                yield wording.text, wording_mark(phrase.name, section.tags, wording)


Say = Callable[..., str]


@pytest.fixture
def said(tmp_path: Path) -> Say:
    """Return what a letter says when all of it is approved but some wordings, and perhaps what its notes say."""

    def say(body: str, *withheld: str, locale: str = "es", notes: bool = False,
            approved_in: str = "", files: dict[str, str] | None = None, **cells: object) -> str:  # fmt: skip
        library = write(tmp_path, {**hello(body, BOOK), **(files or {})})
        approved = {mark for text, mark in marks(library, approved_in or locale) if text not in withheld}
        message = Library(tmp_path, approved=approved).render(candidate(cells), Wanted("hello", locale))
        return "\n".join(map(str, message.notes)) if notes else message.text.strip()

    return say


def problems(say: Say, *arguments: str, **settings: object) -> str:
    with pytest.raises(CandidateError) as caught:
        say(*arguments, **settings)
    return str(caught.value)


def test_only_an_approved_wording_is_drawn(said: Say) -> None:
    assert said("{{ phrase.p }}", "Base.") == "Otra."
    assert said("{{ phrase.p }}", "Otra.") == "Base."


def test_a_wording_with_fewer_facts_may_stand_in_and_the_recruiter_is_told(said: Say) -> None:
    assert said("{{ phrase.p }}", **SMALL) == "Poco SQL."
    assert said("{{ phrase.p }}", "Poco {{ requirement }}.", **SMALL) == "Poco."
    note = said("{{ phrase.p }}", "Poco {{ requirement }}.", notes=True, **SMALL)
    assert note.startswith("column 'requirement': the phrase 'p' leaves it out, for the wording that says it is not ")
    assert note.endswith("/es/phrases/hello.md:8")
    assert not said("{{ phrase.p }}", "Poco.", notes=True, **SMALL)
    assert not said("{{ phrase.p }}", "Poco {{ requirement }}.", notes=True, **SMALL | {"requirement": ""})


def test_a_section_without_an_approved_wording_leaves_the_floor_to_the_next(said: Say) -> None:
    withheld = ("Poco {{ requirement }}.", "Poco.", "Otra.")
    assert said("{{ phrase.p }}", *withheld, **SMALL) == "Base."
    assert "column 'requirement'" in said("{{ phrase.p }}", *withheld, notes=True, **SMALL)


FACTS = """\
# p

## any
- Visto: {{ evidence }}.

## small
- Pide {{ requirement }}.
- Vieron {{ evidence }}.
"""


def test_what_the_draw_would_have_left_to_chance_anyway_is_no_loss(said: Say) -> None:
    both = {**SMALL, "evidence": "poco"}
    files = {"es/phrases/hello.md": FACTS}
    assert not said("{{ phrase.p }}", "Pide {{ requirement }}.", notes=True, files=files, **both)
    withheld = ("Pide {{ requirement }}.", "Vieron {{ evidence }}.")
    assert said("{{ phrase.p }}", *withheld, files=files, **both) == "Visto: poco."
    assert said("{{ phrase.p }}", *withheld, notes=True, files=files, **both).startswith("column 'requirement': ")


def test_a_phrase_with_nothing_approved_to_say_is_a_problem_with_its_lines(said: Say) -> None:
    text = problems(said, "{{ phrase.p }}", "Base.", "Otra.")
    assert text.startswith("the phrase 'p' has no approved wording: look at ")
    assert "/es/phrases/hello.md:4, " in text
    assert "/es/phrases/hello.md:5 " in text


def test_silence_that_the_book_did_not_mean_is_a_problem_too(said: Say) -> None:
    assert said("A {{ phrase.q }}") == "A"
    assert "the phrase 'q' has no approved wording" in problems(said, "A {{ phrase.q }}", "Algo.", **SMALL)


def test_a_phrase_within_a_phrase_is_looked_for_where_it_stands(said: Say) -> None:
    assert said("{{ phrase.r }}") == "Con ese."
    text = problems(said, "{{ phrase.r }}", "ese")
    assert "the phrase 'r' has no approved wording" in text
    assert "/es/phrases/hello.md:28" in text


def test_a_phrase_within_is_not_missed_where_another_wording_does_without_it(said: Say) -> None:
    files = {"es/phrases/hello.md": BOOK.replace("- Con {{ phrase.s }}.", "- Con {{ phrase.s }}.\n- Sin nada.")}
    assert said("{{ phrase.r }}", "ese", files=files) == "Sin nada."


def test_an_if_does_not_take_what_is_not_approved_for_silence(said: Say) -> None:
    body = "{% if phrase.q %}\n{{ phrase.q }}\n{% else %}\nNada.\n{% endif %}"
    assert said(body) == "Nada."
    assert "the phrase 'q' has no approved wording" in problems(said, body, "Algo.", **SMALL)


def test_a_letters_own_text_is_approved_as_one(said: Say) -> None:
    text = problems(said, "{{ phrase.p }}", "hello")
    assert text.startswith("the letter's own text is not approved: look at ")


def test_a_region_says_what_its_language_was_approved_to_say_and_its_own_needs_its_own(said: Say) -> None:
    region = {"es-MX/phrases/hello.md": "# p\n\n## small\n- Poquito.\n"}
    asked = {"locale": "es-MX", "files": region, "approved_in": "es"}
    assert said("{{ phrase.p }}", "Otra.", **asked) == "Base."
    text = problems(said, "{{ phrase.p }}", "Base.", "Otra.", **asked, **SMALL)
    assert "/es-MX/phrases/hello.md:4, " in text
    assert said("{{ phrase.p }}", **asked | {"approved_in": "es-MX"}, **SMALL) == "Poquito."


MARKED = {
    "another situation": ("# p\n## any\n- B.\n## small\n- A.\n", "es"),
    "another phrase": ("# p\n## any\n- B.\n# q\n## any\n- A.\n", "es"),
    "another form": ("# p\n## any\n- A.\n  - f: B.\n", "es"),
    "other words": ("# p\n## any\n- A!\n", "es"),
    "another locale": ("# p\n## any\n- A.\n", "en"),
}


@pytest.mark.parametrize(("book", "locale"), MARKED.values(), ids=MARKED)
def test_an_approval_is_of_these_words_in_this_place(tmp_path: Path, book: str, locale: str) -> None:
    plain = dict(marks(write(tmp_path / "one", hello("{{ phrase.p }}", "# p\n## any\n- A.\n")), "es"))
    files = {f"{locale}/{name.removeprefix('es/')}": text for name, text in hello("{{ phrase.p }}", book).items()}
    assert plain["A."] not in dict(marks(write(tmp_path / "two", files), locale)).values()


def test_a_note_or_a_move_to_another_line_or_file_is_no_new_wording(tmp_path: Path) -> None:
    book = "# p\n## small, agree\n- A.\n## any\n- B.\n"
    plain = set(marks(write(tmp_path / "one", hello("{{ phrase.p }}", book)), "es"))
    moved = hello("{{ phrase.p }}") | {"es/phrases.md": f"> Nota.\n\n{book.replace('small, agree', 'agree, small')}"}
    own = {(text, mark) for text, mark in plain if text in ("hello", "A.", "B.")}
    assert own <= set(marks(write(tmp_path / "two", moved), "es"))
