"""What can be wrong with a file of cues is said with its name, its line and the line itself."""

from __future__ import annotations

import pytest

from templater.errors import TemplateError
from templater.judgement.reading.cuebook import Cuebook
from templater.judgement.reading.cues_file import read_cuebook
from templater.judgement.reading.reader import read_answer

HEAD = """\
# A note.
skip = "really"
deny = '''
not, hardly
never
'''
spelling = '''
thx = thanks
didn't = did not
'''
"""
TABLES = """\
[sets]
went = "went was"

[numbers]
six = 6

[ratings]
bare = "a _"
"""
CUE = """\
[[cue]]
code = "went-well"
says = "good"
words = '''
<went> wéll, could ... better
half-baked|good ideas
'''
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
    assert cue.place == "0/cues.toml:21"
    assert cue.words == ("<went> well", "could *? *? *? better", "good ideas", "half baked ideas")
    assert book.roles["deny"] == ("not", "hardly", "never")
    assert book.numbers == {"six": 6.0}
    assert book.sets == {"went": "went|was"}
    assert book.spelling.meant == {"thx": ("thanks",), "didn't": ("did", "not")}


def test_what_a_cue_says_behind_a_not_follows_from_what_it_says() -> None:
    def denied(says: str, strength: str, about: str = "me", extra: str = "") -> str:
        text = CUE.replace('"good"', f'"{says}"\nstrength = "{strength}"\nabout = "{about}"{extra}')
        return read("\n".join([HEAD, TABLES, text])).cues["went-well"].denied

    assert denied("good", "strong") == "bad"
    assert denied("bad", "strong") == "good"
    assert denied("bad", "clear", "it") == "good"
    assert denied("bad", "strong", "it") == "middling"
    assert denied("middling", "clear") == ""
    assert denied("nothing", "clear") == ""
    assert denied("good", "clear", extra='\ndenied = "middling"') == "middling"
    assert denied("good", "clear", extra='\ndenied = ""') == ""


def test_a_later_file_adds_to_lists_and_tables_and_replaces_cues_by_their_code() -> None:
    own = (
        "deny = 'ne'er'\n".replace("ne'er", "nor") + '[sets]\nran = "ran"\n' + CUE.replace("<went> wéll", "<ran> well")
    )
    book = read(WHOLE, own)
    assert book.roles["deny"] == ("not", "hardly", "never", "nor")
    assert book.cues["went-well"].place == "1/cues.toml:4"
    assert book.cues["went-well"].words[0] == "<ran> well"


def test_the_same_file_twice_is_read_once() -> None:
    assert read_cuebook("en", [(WHOLE, "a/cues.toml")] * 2).roles["deny"] == ("not", "hardly", "never")


LIST = '\'examples\' must be a list of different texts between quotes, such as ["tu", "usted"]'


@pytest.mark.parametrize(
    ("found", "written", "place", "said"),
    [
        ('says = "good"', 'says = "goood"', 23, "'says': 'goood' is not one of good, bad, middling, nothing"),
        ('says = "good"', 'says = "good"\nhides = "all"', 24, "'hides': 'all' is not one of clause, sentence, text"),
        ('why = "It went well."\n', "", 21, "the setting 'why' is missing"),
        ('examples = ["It went well."]', "", 21, "the setting 'examples' is missing"),
        ('["It went well."]', '"It went well."', 29, LIST),
        ('code = "went-well"', 'coed = "went-well"', 22, "there is no setting 'coed' (did you mean 'code'?)"),
        ("<went> wéll", "<wnet> wéll", 25, "there is no set <wnet> (did you mean <went>?)"),
        ("<went> wéll", "<x> well", 25, "there is no set <x>; [sets] has went"),
        ("<went> wéll", "didn't go", 25, "'didn't go': write out what ' shortens, as in 'could not'"),
        ("<went> wéll", "we*nt well", 25, "in 'we*nt' a * stands in the middle; it may only begin or end a word"),
        ("<went> wéll", "*? *?", 25, "'*? *?' finds every word: write a word that must be there"),
        ("<went> wéll", "well !", 25, "'!' lacks a word; signs that stand alone belong in 'signs'"),
        ("half-baked|good ideas", "half-baked| ideas", 26, "'half-baked|' lacks a word"),
        ("thx = thanks", "thx thanks", 8, "write what is typed, = and what it means, as in thx = thanks"),
        ("six = 6", 'six = "6"', 16, "'six' must be a number"),
        ('went = "went was"', "went = 3", 13, "'went' must be text between quotes"),
        ('bare = "a _"', 'bore = "a _"', 19, "there is no setting 'bore' (did you mean 'bare'?)"),
        ('skip = "really"', "skip = 3", 2, "'skip' must be text between quotes"),
        ('skip = "really"', "skip = [", 3, "this is not TOML: "),
        ("[sets]", "[set]", 12, "there is no setting 'set' (did you mean 'sets'?)"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(found: str, written: str, place: int, said: str) -> None:
    assert found in WHOLE
    told = refused(WHOLE.replace(found, written))
    assert told.startswith(f"0/cues.toml:{place}: {said}"), told


def test_cues_that_look_for_nothing_and_cues_of_one_code_are_errors() -> None:
    nothing = '[[cue]]\ncode = "x"\nsays = "bad"\nwhy = "x"\nexamples = ["x"]\n'
    assert refused(nothing) == "0/cues.toml:1: these cues look for nothing: they need 'words' or 'signs'\n    [[cue]]"
    assert refused(f"{WHOLE}\n{CUE}") == (
        "0/cues.toml:32: there are two with the code 'went-well' in this file\n    code = \"went-well\""
    )
    assert refused('cue = "x"').startswith("0/cues.toml:1: 'cue' must be written as [[cue]]")


def test_a_set_is_found_however_its_name_is_written() -> None:
    book = read(WHOLE.replace('went = "went was"', '"Fué" = "went was"').replace("<went>", "<Fué>"))
    assert read_answer("It went well.", {"en": book}).self_assessment == "positive"
