"""What has changed in one language is to be looked at in the others, until somebody accepts it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from templater.errors import TemplateError
from templater.language.shelves import builtin_templates, open_shelves
from templater.review.accepting import (
    ACCEPTED,
    Drift,
    Key,
    Lock,
    Sections,
    accepted,
    drifted,
    lock_bytes,
    read_lock,
    sections_of,
)
from templater.review.accepting.naming import named

BOOK = "# p\n> {note}\n\n## any\n- {any}\n\n## small, agree\n- {small}\n  - {form}: x\n"
ANY, SMALL, HELLO = Key("phrases.md", "p"), Key("phrases.md", "p", ("agree", "small")), Key("hello.md")


def book(note: str = "Nota.", any_: str = "Sí.", small: str = "Poco.", form: str = "f") -> str:
    return BOOK.format(note=note, any=any_, small=small, form=form)


SPANISH, ENGLISH = book(form="usted"), book(any_="Yes.", small="A little.")


def team(directory: Path, files: Mapping[str, str]) -> Sections:
    """Write a team's templates and return its sections."""
    for name, text in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return sections_of(open_shelves([directory]), directory)


def pair(directory: Path, spanish: str = SPANISH, english: str = ENGLISH, **more: str) -> Sections:
    return team(directory, {"es/phrases.md": spanish, "en/phrases.md": english, **more})


def everything(sections: Sections) -> Lock:
    return accepted(None, sections, sections.found)


def seen(found: Drift) -> tuple[Key, str, str, str, str]:
    return found.key, found.changed, found.language, found.before, found.after


def test_what_changed_in_one_language_is_to_be_looked_at_in_the_other(tmp_path: Path) -> None:
    lock = everything(pair(tmp_path))
    after = pair(tmp_path, spanish=book(small="Muy poco.", form="usted"))
    (found,) = drifted(after, lock)
    before = "- Poco.\n  - usted: x"
    assert seen(found) == (SMALL, "es", "en", before, "- Muy poco.\n  - usted: x")
    name = tmp_path.name
    assert (found.place, found.changed_place) == (f"{name}/en/phrases.md:7", f"{name}/es/phrases.md:7")


def test_both_are_to_be_looked_at_when_both_have_changed(tmp_path: Path) -> None:
    lock = everything(pair(tmp_path))
    after = pair(tmp_path, book(any_="No.", form="usted"), book(any_="No.", small="A little."))
    assert [seen(found)[:3] for found in drifted(after, lock)] == [(ANY, "es", "en"), (ANY, "en", "es")]


def test_nothing_is_to_be_looked_at_before_something_was_accepted(tmp_path: Path) -> None:
    sections = pair(tmp_path)
    assert read_lock(tmp_path) is None
    assert not list(drifted(sections, None))


@pytest.mark.parametrize(
    "spanish",
    [book(note="Otra nota.\n> Y otra.", form="usted"), SPANISH.replace("\n", "  \n"), SPANISH.replace("\n\n", "\n\n\n"),
     unicodedata.normalize("NFD", SPANISH), SPANISH.replace("small, agree", "agree,  small"), "\ufeff" + SPANISH,
     SPANISH.replace("\n", "\r\n")],
    ids=["notes", "spaces at line ends", "empty lines", "NFD", "the order of tags", "a mark of order", "Windows"],
)  # fmt: skip
def test_what_nobody_reads_is_no_change(tmp_path: Path, spanish: str) -> None:
    lock = everything(pair(tmp_path))
    assert not list(drifted(pair(tmp_path, spanish), lock))


def test_a_letters_own_text_is_one_section_with_its_headers_and_without_its_note(tmp_path: Path) -> None:
    letters = {"es/hello.md": "Subject: Hola\nNote: Una carta.\n\nHola.\n", "en/hello.md": "Subject: Hi\n\nHi.\n"}
    lock = everything(team(tmp_path, letters))
    assert not list(drifted(team(tmp_path, letters | {"es/hello.md": "Subject: Hola\n\nHola. \n\n"}), lock))
    (found,) = drifted(team(tmp_path, letters | {"es/hello.md": "Subject: Buenas\n\nHola.\n"}), lock)
    assert seen(found) == (HELLO, "es", "en", "Subject: Hola\n\nHola.", "Subject: Buenas\n\nHola.")
    assert found.place == f"{tmp_path.name}/en/hello.md:1"


def test_a_section_of_one_language_alone_and_those_of_a_region_are_no_concern(tmp_path: Path) -> None:
    files = {"es/phrases.md": SPANISH, "en/phrases.md": "# p\n\n## any\n- Yes.\n",
             "es-MX/phrases.md": "# p\n\n## any\n- Sip.\n"}  # fmt: skip
    lock = everything(team(tmp_path, files))
    assert set(lock) == {"phrases.md:p:any"}
    files |= {"es-MX/phrases.md": "# p\n\n## any\n- Ajá.\n", "es/phrases.md": book(small="Poquito.", form="usted")}
    assert not list(drifted(team(tmp_path, files), lock))


def test_a_third_language_is_looked_at_as_well_and_a_new_one_until_it_is_accepted(tmp_path: Path) -> None:
    lock = everything(pair(tmp_path))
    locale = 'name = "Français"\nregisters = ["tu"]\n'
    french = {"fr/phrases.md": "# p\n\n## any\n- Oui.\n", "fr/locale.toml": locale}
    sections = pair(tmp_path, **french)
    (found,) = drifted(sections, lock)
    assert seen(found) == (ANY, "en", "fr", "", "- Yes.")
    lock = accepted(lock, sections, {ANY})
    after = pair(tmp_path, book(any_="Claro.", form="usted"), **french)
    assert [seen(found)[1:3] for found in drifted(after, lock)] == [("es", "en"), ("es", "fr")]


def test_a_broken_file_takes_no_other_with_it_and_keeps_its_place_in_the_lock(tmp_path: Path) -> None:
    more = {"es/phrases/a.md": "# a\n\n## any\n- A.\n", "en/phrases/a.md": "# a\n\n## any\n- A.\n"}
    lock = everything(pair(tmp_path, **more))
    (tmp_path / "en" / "x.md").write_bytes(b"\xff")
    (tmp_path / "en" / "locale.toml").write_bytes(b"=")
    after = pair(tmp_path, book(any_="No.", form="usted"), **more | {"en/phrases/a.md": "- nothing"})
    places = [error.place for error in after.unread.values()]
    assert places == [f"{tmp_path.name}/en/phrases/a.md:1", f"{tmp_path.name}/en/x.md:1"]
    assert [found.key for found in drifted(after, lock)] == [ANY]
    assert set(accepted(lock, after, after.found)) == set(lock)


def test_what_is_gone_leaves_the_lock_with_the_next_accept(tmp_path: Path) -> None:
    lock = everything(pair(tmp_path))
    after = pair(tmp_path, english="# p\n\n## any\n- Yes.\n")
    assert set(accepted(lock, after, ())) == {str(ANY)}


def test_the_shipped_templates_have_a_lock_as_the_command_writes_it() -> None:
    directory = builtin_templates()
    lock = read_lock(directory)
    assert lock
    assert (directory / ACCEPTED).read_bytes() == lock_bytes(lock)


NAMES = {
    "phrases.md": {ANY, SMALL}, "es/phrases.md": {ANY, SMALL}, "es": {ANY, SMALL, HELLO}, "p": {ANY, SMALL},
    "p:any": {ANY}, "p:small,agree": {SMALL}, "phrases.md:p": {ANY, SMALL}, "phrases.md:p:agree, small": {SMALL},
    "en/phrases.md:p:agree,small": {SMALL}, "en/phrases.md:7": {SMALL}, "hello.md": {HELLO}, "phrases": set(),
    "q": set(), "fr": set(),
}  # fmt: skip


@pytest.mark.parametrize(("name", "keys"), NAMES.items(), ids=NAMES)
def test_people_name_sections_in_many_ways(tmp_path: Path, name: str, keys: set[Key]) -> None:
    sections = pair(tmp_path, **{"es/hello.md": "Subject: Hola\n\nHola.\n", "en/hello.md": "Subject: Hi\n\nHi.\n"})
    assert named(sections, tmp_path, name) == keys
    if name.startswith("e"):
        assert named(sections, tmp_path, f"{tmp_path}/{name}") == keys


BROKEN = {
    "<<<<<<< HEAD\n{}\n": (1, "conflict marks of git"),
    '{"version": 1\n,"a": {"es": ["x", "y"]}\n}\n': (2, "changed by hand or by a merge"),
    '{"version": 1\n,"a": {}\n,"a": {}\n}\n': (3, "twice"),
    '{"version": 1\n,"a": {},\n}\n': (2, "is not JSON"),
    '{"version": 2\n}\n': (1, "not a file of this version"),
    "[]\n": (1, "not a file of this version"),
}


@pytest.mark.parametrize(("content", "said"), BROKEN.items(), ids=[said for _, said in BROKEN.values()])
def test_a_broken_lock_is_an_error_with_its_line(tmp_path: Path, content: str, said: tuple[int, str]) -> None:
    (tmp_path / ACCEPTED).write_text(content, "utf-8")
    with pytest.raises(TemplateError) as caught:
        read_lock(tmp_path)
    line, words = said
    assert words in str(caught.value)
    assert int(caught.value.place.removeprefix(f"{tmp_path / ACCEPTED}:")) in (line, line + 1)


texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40).map(
    lambda text: unicodedata.normalize("NFC", text)
)
locks = st.dictionaries(
    texts.filter(lambda key: key != "version"), st.dictionaries(texts, texts, max_size=3), max_size=6
)


@settings(deadline=None)
@given(locks)
def test_a_lock_that_is_written_reads_the_same_and_takes_one_line_for_each_section(lock: Lock) -> None:
    content = lock_bytes(lock)
    assert content.endswith(b"}\n")
    assert len(content.split(b"\n")) == len(lock) + 3
    with TemporaryDirectory() as directory:
        (Path(directory) / ACCEPTED).write_bytes(content)
        assert read_lock(Path(directory)) == lock
    assert lock_bytes(dict(reversed(list(lock.items())))) == content


words = st.text("abc", min_size=1, max_size=2)
tags = st.sampled_from(["small", "agree, small", "phone"])
books = st.dictionaries(words, st.dictionaries(tags, words, max_size=3), max_size=3)


def written(phrases: Mapping[str, Mapping[str, str]]) -> str:
    return "\n".join(
        f"# {name}\n" + "".join(f"## {heading}\n- {text}\n" for heading, text in {"any": name, **sections}.items())
        for name, sections in phrases.items()
    )


@settings(max_examples=25, deadline=None)
@given(books, books, books, books)
def test_accepting_everything_leaves_nothing_to_be_looked_at(
    es: Mapping[str, Mapping[str, str]],
    en: Mapping[str, Mapping[str, str]],
    later_es: Mapping[str, Mapping[str, str]],
    later_en: Mapping[str, Mapping[str, str]],
) -> None:
    with TemporaryDirectory() as directory:
        lock = everything(pair(Path(directory), written(es), written(en)))
        later = pair(Path(directory), written(later_es), written(later_en))
        whole = accepted(lock, later, later.found)
        assert not list(drifted(later, whole))
        drifts = {found.key for found in drifted(later, lock)}
        assert accepted(lock, later, drifts) == whole == everything(later)
