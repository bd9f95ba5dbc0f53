from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from templater.candidate import COLUMNS, Candidate, Fact, Vocabulary, is_address, is_link, read_candidate
from templater.candidate.text import clean, forbidden_character

NAMES = st.sampled_from([column.name for column in COLUMNS])
FREE = st.sampled_from([column.name for column in COLUMNS if column.kind in ("line", "clause") and column.fact])
VOCABULARY = Vocabulary(values={"gap": {"pequena": "small"}}, dates={"es": "dmy"})
LOOKALIKES = st.one_of(
    st.text(),
    st.text("0123456789/-.T: +Z"),
    st.text("-•*·. ab\n"),
    st.text("#¡!N/ADREF?"),
    st.text("htps:/@.ex?#"),
)


def read(cells: dict[str, object]) -> dict[str, Fact] | None:
    candidate = read_candidate(cells, VOCABULARY)
    return dict(candidate.facts) if isinstance(candidate, Candidate) else None


@settings(max_examples=500, deadline=None)
@given(st.dictionaries(NAMES, LOOKALIKES, max_size=4))
def test_no_text_makes_the_door_raise(cells: dict[str, object]) -> None:
    result = read_candidate(cells, VOCABULARY)
    if not isinstance(result, Candidate):
        assert result
        for problem in result:
            assert problem.column in cells
            assert str(problem).startswith(f"column '{problem.column}': ")


@settings(deadline=None)
@given(
    NAMES, st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda inner: st.lists(inner, max_size=3))
)
def test_no_value_of_json_makes_the_door_raise(name: str, cell: object) -> None:
    read_candidate({name: cell}, VOCABULARY)


@settings(max_examples=300, deadline=None)
@given(FREE, LOOKALIKES)
def test_what_came_in_holds_nothing_that_hides_and_no_line_breaks(name: str, text: str) -> None:
    for fact in (read({name: text}) or {}).values():
        for item in fact if isinstance(fact, tuple) else (str(fact),):
            assert forbidden_character(item) == ""
            assert item == " ".join(item.split())


@settings(max_examples=300, deadline=None)
@given(FREE, st.lists(st.text("aáñ b.-*1:", min_size=1), min_size=1, max_size=3))
def test_reading_what_was_read_changes_nothing(name: str, lines: list[str]) -> None:
    facts = read({name: "\n".join(lines)}) or {}
    fact = facts.get(next(column.fact for column in COLUMNS if column.name == name))
    items = fact if isinstance(fact, tuple) else (str(fact or ""),)
    # each reading takes one full stop, and with it perhaps the end of a bullet
    assume(not any(item.endswith((".", "-", "*")) for item in items))
    again = read({name: list(items) if isinstance(fact, tuple) else items[0]}) or {}
    assert again == facts


@settings(deadline=None)
@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean("\n".join(clean(text))) == clean(text)


@settings(deadline=None)
@given(st.text())
def test_an_address_or_a_link_never_holds_what_could_break_a_header_or_an_attribute(text: str) -> None:
    for found in (text, f"https://example.com/{text}", f"a{text}@example.com", f"mailto:{text}@example.com"):
        if is_address(found):
            assert found.isascii()
            assert not set(found) & set(' \r\n<>"(),:;\\')
        if is_link(found):
            assert not set(found) & set(' \r\n<>"')
            assert found.lower().startswith(("http://", "https://", "mailto:", "tel:"))


DOMAINS = st.one_of(
    st.text(max_size=20),
    st.text("abñüßéxn-. ·\u0301\u200d\u3002\uff0e\uff20\ufe6bеר１ａ", min_size=1, max_size=20),
    st.lists(st.text(st.characters(categories=["L", "M"]), min_size=1, max_size=12), min_size=2).map(".".join),
)


@settings(max_examples=1000, deadline=None)
@given(st.sampled_from(["ana@", "josé@", "a.b+c@", "", "ana＠"]), DOMAINS)
def test_an_address_that_came_in_is_plain_ascii_and_at_the_one_domain_that_was_typed(before: str, domain: str) -> None:
    facts = read({"email": before + domain})
    if not facts:
        return
    address = str(facts["candidate.email"])
    assert is_address(address)
    assert address.isascii()
    assert read({"email": address}) == facts
    if before:
        assert before.isascii()
        assert address.startswith(before)
