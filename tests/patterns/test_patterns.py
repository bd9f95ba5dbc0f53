from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

import templater
from templater.errors import TemplateError
from templater.patterns import MATCHES, Lexicon, Marks, Match, outside, parse_pattern, read_typed
from templater.patterns.index import Index, Step
from templater.patterns.node import Node
from templater.rules import Rulebook, read_rulebook

TEMPLATES = Path(templater.__file__).parents[1] / "templates"


def listed(items: Iterable[str]) -> str:
    return json.dumps(list(items), ensure_ascii=False)


def rule(
    code: str = "one", *words: str, excepts: Sequence[str] = (), signs: Sequence[str] = (), match: str = ""
) -> str:
    """Return the TOML of a rule that looks for these words."""
    lines = [f'[[rule]]\ncode = "{code}"\nkind = "style"\nseverity = "warning"']
    lines += [
        f"{key} = {listed(items)}" for key, items in (("words", words), ("except", excepts), ("signs", signs)) if items
    ]
    lines += [f'match = "{match}"'] if match else []
    return "\n".join([*lines, 'why = "W."\ninstead = "I."\nfires = ["f"]\nsilent = ["s"]\nsource = "S"\n'])


def book(*rules: str) -> Rulebook:
    return read_rulebook([("\n".join(rules), "xx/rules.toml")])


def found(text: str, *words: str, excepts: Sequence[str] = (), signs: Sequence[str] = (), match: str = "") -> list[str]:
    """Return what a rule with these words finds in a text."""
    findings = book(rule("one", *words, excepts=excepts, signs=signs, match=match)).findings(text)
    return [finding.words for finding in findings]


WORD = st.text(alphabet="abcdeghiklmnoprstuñáéíóúüç", min_size=1, max_size=7)
SPACE = st.text(alphabet=" \t\n\u00a0\u2003", min_size=1, max_size=3)
ACCENTS = str.maketrans("áéíóúüñç", "aeiouunc")


@given(st.lists(WORD, min_size=1, max_size=4), st.data())
def test_plain_words_are_found_however_they_are_spaced_and_written(words: list[str], data: st.DataObject) -> None:
    text = ""
    for number, word in enumerate(words):
        forms = [word, word.upper(), word.title(), word.translate(ACCENTS), word.replace("e", "é")]
        text += (data.draw(SPACE) if number else "") + data.draw(st.sampled_from(forms))
    pattern = " ".join(words)
    assert found(f"«{text}», 12.", pattern) == [text]
    assert found(f"«{normalize('NFD', text)}», 12.", normalize("NFD", pattern)) == [text]


@given(st.lists(WORD, min_size=2, max_size=4), st.sampled_from([", ", "; ", ".\n", "-", " / ", " (", " — "]))
def test_words_with_a_sign_between_them_are_not_in_a_row(words: list[str], sign: str) -> None:
    assert not found(sign.join(words), " ".join(words))


@pytest.mark.parametrize(
    ("text", "pattern", "expected"),
    [
        ("Your accent.", "your|his accent", "Your accent"),
        ("his ACCENT", "your|his accent", "his ACCENT"),
        ("her accent", "your|his accent", ""),
        ("You are very old.", "are very? old", "are very old"),
        ("You are old.", "are very? old", "are old"),
        ("You are so old.", "are very? old", ""),
        ("It fits in our team.", "fits in? our", "fits in our"),
        ("an old man", "a|an? old", "an old"),
        ("too old, too", "too? old too?", "too old"),
        ("discriminated", "discriminat*", "discriminated"),
        ("indiscriminate", "discriminat*", ""),
        ("underqualified", "*qualified", "underqualified"),
        ("qualifieds", "*qualified", ""),
        ("unbelievable", "*eliev*", "unbelievable"),
        ("a bi test", "a* bi t*", "a bi test"),
        ("your red accent", "your * accent", "your red accent"),
        ("your accent", "your * accent", ""),
        ("your accent", "your *? accent", "your accent"),
        ("You're arrogant.", "you're|he arrogant", "You're arrogant"),
        ("Is he arrogant?", "you're|he arrogant", "he arrogant"),
        ("You are arrogant.", "you're|he arrogant", ""),
        ("It is self-aware now.", "is|n't self-awar*", "is self-aware"),
        ("It isn't self-aware.", "isn't self-aware|self-critical", "isn't self-aware"),
        ("50 years", "## years", "50 years"),
        ("5 years", "## years", ""),
        ("500 years", "## years", ""),
        ("born 1985", "born 19##", "born 1985"),
        ("born 1885", "born 19##", ""),
        ("size x4", "&#", "x4"),
        ("size 44", "&#", ""),
        ("AB123456C", "&&######&", "AB123456C"),
        ("ax12", "*##", "ax12"),
        ("12ax", "##*", "12ax"),
        ("a12x", "*##*", "a12x"),
        ("a1x2", "*##*", ""),
        ("an n/a here", "n/a", "n/a"),
        ("n / a", "n/a", ""),
        ("Don't reply", "don't reply", "Don't reply"),
        ("Don’t reply", "don't reply", "Don’t reply"),
        ("Don't reply", "don’t reply", "Don't reply"),
        ("a no‑reply box", "no-reply", "no‑reply"),
        ("a no-reply box", "no‑reply", "no-reply"),
        ("Bienvenid@ a", "bienvenid@", "Bienvenid"),
        ("Bienvenida a", "bienvenid@", ""),
        ("Hi [First Name],", "[first name]", "First Name"),
        ("Hi First Name,", "[first name]", ""),
        ("(s)he", "(s)he", "s)he"),
        ("young, dynamic", "young, dynamic", "young, dynamic"),
        ("young dynamic", "young, dynamic", ""),
        ("123-45-6789", "###-##-####", "123-45-6789"),
        ("1123-45-6789", "###-##-####", ""),
        ("Jose\u0301 is old", "josé is", "José is"),
        ("José is old", "jose\u0301 is", "José is"),
        ("over\u00adqualified", "overqualified", "overqualified"),
        ("ﬁt in", "fit in", "ﬁt in"),
        ("STRASSE", "straße", "STRASSE"),
        ("la año", "ano", "año"),
    ],
)
def test_the_pattern_language(text: str, pattern: str, expected: str) -> None:
    assert found(text, pattern) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("match", "hits"),
    [
        ("folded", ["SOLO", "solo", "sólo", "Sólo"]),
        ("accents", ["sólo", "Sólo"]),
        ("exact", ["sólo"]),
    ],
)
def test_a_rule_says_how_strictly_words_are_compared(match: str, hits: list[str]) -> None:
    assert [word for word in ("SOLO", "solo", "sólo", "Sólo") if found(word, "sólo", match=match)] == hits


@pytest.mark.parametrize(
    ("text", "signs", "expected"),
    [
        ("Thanks!!", ["!!"], ["!!"]),
        ("Thanks!", ["!!"], []),
        ("Sorry ☹", ["☀-➿"], ["☹"]),
        ("Sorry 😢", ["☀-➿"], []),
        ("Sorry 😢", ["🌀-🫿"], ["😢"]),
        ("Hm :-)", [":-)"], [":-)"]),
        ("Hm 5", ["0-9"], []),
        ("from 0-9", ["0-9"], ["0-9"]),
        ("a.c abc", ["a.c"], ["a.c"]),
        ("abc", ["a.c"], []),
        ("LOREM", ["lorem"], ["LOREM"]),
        ("{{ x }}", ["}}", "{{"], ["{{"]),
    ],
)
def test_signs_stand_for_themselves_and_a_range_for_what_no_keyboard_has(
    text: str, signs: list[str], expected: list[str]
) -> None:
    assert found(text, signs=signs) == expected


def test_the_sign_of_one_rule_does_not_hide_that_of_another() -> None:
    both = book(rule("one", signs=["!!"]), rule("two", signs=["!"]))
    assert [one.code for one in both.findings("No!!")] == ["one", "two"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("your race", ["your race"]),
        ("your race condition", []),
        ("your race, condition", ["your race"]),
        ("your race condition and your race", ["your race"]),
        ("in your race condition", []),
    ],
)
def test_an_exception_is_innocent_only_where_it_covers_the_words(text: str, expected: list[str]) -> None:
    assert found(text, "your race", excepts=["your race condition*"]) == expected


@pytest.mark.parametrize(("text", "expected"), [("No! Ape.", "!"), ("Ape! No.", "Ape")])
def test_of_words_and_signs_of_one_rule_the_first_is_told(text: str, expected: str) -> None:
    assert found(text, "ape", signs=["!"]) == [expected]


def test_an_exception_is_its_own_rules() -> None:
    both = book(rule("one", "race", excepts=["race condition"]), rule("two", "race"))
    assert [one.code for one in both.findings("a race condition")] == ["two"]


@pytest.mark.parametrize(
    "text",
    [
        "See https://acme.example/no-reply/your-age now.",
        "See HTTPS://acme.example/your-age now.",
        "See www.acme.example/your-age or WWW.acme.example/your-age.",
        "Write to your-age@acme.example please.",
        "Write to your@acme.example age.",
        "[your](https://acme.example/a) age",
    ],
)
def test_what_stands_in_an_address_is_nobodys_words(text: str) -> None:
    assert not found(text, "your-age", "your age", "no-reply")


def test_findings_come_in_the_order_of_the_text_and_each_rule_once() -> None:
    both = book(rule("late", "zebra"), rule("early", "ape", "ox"), rule("sign", signs=["!"]), rule("none", "cat"))
    findings = both.findings("An ox! A zebra, an ape! Another zebra.")
    assert [(one.code, one.words) for one in findings] == [("early", "ox"), ("sign", "!"), ("late", "zebra")]
    assert {one.place for one in findings} == {f"xx/rules.toml:{line}" for line in (1, 12, 23)}


def test_of_two_readings_the_wider_is_told() -> None:
    assert found("his strong accent", "accent", "strong accent", "his *? accent") == ["his strong accent"]


ATOMS = ["a", "b", "ab", "c"]
ALTERNATIVES = st.lists(st.sampled_from([*ATOMS, "a*", "*b", "*a*", "*"]), min_size=1, max_size=3, unique=True)
PLACES = st.lists(st.tuples(ALTERNATIVES, st.booleans()), min_size=1, max_size=4)
TEXTS = st.lists(st.tuples(st.sampled_from([*ATOMS, "ba", "aab"]), st.sampled_from([" ", "\n", ", "])), max_size=12)


def fits(alternative: str, word: str) -> bool:
    return re.fullmatch(re.escape(alternative).replace(r"\*", ".*"), word) is not None


def ends(
    places: list[tuple[list[str], bool]], words: list[str], apart: list[bool], at: int, start: int
) -> Iterator[int]:
    """Yield every place where the words of a pattern can end, read as slowly as they are defined."""
    if not places:
        yield at
        return
    (alternatives, optional), *rest = places
    if optional:
        yield from ends(rest, words, apart, at, start)
    if at < len(words) and (at == start or apart[at]) and any(fits(one, words[at]) for one in alternatives):
        yield from ends(rest, words, apart, at + 1, start)


@given(PLACES, TEXTS)
def test_a_pattern_finds_what_reading_it_word_for_word_finds(
    places: list[tuple[list[str], bool]], text: list[tuple[str, str]]
) -> None:
    pattern = " ".join("|".join(alternatives) + "?" * optional for alternatives, optional in places)
    if all(optional or "*" in alternatives for alternatives, optional in places):
        with pytest.raises(TemplateError, match="finds every word"):
            parse_pattern(pattern)
        return
    words = [word for word, _ in text]
    apart = [False, *(gap.isspace() for _, gap in text)]
    expected = {
        (start, max(reached))
        for start in range(len(words))
        if (reached := [end for end in ends(places, words, apart, start, start) if end > start])
    }
    widest = [
        span
        for span in sorted(expected)
        if not any(o != span and o[0] <= span[0] and span[1] <= o[1] for o in expected)
    ]
    lexicon = Lexicon([Marks("one", (parse_pattern(pattern),))])
    spans = lexicon.find(read_typed("".join(word + gap for word, gap in text)))
    assert spans == ({"one": widest} if widest else {})


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(1, 4)), max_size=6),
    st.lists(st.tuples(st.integers(0, 9), st.integers(1, 6)), max_size=6),
)
def test_what_lies_in_a_cover_is_left_out(spans: list[tuple[int, int]], covers: list[tuple[int, int]]) -> None:
    inner = [(start, start + size) for start, size in spans]
    outer = [(start, start + size) for start, size in covers]
    expected = [one for one in sorted(inner) if not any(o[0] <= one[0] and one[1] <= o[1] for o in outer)]
    assert outside(inner, outer) == expected


@cache
def shipped(locale: str) -> Rulebook:
    return read_rulebook([((TEMPLATES / locale / "rules.toml").read_text("utf-8"), f"{locale}/rules.toml")])


def steps(monkeypatch: pytest.MonkeyPatch, rulebook: Rulebook, text: str) -> int:
    """Return how many beginnings of patterns are met while a text is read."""
    met = 0
    reached = Index._reached

    def counted(
        self: Index, words: Sequence[str], gaps: Sequence[str], waiting: list[Step]
    ) -> Iterator[tuple[Node, int]]:
        nonlocal met
        for one in reached(self, words, gaps, waiting):
            met += 1
            yield one

    with monkeypatch.context() as patch:
        patch.setattr(Index, "_reached", counted)
        rulebook.findings(text)
    return met


HOSTILE = ["a? a? a? a? a? a? b", "a *? *? *? b", "a a a a a a b", "a|* a|* a|* b", "x-a*|a*? a-a? a* b"]


@pytest.mark.parametrize("word", ["a ", "a-", "x-a ", "aaaaaaaaa "])
@pytest.mark.parametrize("pattern", HOSTILE)
def test_a_text_made_to_be_slow_takes_steps_in_proportion_to_its_length(
    monkeypatch: pytest.MonkeyPatch, pattern: str, word: str
) -> None:
    rulebook = book(rule("one", pattern))
    many = steps(monkeypatch, rulebook, (word * 10_000)[:10_000])
    few = steps(monkeypatch, rulebook, (word * 10_000)[:5_000])
    assert many <= 2 * few + 100
    assert many <= 10_000 * 40


@pytest.mark.parametrize(
    "text", ["you were a bit ", "your ", "not a ", "keep your data in the ", "we have already ", "{" * 15]
)
def test_the_english_rules_take_steps_in_proportion_too(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    many = steps(monkeypatch, shipped("en"), (text * 10_000)[:10_000])
    few = steps(monkeypatch, shipped("en"), (text * 10_000)[:5_000])
    assert many <= 2 * few + 2_000


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    rulebook = shipped("en")
    for finding in rulebook.findings(text):
        assert finding.words
    assert "".join(read_typed(text).parts) == read_typed(text).text


@given(st.text(alphabet="ab|*?#&'-@ ", max_size=12), st.sampled_from(MATCHES))
def test_any_pattern_is_read_or_refused_in_words(text: str, match: Match) -> None:
    try:
        pattern = parse_pattern(text, match)
    except TemplateError:
        return
    for spans in Lexicon([Marks("one", (pattern,))]).find(read_typed("a b ab a-b a'b 1 b@")).values():
        assert all(0 <= start < end <= 9 for start, end in spans)


REGISTERS = """
[registers.tu]
strong = ["tú", "tienes"]
weak = ["tu"]
except = ["de tú a tú"]
why = "Speaks in tú."
instead = "Write usted."

[registers.usted]
strong = ["usted", "tiene usted", "tiene", "su merced"]
weak = ["su"]
why = "Speaks in usted."
instead = "Write tú."

[registers.vos]
strong = ["vos", "tenés"]
weak = ["tu"]
why = "Speaks in vos."
instead = "Write tú."
"""


def leaks(text: str, register: str) -> list[tuple[str, str, str]]:
    return [(one.words, one.severity, one.why) for one in book(REGISTERS).register_leaks(text, register)]


@pytest.mark.parametrize(
    ("text", "register", "expected"),
    [
        ("Tú tienes tu CV.", "tu", []),
        ("Usted tiene su CV.", "usted", []),
        ("Tiene usted razón.", "tu", [("Tiene usted", "error", "Speaks in usted.")]),
        ("Tu CV y su carta.", "tu", [("su", "info", "Speaks in usted.")]),
        ("Tu CV, tu carta y TU nota.", "usted", [("Tu", "info", "Speaks in tú.")]),
        ("Si su merced lo ve.", "tu", [("su merced", "error", "Speaks in usted.")]),
        ("Vos tenés tu CV.", "vos", []),
        ("Vos tenés tu CV.", "tu", [("Vos", "error", "Speaks in vos."), ("tenés", "error", "Speaks in vos.")]),
        ("Hablar de tú a tú.", "usted", []),
        ("Tenes y tu.", "tu", []),
        ("Nada de nada.", "tu", []),
    ],
)
def test_a_register_leaks_where_a_mark_is_another_registers_only(
    text: str, register: str, expected: list[tuple[str, str, str]]
) -> None:
    assert leaks(text, register) == expected


def test_a_locale_without_registers_leaks_nothing() -> None:
    assert book(rule("one", "x")).register_leaks("Usted y tú.", "you") == ()


PERSONS = """
[[person]]
code = "lawyer"
words = ["my lawyer", "court"]
except = ["tennis court"]
why = "Lawyers."
fires = ["f"]
silent = ["s"]

[[person]]
code = "data"
words = ["delete"]
why = "Data."
fires = ["f"]
silent = ["s"]
"""


def test_what_a_person_must_answer_comes_in_the_order_of_the_reply() -> None:
    matters = book(PERSONS).person_matters("Delete it, or my lawyer will see you in court. Delete it.")
    assert [(one.code, one.words, one.why) for one in matters] == [
        ("data", "Delete", "Data."),
        ("lawyer", "my lawyer", "Lawyers."),
    ]
    assert {one.place for one in matters} == {"xx/rules.toml:2", "xx/rules.toml:10"}
    assert not book(PERSONS).person_matters("On the tennis court.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Even so, yes. Even so, no.", ("Even so",)),
        ("Even so, yes.", ()),
        ("Just reply to this. Thanks.", ()),
        ("Just reply, or reply.", ("Just reply",)),
        ("Reply. EVEN SO, reply; even  so.", ("Reply", "EVEN SO")),
    ],
)
def test_what_may_be_said_once_is_counted_once(text: str, expected: tuple[str, ...]) -> None:
    assert book('[once]\nwords = ["even so", "just? reply"]\n').repeated(text) == expected
