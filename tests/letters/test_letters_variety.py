from __future__ import annotations

from collections import Counter
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from letter_factory import candidate, hello, write

from templater.letters import Library, Message, Wanted
from templater.letters.variety import deal_digest, table

HELLO = Wanted("hello", "es")
IDS = [f"candidate-{number}" for number in range(2000)]


def book(*wordings: str) -> str:
    return "# p\n\n## any\n" + "".join(f"- {wording}\n" for wording in wordings)


def shares(library: Library, seed: str = "") -> dict[str, str]:
    return {
        one: library.render(candidate(id=one, stage="screen"), HELLO, seed=seed).text.strip() for one in IDS
    }  # fmt: skip


def test_the_same_input_gives_the_same_message(tmp_path: Path) -> None:
    files = hello("{{ phrase.p }} {{ phrase.q }}", book("A.", "B.", "C.") + "\n# q\n## any\n- D.\n- E.\n")
    one, other = write(tmp_path, files), Library(tmp_path)
    for identity in IDS[:50]:
        marta = candidate(id=identity, stage="screen")
        assert one.render(marta, HELLO, seed="s") == other.render(marta, HELLO, seed="s")


def test_a_new_wording_moves_only_its_share(tmp_path: Path) -> None:
    before = shares(write(tmp_path / "a", hello("{{ phrase.p }}", book("A.", "B.", "C."))))
    after = shares(write(tmp_path / "b", hello("{{ phrase.p }}", book("A.", "Nueva.", "B.", "C."))))
    moved = {one for one in IDS if before[one] != after[one]}
    assert {after[one] for one in moved} == {"Nueva."}
    assert 0.18 < len(moved) / len(IDS) < 0.32
    counts = Counter(before.values())
    assert set(counts) == {"A.", "B.", "C."}
    assert min(counts.values()) > len(IDS) * 0.25


def test_the_order_of_the_wordings_moves_nobody(tmp_path: Path) -> None:
    one = shares(write(tmp_path / "a", hello("{{ phrase.p }}", book("A.", "B.", "C."))))
    other = shares(write(tmp_path / "b", hello("{{ phrase.p }}", book("C.", "A.", "B."))))
    assert one == other


def test_a_wording_that_goes_moves_only_those_who_had_it(tmp_path: Path) -> None:
    before = shares(write(tmp_path / "a", hello("{{ phrase.p }}", book("A.", "B.", "C."))))
    after = shares(write(tmp_path / "b", hello("{{ phrase.p }}", book("A.", "C."))))
    assert all(before[one] == after[one] for one in IDS if before[one] != "B.")


def test_another_seed_deals_otherwise(tmp_path: Path) -> None:
    library = write(tmp_path, hello("{{ phrase.p }}", book("A.", "B.", "C.")))
    one, other = shares(library), shares(library, "2027")
    same = sum(one[identity] == other[identity] for identity in IDS)
    assert 0.25 < same / len(IDS) < 0.42


def test_two_phrases_are_dealt_apart(tmp_path: Path) -> None:
    files = hello("{{ phrase.p }}{{ phrase.q }}", book("A", "B") + "\n# q\n## any\n- a\n- b\n")
    counts = Counter(shares(write(tmp_path, files)).values())
    assert set(counts) == {"Aa", "Ab", "Ba", "Bb"}
    assert min(counts.values()) > len(IDS) * 0.15


def rendered(library: Library, *, deal: int = 0, vary: bool = False, stage: str = "screen") -> list[Message]:
    return [
        library.render(candidate(id=one, stage=stage), HELLO, deal=deal, vary=vary) for one in IDS[:60]
    ]  # fmt: skip


def test_an_application_gets_the_first_wording_unless_variety_is_asked_for(tmp_path: Path) -> None:
    library = write(tmp_path, hello("{{ phrase.p }}", book("Z.", "A.", "B.")))
    assert {message.text for message in rendered(library, stage="application")} == {"Z.\n"}
    assert {message.text for message in rendered(library, stage="application", deal=3)} == {"Z.\n"}
    assert {message.text for message in rendered(library, stage="application", vary=True)} == {"Z.\n", "A.\n", "B.\n"}
    assert {message.text for message in rendered(library)} == {"Z.\n", "A.\n", "B.\n"}


def test_the_first_wording_is_the_first_of_those_in_the_draw(tmp_path: Path) -> None:
    library = write(tmp_path, hello("{{ phrase.p }}", book("Nada.", "{{ requirement }}.", "Otra {{ requirement }}.")))
    message = library.render(candidate(requirement="SQL", stage="application"), HELLO)
    assert message.text == "SQL.\n"


def test_another_deal_changes_picks_and_is_in_them(tmp_path: Path) -> None:
    library = write(tmp_path, hello("{{ phrase.p }}", book("A.", "B.", "C.")))
    first, second = rendered(library), rendered(library, deal=1)
    assert any(one.text != other.text for one, other in zip(first, second, strict=True))
    assert {pick.deal for message in first for pick in message.picks} == {0}
    assert {pick.deal for message in second for pick in message.picks} == {1}


def test_a_pick_says_which_wording_of_how_many_and_where_it_stands(tmp_path: Path) -> None:
    files = hello("{{ phrase.p }}", "# p\n\n## any\n- Any.\n\n## small, screen\n- {{ requirement }}\n- A.\n- B.\n")
    library = write(tmp_path, files)
    lines = {"A.\n": 8, "B.\n": 9}
    for number in range(20):
        message = library.render(candidate(id=str(number), gap="small", stage="screen"), HELLO, deal=2)
        (pick,) = message.picks
        assert (pick.phrase, pick.heading, pick.of, pick.deal) == ("p", "small, screen", 2, 2)
        assert pick.index == lines[message.text] - 7
        assert pick.where == f"{tmp_path.name}/es/phrases/hello.md:{lines[message.text]}"


def test_a_plan_is_settled_when_no_deal_changes_the_words(tmp_path: Path) -> None:
    library = write(tmp_path, hello("{{ phrase.p }}", book("A.", "B.")))
    plan = library.plan(candidate(stage="application"), HELLO)
    assert plan.is_settled(vary=False)
    assert not plan.is_settled(vary=True)
    assert not library.plan(candidate(stage="screen"), HELLO).is_settled(vary=False)
    dealt = plan.deal("7", vary=True)
    assert plan.words(dealt)[0] in ("A.", "B.")


@settings(deadline=None)
@given(st.text(), st.text(), st.integers(0, 20))
def test_every_identity_and_seed_has_a_digest(seed: str, identity: str, deal: int) -> None:
    digest = deal_digest(seed, identity, deal)
    assert len(digest) == 64
    assert digest != deal_digest(seed, identity, deal + 1)


@settings(deadline=None)
@given(st.text(max_size=3), st.text(max_size=3), st.text(max_size=3), st.text(max_size=3))
def test_where_the_seed_ends_and_the_identity_begins_cannot_be_confused(a: str, b: str, c: str, d: str) -> None:
    assert (deal_digest(a, b, 0) == deal_digest(c, d, 0)) == ((a, b) == (c, d))


def test_where_the_identity_ends_and_the_deal_begins_cannot_be_confused() -> None:
    assert deal_digest("", "row-1", 0) != deal_digest("", "row-", 10)
    assert deal_digest("", "1", 11) != deal_digest("", "11", 1)


@settings(deadline=None)
@given(st.lists(st.text(min_size=1), min_size=1, max_size=5, unique=True), st.text(min_size=1))
def test_every_byte_has_a_wording(wordings: list[str], phrase: str) -> None:
    dealt = table(phrase, tuple(wordings))
    assert {dealt[byte] for byte in range(256)} <= set(range(len(wordings)))
    digest = deal_digest("", "", 0)
    assert dealt.deal(digest) == dealt.deal(digest)
