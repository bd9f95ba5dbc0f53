from __future__ import annotations

from pathlib import Path

import pytest

import templater
from templater.errors import TemplateError
from templater.patterns import read_typed
from templater.rules import Rulebook, read_rulebook

TEMPLATES = Path(templater.__file__).parents[1] / "templates"

RULE = """\
# A note.

[[rule]]
code = "age"
kind = "protected"
severity = "error"
words = [
    "too old",
    "your age",
]
signs = ["!!"]
except = ["too old a house"]
match = "accents"
off = "a_fact"
why = "Because."
instead = "Something else."
fires = ["You are too old."]
silent = ["It is old."]
source = "A law"
"""
PERSON = """\
[[person]]
code = "data-rights"
words = ["my data"]
except = ["my data set"]
why = "Because."
fires = ["Delete my data."]
silent = ["Data."]
"""
REGISTER = """\
[registers.tu]
strong = ["tienes"]
weak = ["tu"]
except = ["de tu a tu"]
why = "Because."
instead = "Usted."
"""
ONCE = """\
[once]
words = ["even so"]
"""
WHOLE = "\n".join([RULE, PERSON, REGISTER, ONCE])


def read(*texts: str) -> Rulebook:
    return read_rulebook([(text, f"{number}/rules.toml") for number, text in enumerate(texts)])


def test_a_whole_file_is_read() -> None:
    book = read(WHOLE)
    (rule,) = book.rules.values()
    assert (rule.code, rule.kind, rule.severity, rule.match, rule.off) == (
        "age",
        "protected",
        "error",
        "accents",
        "a_fact",
    )
    assert [pattern.text for pattern in rule.words] == ["too old", "your age"]
    assert rule.signs == ("!!",)
    assert [pattern.match for pattern in rule.excepts] == ["accents"]
    assert (rule.why, rule.instead, rule.source) == ("Because.", "Something else.", "A law")
    assert (rule.fires, rule.silent) == (("You are too old.",), ("It is old.",))
    assert rule.place == "0/rules.toml:3"
    (person,) = book.persons.values()
    assert (person.code, person.place, person.fires) == ("data-rights", "0/rules.toml:21", ("Delete my data.",))
    (register,) = book.registers.values()
    assert (register.name, register.place, register.instead) == ("tu", "0/rules.toml:29", "Usted.")
    assert [pattern.text for pattern in book.once] == ["even so"]


def test_what_may_be_left_out_may() -> None:
    lines = [line for line in RULE.splitlines() if not line.startswith(("signs", "except", "match", "off"))]
    (rule,) = read("\n".join(lines)).rules.values()
    assert (rule.signs, rule.excepts, rule.match, rule.off) == ((), (), "folded", "")
    assert not read("").rules
    assert not read().findings("Anything.")


MISTAKES = {
    "an unknown table": (RULE, "[[rule]]", "[[rules]]", 3, "there is no setting 'rules' (did you mean 'rule'?)"),
    "a table of nothing like it": (
        ONCE, "[once]", "[xyz]", 1, "there is no setting 'xyz'; the settings are rule, registers, person, once",
    ),
    "an unknown key": (RULE, "signs =", "sings =", 11, "there is no setting 'sings' (did you mean 'signs'?)"),
    "an unknown key of a person": (PERSON, "why =", "whi =", 5, "there is no setting 'whi' (did you mean 'why'?)"),
    "a rule that is no list": (RULE, "[[rule]]", "[rule]", 3, "'rule' must be written as [[rule]], once for each rule"),
    "a rule that is text": (RULE, RULE, 'rule = "x"\n', 1, "'rule' must be written as [[rule]], once for each rule"),
    "a person that is no list": (PERSON, "[[person]]", "[person]", 1, "'person' must be written as [[person]], once"),
    "no code": (RULE, 'code = "age"\n', "", 3, "this rule of 'rule' needs 'code'"),
    "a code with a capital": (RULE, '"age"', '"Age"', 4, "'code' must be a short name of small letters"),
    "an unknown kind": (RULE, '"protected"', '"protect"', 5, "'protect' is no 'kind' (did you mean 'protected'?)"),
    "a kind of nothing like it": (RULE, '"protected"', '"xyz"', 5, "'xyz' is no 'kind'; there are protected, "),
    "an unknown severity": (RULE, '"error"', '"warn"', 6, "'warn' is no 'severity' (did you mean 'warning'?)"),
    "an unknown match": (RULE, '"accents"', '"accent"', 13, "'accent' is no 'match' (did you mean 'accents'?)"),
    "words that are text": (ONCE, '["even so"]', '"even so"', 2, "'words' must be a list of different texts"),
    "words that are none": (ONCE, '["even so"]', "[]", 2, "'words' must be a list of different texts"),
    "words twice": (ONCE, '["even so"]', '["a", "a"]', 2, "'words' must be a list of different texts"),
    "a blank why": (RULE, '"Because."', '" "', 15, "'why' must be text between quotes"),
    "no examples": (RULE, 'silent = ["It is old."]\n', "", 3, "this rule of 'rule' needs 'silent'"),
    "a person without words": (PERSON, 'words = ["my data"]\n', "", 1, "this rule of 'person' needs 'words'"),
    "a register without strong": (REGISTER, 'strong = ["tienes"]\n', "", 1, "this rule of 'registers.tu' needs"),
    "registers that are no tables": (
        REGISTER, REGISTER, "[registers]\ntu = 1\n", 1, "'registers' must be written as [registers.tu], once for each",
    ),
    "once that is no table": (ONCE, ONCE, 'once = ["a"]\n', 1, "'once' must be written as [once], with 'words'"),
    "once without words": (ONCE, 'words = ["even so"]\n', "", 1, "this rule of 'once' needs 'words'"),
    "a star in the middle": (RULE, '"your age"', '"your a*e"', 9, "in 'a*e' a * stands in the middle"),
    "a lone sign": (RULE, '"your age"', '"your - age"', 9, "'-' lacks a word; signs that stand alone"),
    "an empty alternative": (RULE, '"your age"', '"your|| age"', 9, "'your||' lacks a word"),
    "a pattern of anything": (RULE, '"your age"', '"* age? *"', 9, "'* age? *' finds every word: write a word"),
    "a pattern in an exception": (RULE, "too old a house", "too ho*se", 12, "in 'ho*se' a * stands in the middle"),
    "a pattern in a register": (REGISTER, '"tu"', '"t*u"', 3, "in 't*u' a * stands in the middle"),
    "a range backwards": (RULE, '"!!"', '"➿-☀"', 11, "in '➿-☀' the last sign comes first: write '☀-➿'"),
    "no TOML": (RULE, '"error"', '"error', 6, "this is not TOML: "),
}  # fmt: skip


@pytest.mark.parametrize(("text", "right", "wrong", "line", "message"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_told_with_its_line(text: str, right: str, wrong: str, line: int, message: str) -> None:
    assert text.count(right) == 1
    with pytest.raises(TemplateError) as caught:
        read(WHOLE, text.replace(right, wrong))
    error = caught.value
    assert error.place == f"1/rules.toml:{line}"
    assert error.message.format(**error.values).startswith(message)
    assert error.line == text.replace(right, wrong).splitlines()[line - 1]


def test_a_rule_needs_something_to_look_for() -> None:
    text = RULE.replace('words = [\n    "too old",\n    "your age",\n]\nsigns = ["!!"]\n', "")
    with pytest.raises(
        TemplateError, match="this rule looks for nothing: it needs 'words', 'alone' or 'signs'"
    ) as caught:
        read(text)
    assert caught.value.place == "0/rules.toml:3"


def test_a_rule_may_look_for_what_is_all_that_somebody_typed() -> None:
    words = 'words = [\n    "too old",\n    "your age",\n]\nsigns = ["!!"]\n'
    book = read(RULE.replace(words, 'alone = ["under 35|40", "a? man"]\n'))
    assert [pattern.text for pattern in book.rules["age"].alone] == ["under 35|40", "a? man"]
    for typed, found in (
        ("under 40", ["under 40"]),
        ("Under 35.", ["Under 35"]),
        ("a man", ["a man"]),
        ("man", ["man"]),
        ("my man", []),
    ):
        assert [finding.words for finding in book.alone(read_typed(typed))] == found
    assert not book.alone(read_typed("a team of under 40 people"))
    assert not book.findings("under 40")


@pytest.mark.parametrize("text", [RULE, PERSON])
def test_a_code_stands_once_in_a_file(text: str) -> None:
    with pytest.raises(TemplateError, match="there are two with the code") as caught:
        read(text + text)
    lines = (text + text).splitlines()
    last = max(number for number, line in enumerate(lines, 1) if line.startswith("code"))
    assert caught.value.place == f"0/rules.toml:{last}"


def test_the_line_of_the_second_rule_is_its_own() -> None:
    second = RULE.replace('"age"', '"sex"').replace('"error"', '"errror"')
    with pytest.raises(TemplateError) as caught:
        read(RULE + second)
    assert caught.value.place == f"0/rules.toml:{len(RULE.splitlines()) + 6}"


def test_a_rule_of_the_same_code_replaces_the_earlier_one_and_keeps_its_place_in_the_order() -> None:
    more = RULE.replace('"age"', '"sex"')
    book = read(RULE + more, RULE.replace('"too old"', '"elderly"'))
    assert list(book.rules) == ["age", "sex"]
    assert [one.code for one in book.findings("Elderly.")] == ["age"]
    assert [one.code for one in book.findings("Too old.")] == ["sex"]
    assert book.rules["age"].place == "1/rules.toml:3"


def test_a_person_of_the_same_code_replaces_the_earlier_one() -> None:
    book = read(PERSON, PERSON.replace('"my data"', '"my file"') + PERSON.replace("data-rights", "lawyer"))
    assert list(book.persons) == ["data-rights", "lawyer"]
    assert [one.code for one in book.person_matters("My data, my file.")] == ["lawyer", "data-rights"]


def test_registers_replace_by_name_and_once_as_a_whole() -> None:
    vos = REGISTER.replace("registers.tu", "registers.vos").replace('"tienes"', '"tenés"')
    book = read(REGISTER + vos + ONCE, REGISTER.replace('"tienes"', '"puedes"'), ONCE.replace("even so", "that said"))
    assert list(book.registers) == ["tu", "vos"]
    assert [one.words for one in book.register_leaks("Tienes y puedes.", "vos")] == ["puedes"]
    assert book.repeated("Even so. Even so. That said. That said.") == ("That said",)


def test_a_layer_that_says_nothing_changes_nothing() -> None:
    assert read(WHOLE, "", "# only a note\n") == read(WHOLE)


def shipped(locale: str) -> Rulebook:
    return read_rulebook([((TEMPLATES / locale / "rules.toml").read_text("utf-8"), f"{locale}/rules.toml")])


def test_spanish_and_english_have_the_same_rules_of_the_same_weight() -> None:
    spanish, english = shipped("es"), shipped("en")
    assert set(spanish.rules) == set(english.rules)
    assert set(spanish.persons) == set(english.persons)
    for code, rule in english.rules.items():
        other = spanish.rules[code]
        assert (rule.kind, rule.severity, rule.off) == (other.kind, other.severity, other.off), code
