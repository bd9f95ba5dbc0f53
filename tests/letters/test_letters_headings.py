from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from letter_factory import body_of, broken, candidate, hello, letter, render, text, write

from templater.errors import CandidateError, TemplateError
from templater.letters import Wanted

SCREEN = {"stage": "screen", "requirement": "SQL"}


def said(directory: Path, book: str, cells: dict[str, object] | None = None) -> str:
    return text(directory, hello("{{ phrase.p }}", book), cells).strip()


def sections(*headings: str) -> str:
    return "# p\n" + "".join(f"\n## {heading}\n- {heading.upper()}.\n" for heading in headings)


@pytest.mark.parametrize(
    ("heading", "cells", "fits"),
    [
        ("small", {"gap": "small"}, True),
        ("small", {"gap": "large"}, False),
        ("small, large", {"gap": "large"}, True),
        ("small, large", {"gap": "moderate"}, False),
        ("small, requested", {"gap": "small"}, False),
        ("small, requested", {"gap": "small", "feedback_consent": "requested"}, True),
        ("small,requested", {"gap": "small", "feedback_consent": "requested"}, True),
        ("small, large, interview, final", {"gap": "large", "stage": "final"}, True),
        ("small, large, interview, final", {"gap": "large", "stage": "screen"}, False),
        ("agree", {"gap": "small", "self_assessment": "negative"}, True),
        ("said-negative", {"gap": "small", "self_assessment": "negative"}, True),
        ("said-negative", {"gap": "small", "self_assessment": "mixed"}, False),
        ("f", {"form": "f"}, True),
        ("x", {}, True),
        ("agency", {"agency": "Puente"}, True),
        ("inhouse", {"agency": "Puente"}, False),
        ("position_filled", {"external_reason": "position_filled"}, True),
        ("email", {}, True),
        ("tu", {}, True),
    ],
)
def test_a_comma_means_and_and_two_values_of_one_axis_mean_or(
    tmp_path: Path, heading: str, cells: dict[str, object], fits: bool
) -> None:
    assert said(tmp_path, sections("any", heading), cells) == (f"{heading.upper()}." if fits else "ANY.")


def test_a_phrase_without_any_is_refused(tmp_path: Path) -> None:
    assert broken(tmp_path, hello("{{ phrase.p }}", sections("small"))) == (
        "es/phrases/hello.md:1: the phrase 'p' has no ## any, for every other situation"
    )


@pytest.mark.parametrize(
    ("heading", "message"),
    [
        ("smal", "'smal' is no situation (did you mean 'small'?)"),
        ("Agree", "'Agree' is no situation (did you mean 'agree'?)"),
        ("agree, requestd", "'requestd' is no situation (did you mean 'requested'?)"),
        ("you", "'you' is no situation; write any, or values such as agree, small"),
        ("agree,", "'' is no situation; write any, or values such as agree, small"),
        ("any, small", "'any' is for every situation, so it stands alone"),
        ("gap=small", "'gap=small' is no situation (did you mean 'small'?)"),
    ],
)
def test_an_unknown_tag_is_refused_with_what_was_probably_meant(tmp_path: Path, heading: str, message: str) -> None:
    said = broken(tmp_path, hello("{{ phrase.p }}", sections("any", heading)))
    assert said == f"es/phrases/hello.md:6: {message}\n    ## {heading}"


@pytest.mark.parametrize(
    ("book", "message"),
    [
        ("# p\n\n## any\n- A.\n\n## any\n- B.\n", "6: the situation 'any' is in this phrase twice\n    ## any"),
        (
            "# p\n## any\n- A.\n## f, m\n- A.\n## m, f\n- B.\n",
            "6: the situation 'm, f' is in this phrase twice\n    ## m, f",
        ),
        ("# p\n## any\n- A.\n# p\n## any\n- B.\n", "4: the phrase 'p' is in this file twice\n    # p"),
        ("## any\n- A.\n", "1: a situation stands under a phrase: write # and its name above\n    ## any"),
        ("# p\n- A.\n", "2: a wording stands under a situation: write ## any above\n    - A."),
        ("# p\n## any\nA.\n", "3: a wording begins with a hyphen and a space\n    A."),
        ("# p\n## any\n-A.\n", "3: a wording begins with a hyphen and a space\n    -A."),
        (
            "# p\n## any\n\n# q\n## any\n- A.\n",
            "2: no wording stands here; to say nothing on purpose, write - (silent)\n    ## any",
        ),
        ("# p\n## any\n- A.\n- (silent)\n", "4: - (silent) stands alone\n    - (silent)"),
        ("# p\n## any\n- A.\n- B.\n- A.\n", "5: this wording is here twice\n    - A."),
        ("# a b\n## any\n- A.\n", "1: 'a b' cannot name a phrase; write one word, such as next_step\n    # a b"),
        (
            "# p\n## any\n- A.\n  - usted\n",
            "4: a form under a wording begins with its situation, such as usted:\n    - usted",
        ),
        ("# p\n## any\n- A.\n  - uste: B.\n", "4: 'uste' is no situation (did you mean 'usted'?)\n    - uste: B."),
    ],
)
def test_a_broken_book_is_refused_with_the_line_and_what_would_be_right(
    tmp_path: Path, book: str, message: str
) -> None:
    assert broken(tmp_path, hello("{{ phrase.p }}", book)) == f"es/phrases/hello.md:{message}"


def test_a_note_to_translators_is_not_said(tmp_path: Path) -> None:
    book = "> Everything.\n# p\n> The phrase.\n## any\n> The situation.\n- A.\n  > The wording.\n"
    assert said(tmp_path, book) == "A."


def test_silent_alone_says_nothing_on_purpose(tmp_path: Path) -> None:
    book = "# p\n\n## any\n- A.\n\n## screen\n- (silent)\n"
    assert text(tmp_path, hello("Hola. {{ phrase.p }}", book), {"stage": "screen"}) == "Hola.\n"


# --- choosing


def test_the_earlier_axis_wins_and_never_the_number_of_tags(tmp_path: Path) -> None:
    cells: dict[str, object] = {
        "gap": "small",
        "self_assessment": "negative",
        "feedback_consent": "requested",
        "stage": "final",
        "form": "f",
    }
    book = sections("any", "agree", "small, requested, final, inhouse, f", "email")
    assert said(tmp_path, book, cells) == "EMAIL."
    assert said(tmp_path, sections("any", "said-negative", "agree", "small, requested, final"), cells) == "AGREE."
    assert said(tmp_path, sections("any", "agree", "agree, f", "agree, final"), cells) == "AGREE, FINAL."
    assert said(tmp_path, sections("any", "agree, f", "agree, small"), cells) == "AGREE, SMALL."


def test_the_order_in_the_file_changes_nothing(tmp_path: Path) -> None:
    cells: dict[str, object] = {"gap": "small", "self_assessment": "negative", "stage": "final"}
    headings = ("any", "agree", "said-negative, final", "small", "agree, final")
    shuffled = {
        said(tmp_path / str(number), sections(*order), cells) for number, order in enumerate(permutations(headings))
    }
    assert shuffled == {"AGREE, FINAL."}


def test_a_section_without_an_eligible_wording_leaves_the_choice_to_the_next(tmp_path: Path) -> None:
    book = "# p\n\n## any\n- Any.\n\n## small\n- {{ requirement }}.\n\n## screen\n- Screen.\n"
    cells: dict[str, object] = {"gap": "small", "stage": "screen"}
    assert said(tmp_path, book, cells) == "Screen."
    assert said(tmp_path, book, {**cells, "requirement": "SQL"}) == "SQL."


def test_a_silent_section_that_wins_is_silent(tmp_path: Path) -> None:
    book = "# p\n\n## any\n- Any.\n\n## small\n- (silent)\n"
    assert text(tmp_path, hello("Hola. {{ phrase.p }}", book), {"gap": "small", "stage": "screen"}) == "Hola.\n"


def test_two_sections_that_fit_and_name_the_same_axes_are_an_error_in_any_order(tmp_path: Path) -> None:
    for number, order in enumerate((("small, moderate", "moderate, large"), ("moderate, large", "small, moderate"))):
        told = broken(tmp_path / str(number), hello("{{ phrase.p }}", sections("any", *order)), {"gap": "moderate"})
        assert told.startswith("es/phrases/hello.md:6: ")
        assert "fit the same situation and name the same axes" in told
        assert "'small, moderate'" in told
        assert "'moderate, large'" in told


def test_two_sections_that_never_fit_together_are_no_error(tmp_path: Path) -> None:
    book = sections("any", "small, moderate", "large", "requested", "declined")
    assert said(tmp_path, book, {"gap": "large"}) == "LARGE."


def test_two_forms_of_a_wording_that_fit_and_name_the_same_axes_are_an_error(tmp_path: Path) -> None:
    book = "# p\n## any\n- Base.\n  - f, m: A.\n  - m, x: B.\n"
    told = broken(tmp_path, hello("{{ phrase.p }}", book), {"form": "m"})
    assert told == (
        "es/phrases/hello.md:5: this form and that of line 4 fit the same situation and name the same axes\n    B."
    )
    assert text(tmp_path, hello("{{ phrase.p }}", book), {"form": "f"}) == "A.\n"


# --- tags in file names

FILES = {
    "es/hello.md": letter("Base."),
    "es/hello.reassure.affirm.md": letter("Kinder."),
    "es/hello.requested.md": letter("Asked."),
    "es/hello.sms.md": letter("Short."),
}


@pytest.mark.parametrize(
    ("cells", "channel", "body"),
    [
        ({}, "email", "Base."),
        ({"feedback_consent": "requested"}, "email", "Asked."),
        ({**SCREEN, "gap": "none", "self_assessment": "negative"}, "email", "Kinder."),
        ({**SCREEN, "gap": "none", "self_assessment": "positive"}, "email", "Kinder."),
        ({**SCREEN, "gap": "none", "self_assessment": "mixed", "feedback_consent": "requested"}, "email", "Kinder."),
        ({"feedback_consent": "requested"}, "sms", "Short."),
    ],
)
def test_the_tags_of_a_file_name_choose_as_headings_do(
    tmp_path: Path, cells: dict[str, object], channel: str, body: str
) -> None:
    message = render(tmp_path, FILES, cells, channel=channel)
    assert message.text == body + ("" if channel == "sms" else "\n")
    assert (message.html is None) == (channel == "sms")


def test_a_letter_has_the_channels_that_its_files_name(tmp_path: Path) -> None:
    library = write(tmp_path, FILES)
    assert library.edition("es").manuscript("hello").channels == ("email", "inmail", "sms")
    with pytest.raises(CandidateError, match="'chat' is not a channel of this letter; it has email, inmail, sms"):
        library.render(candidate(), Wanted("hello", "es", "chat"))


def test_an_unknown_tag_of_a_file_name_is_refused(tmp_path: Path) -> None:
    told = broken(tmp_path, {"es/hello.md": letter("A."), "es/hello.reasure.md": letter("B.")})
    assert told.startswith("es/hello.reasure.md:1: 'reasure' is no situation (did you mean 'reassure'?)")


def test_two_files_that_fit_and_name_the_same_axes_are_an_error(tmp_path: Path) -> None:
    files = {name: letter("A.") for name in ("es/hello.md", "es/hello.f.m.md", "es/hello.m.x.md")}
    told = broken(tmp_path, files, {"form": "m"})
    assert told == "es/hello.f.m.md: this file and es/hello.m.x.md fit the same situation and name the same axes"
    assert text(tmp_path, files, {"form": "f"}) == "A.\n"


def test_a_letter_that_is_not_written_for_a_row_is_a_problem_of_the_row(tmp_path: Path) -> None:
    library = write(tmp_path, {"es/hello.requested.md": letter("A.")})
    with pytest.raises(CandidateError) as caught:
        library.render(candidate(), Wanted("hello", "es"))
    assert str(caught.value) == "column 'feedback_consent': this letter is only written for requested"
    assert library.render(candidate(feedback_consent="requested"), Wanted("hello", "es")).text == "A.\n"


def test_each_file_has_its_own_headers(tmp_path: Path) -> None:
    files = {"es/hello.md": letter("A.", "Subject: a"), "es/hello.f.md": letter("B.", "Subject: b")}
    assert render(tmp_path, files).subject == "a"
    assert render(tmp_path, files, {"form": "f"}).subject == "b"


def test_an_unknown_letter_is_told_with_those_there_are(tmp_path: Path) -> None:
    library = write(tmp_path, {"es/hello.md": letter("A.")})
    with pytest.raises(CandidateError, match=r"there is no letter 'helo' \(did you mean 'hello'\?\)"):
        library.render(candidate(), Wanted("helo", "es"))


def test_the_body_is_the_same_words_in_html(tmp_path: Path) -> None:
    assert body_of(render(tmp_path, hello("{{ phrase.p }}", sections("any")))) == "<p>ANY.</p>\n"


def test_broken_words_that_nobody_asked_for_stop_nobody(tmp_path: Path) -> None:
    library = write(tmp_path, {"es/hello.md": letter("A."), "es/bye.md": "no headers"})
    assert library.render(candidate(), Wanted("hello", "es")).text == "A.\n"
    with pytest.raises(TemplateError):
        library.render(candidate(), Wanted("bye", "es"))
