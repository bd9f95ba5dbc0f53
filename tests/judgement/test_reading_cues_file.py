"""What can be wrong with a cues.toml is said with its file, its line and the line itself."""

from __future__ import annotations

import pytest

from templater.errors import TemplateError
from templater.judgement.reading.cuebook import Cuebook
from templater.judgement.reading.cues_file import read_cuebook

HEAD = """\
# A note.
skip = ["really"]
deny = ["not"]
"""
TABLES = """\
[sets]
went = "went was"

[spelling]
"didn't" = "did not"

[numbers]
six = 6

[ratings]
bare = ["a _"]
"""
CUE = """\
[[cue]]
code = "went-well"
says = "good"
words = [
    "<went> well",
    "could ... better",
]
why = "It went well."
examples = ["It went well."]
"""
WHOLE = "\n".join([HEAD, TABLES, CUE])


def read(*texts: str) -> Cuebook:
    return read_cuebook("en", [(text, f"{number}/cues.toml") for number, text in enumerate(texts)])


def refused(text: str) -> str:
    with pytest.raises(TemplateError) as caught:
        read(text)
    return str(caught.value)


def test_a_whole_file_is_read() -> None:
    book = read(WHOLE)
    cue = book.cues["went-well"]
    assert (cue.says, cue.strength, cue.about, cue.denied, cue.hides) == ("good", "clear", "me", "bad", "")
    assert cue.place == "0/cues.toml:17"
    assert [pattern.text for pattern in cue.words] == ["went|was well", "could *? *? *? better"]
    assert book.numbers == {"six": 6.0}
    assert book.spelling.meant == {"didn't": ("did", "not")}


def test_what_a_cue_says_behind_a_not_follows_from_what_it_says() -> None:
    def denied(says: str, strength: str, about: str = "me") -> str:
        text = CUE.replace('"good"', f'"{says}"\nstrength = "{strength}"\nabout = "{about}"')
        return read("\n".join([HEAD, TABLES, text])).cues["went-well"].denied

    assert denied("good", "strong") == "bad"
    assert denied("bad", "clear") == "good"
    assert denied("bad", "strong") == "good"
    assert denied("bad", "clear", "it") == "good"
    assert denied("bad", "strong", "it") == "middling"
    assert denied("middling", "clear") == ""
    assert denied("nothing", "clear") == ""


def test_a_later_file_adds_to_lists_and_tables_and_replaces_cues_by_their_code() -> None:
    own = 'deny = ["never"]\n[sets]\nran = "ran"\n' + CUE.replace("<went> well", "<ran> smoothly")
    book = read(WHOLE, own)
    assert [pattern.text for pattern in book.roles["deny"]] == ["not", "never"]
    assert book.cues["went-well"].place == "1/cues.toml:4"
    assert [pattern.text for pattern in book.cues["went-well"].words][0] == "ran smoothly"


@pytest.mark.parametrize(
    ("found", "written", "place", "said"),
    [
        ('says = "good"', 'says = "goood"', 19, "'says': 'goood' is not one of good, bad, middling, nothing"),
        ('says = "good"', 'says = "good"\nhides = "all"', 20, "'hides': 'all' is not one of clause, sentence, text"),
        ('why = "It went well."\n', "", 17, "the setting 'why' is missing"),
        ('examples = ["It went well."]', "", 17, "the setting 'examples' is missing"),
        ('code = "went-well"', 'coed = "went-well"', 18, "there is no setting 'coed' (did you mean 'code'?)"),
        ("<went> well", "<wnet> well", 21, "there is no set <wnet> (did you mean <went>?)"),
        ("<went> well", "<x> well", 21, "there is no set <x>; [sets] has went"),
        ("<went> well", "didn't go well", 21, "'didn't go well': write out what ' shortens, as in 'could not'"),
        ("<went> well", "really well", 21, "'really' is taken out of answers before 'really well' is looked for"),
        ("<went> well", "we*nt well", 21, "in 'we*nt' a * stands in the middle; it may only begin or end a word"),
        ("<went> well", "*? *?", 21, "'*? *?' finds every word: write a word that must be there"),
        ("six = 6", 'six = "6"', 12, "'six' must be a number"),
        ('went = "went was"', "went = 3", 6, "'went' must be text between quotes"),
        ('bare = ["a _"]', 'bore = ["a _"]', 15, "there is no setting 'bore' (did you mean 'bare'?)"),
        ('skip = ["really"]', 'skip = "really"', 2,
         '\'skip\' must be a list of different texts between quotes, such as ["tu", "usted"]'),
        ('skip = ["really"]', "skip = [", 3, "this is not TOML: "),
        ("[sets]", "[set]", 5, "there is no setting 'set' (did you mean 'sets'?)"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(found: str, written: str, place: int, said: str) -> None:
    assert found in WHOLE
    told = refused(WHOLE.replace(found, written))
    assert told.startswith(f"0/cues.toml:{place}: {said}"), told


def test_cues_that_look_for_nothing_and_cues_of_one_code_are_errors() -> None:
    nothing = '[[cue]]\ncode = "x"\nsays = "bad"\nwhy = "x"\nexamples = ["x"]\n'
    assert refused(nothing) == ("0/cues.toml:1: these cues look for nothing: they need 'words' or 'signs'\n    [[cue]]")
    assert refused(f"{WHOLE}\n{CUE}") == (
        "0/cues.toml:28: there are two with the code 'went-well' in this file\n    code = \"went-well\""
    )
    assert refused('cue = "x"').startswith("0/cues.toml:1: 'cue' must be written as [[cue]]")
