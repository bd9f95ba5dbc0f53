from __future__ import annotations

import re
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letter_factory import body_of, hello, render

from templater.letters.expressions import Name
from templater.letters.silence import close_up

SILENT, SPOKEN, ABSENT = Name("phrase.s", (), 1), Name("phrase.v", (), 1), Name("requirement", (), 1)
BOOK = "# s\n## any\n- (silent)\n\n# v\n## any\n- V.\n"


def closed(pieces: Sequence[str | Name]) -> str:
    kept = close_up(pieces, silent=lambda name: name is SILENT, absent=lambda name: name is ABSENT)
    return "".join("V." if piece is SPOKEN else str(piece) for piece in kept)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        # at the beginning, in the middle, at the end
        ("{{ phrase.s }} Uno dos.", "Uno dos."),
        ("Uno {{ phrase.s }} dos.", "Uno dos."),
        ("Uno dos. {{ phrase.s }}", "Uno dos."),
        # several in a row
        ("Uno {{ phrase.s }} {{ phrase.s }} {{ phrase.s }} dos.", "Uno dos."),
        ("{{ phrase.s }} {{ phrase.s }} Uno.", "Uno."),
        ("Uno. {{ phrase.s }} {{ phrase.s }}", "Uno."),
        ("{{ phrase.v }} {{ phrase.s }} {{ phrase.v }}", "V. V."),
        ("{{ phrase.s }} {{ phrase.v }} {{ phrase.s }}", "V."),
        # a sign after it
        ("Uno {{ phrase.s }}, dos.", "Uno, dos."),
        ("({{ phrase.s }} uno)", "(uno)"),
        # lines
        ("Uno.\n{{ phrase.s }}\ndos.", "Uno.\ndos."),
        ("{{ phrase.s }}\nUno.", "Uno."),
        ("Uno.\n{{ phrase.s }}", "Uno."),
        # paragraphs
        ("Uno.\n\n{{ phrase.s }}\n\nDos.", "Uno.\n\nDos."),
        ("Uno.\n\n{{ phrase.s }} {{ phrase.s }}\n\n{{ phrase.s }}\n\nDos.", "Uno.\n\nDos."),
        ("{{ phrase.s }}\n\nUno.", "Uno."),
        ("Uno.\n\n{{ phrase.s }}", "Uno."),
        # list items
        ("- Uno.\n- {{ phrase.s }}\n- Dos.", "- Uno.\n- Dos."),
        ("- {{ phrase.s }} Uno.\n- Dos. {{ phrase.s }}", "- Uno.\n- Dos."),
        ("- {{ phrase.s }} {{ phrase.s }}\n- Uno.", "- Uno."),
        ("1. {{ phrase.s }}\n2. Uno.\n3. Dos.", "1. Uno.\n2. Dos."),
        ("- {{ phrase.s }}\n\nUno.", "Uno."),
        # other blocks of nothing
        ("> {{ phrase.s }}\n\nUno.", "Uno."),
        ("# {{ phrase.s }}\n\nUno.", "Uno."),
        ("**{{ phrase.s }}**\n\nUno.", "Uno."),
        # nothing silent
        ("Uno  dos.", "Uno  dos."),
        ("- \n- Uno.", "- Uno."),
    ],
)
def test_a_silent_phrase_takes_one_adjacent_space_and_nothing_else(tmp_path: Path, body: str, text: str) -> None:
    assert render(tmp_path, hello(body, BOOK)).text == f"{text}\n"


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("Uno.\n\n{{ phrase.s }}\n\nDos.", "<p>Uno.</p>\n<p>Dos.</p>\n"),
        ("- Uno.\n- {{ phrase.s }}\n- Dos.", "<ul><li>Uno.</li>\n<li>Dos.</li>\n</ul>\n"),
        ("1. {{ phrase.s }}\n2. Uno.", "<ol><li>Uno.</li>\n</ol>\n"),
        ("> {{ phrase.s }}\n\n# {{ phrase.s }}\n\nUno.", "<p>Uno.</p>\n"),
        ("Uno.\n{{ phrase.s }}\nDos.", "<p>Uno.<br>\nDos.</p>\n"),
    ],
)
def test_silence_leaves_no_empty_element(tmp_path: Path, body: str, html: str) -> None:
    assert body_of(render(tmp_path, hello(body, BOOK))) == html


def test_a_silent_phrase_of_the_subject_closes_up_too(tmp_path: Path) -> None:
    files = {"es/hello.md": "Subject: Uno {{ phrase.s }} {{ phrase.v }}\n\nHola.\n", "es/phrases/hello.md": BOOK}
    assert render(tmp_path, files).subject == "Uno V."


# --- the law, against the most direct way to write it down

MARKS = r"\s*(?:(?:[-*+>]|\d+\.)\s*)?"


def oracle(text: str) -> str:
    """Close up a text in which § is a silent phrase and ∅ a field that is absent."""
    lines = []
    for line in text.split("\n"):
        if "∅" in line:
            continue
        beginning, rest = re.fullmatch(f"({MARKS})(.*)", line).groups()  # type: ignore[union-attr]  # matches any line
        while "§" in rest:
            rest = re.sub(r" §|§ |§", "", rest, count=1)
        if "§" not in line or rest.strip():
            lines.append(beginning + rest)
    return "\n".join(lines)


TOKENS = st.sampled_from(["§", "§", "∅", "◆", "◆", " ", " ", " ", "uno", "dos,", "(tres", "¿y?", "."])
LINES = st.builds(
    lambda beginning, tokens: beginning + "".join(tokens),
    st.sampled_from(["", "", "", "- ", "1. ", "  ", "  - ", "> "]),
    st.lists(TOKENS, max_size=8),
)
TEXTS = st.lists(LINES, max_size=6).map("\n".join)


def pieces_of(text: str) -> list[str | Name]:
    names = {"§": SILENT, "∅": ABSENT, "◆": SPOKEN}
    return [names.get(part, part) for part in re.split("([§∅◆])", text) if part]


@settings(max_examples=1500, deadline=None)
@given(TEXTS)
def test_closing_up_is_what_the_naive_rule_says(text: str) -> None:
    assert closed(pieces_of(text)) == oracle(text).replace("◆", "V.")


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_words_never_go_but_with_an_absent_field(text: str) -> None:
    said = "\n".join(line for line in text.split("\n") if "∅" not in line).replace("◆", "V.").replace("§", "")
    kept = re.sub(r"^(\s|[->]|\d+\.)*$", "", closed(pieces_of(text)), flags=re.MULTILINE)
    assert re.sub(r"\s", "", kept) == re.sub(r"\s", "", re.sub(r"^(\s|[->]|\d+\.)*$", "", said, flags=re.MULTILINE))


@settings(deadline=None)
@given(TEXTS)
def test_a_text_without_silence_is_left_alone(text: str) -> None:
    spoken = text.replace("§", "◆").replace("∅", "◆")
    assert closed(pieces_of(spoken)) == spoken.replace("◆", "V.")


@pytest.mark.parametrize("ruled", ["#" * 28, "# " * 28, "1. " * 28, "-" * 28, "1" * 28])
def test_a_line_of_many_marks_takes_no_time(ruled: str) -> None:
    begun = time.process_time()
    assert closed([f"{ruled}x", SILENT]).strip() == f"{ruled}x"
    assert time.process_time() - begun < 1
