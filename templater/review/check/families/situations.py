"""Situations that two sections claim alike, or in which a letter has nothing to say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import combinations

from templater.errors import TemplateError, nearest
from templater.letters.books import Phrase
from templater.letters.edition import Edition
from templater.letters.expressions import Name, Piece
from templater.letters.headings import Tags
from templater.letters.letter import Part
from templater.letters.manuscript import Manuscript
from templater.letters.speaking import NEEDED
from templater.review.check.rule import Example, Hit, Rule, hit_at, place_of
from templater.review.check.templates import Templates
from templater.review.reach import Standing, never_chosen, standings

Placed = tuple[Tags, str, str]
"""What asks for a situation, as it is written, and its file and line."""


def phrases(templates: Templates) -> Iterator[tuple[Edition, Manuscript, Phrase]]:
    """Yield every phrase of every locale, once for each different set of sections."""
    seen: set[tuple[str, ...]] = set()
    for edition, _, manuscript in templates.manuscripts():
        for phrase in manuscript.book.values():
            places = (phrase.place, *(section.place for section in phrase.sections.values()))
            if places not in seen:
                seen.add(places)
                yield edition, manuscript, phrase


def _ambiguous(templates: Templates) -> Iterator[Hit]:
    for _, _, manuscript in templates.manuscripts():
        yield from _alike((one.tags, _tail(one.body.source.file), f"{one.body.source.file}:1")
                          for one in manuscript.files)  # fmt: skip
    for _, _, phrase in phrases(templates):
        sections = phrase.sections.values()
        yield from _alike((section.tags, section.heading, section.place) for section in sections)
        for wording in (one for section in sections for one in section.wordings):
            forms = wording.variants[1:]
            yield from _alike((one.tags, ", ".join(sorted(one.tags.values)), f"{one.source.file}:{one.source.line}")
                              for one in forms)  # fmt: skip


def _tail(file: str) -> str:
    return file.rpartition("/")[2]


def _alike(placed: Iterable[Placed]) -> Iterator[Hit]:
    """Yield each that names the same axes as an earlier one and fits a situation that both fit: neither is more exact.

    It is told once, with the first of them.
    """
    before: list[Placed] = []
    for other, second, at in placed:
        for one, heading, place in before:
            same_axes = one.wanted.keys() == other.wanted.keys()
            if same_axes and all(one.wanted[axis] & other.wanted[axis] for axis in one.wanted):
                yield hit_at(at, second, other=heading, at=place)
                break
        before.append((other, second, at))


def _never(templates: Templates) -> Iterator[Hit]:
    """Yield the sections that are chosen in no situation that can occur, in any letter that has the phrase."""
    alive: set[str] = set()
    dead: dict[str, tuple[Edition, Manuscript, Phrase]] = {}
    for edition, _, manuscript, phrase in used_phrases(templates):
        places = {section.place for values, section in phrase.sections.items() if values}
        if not places <= alive:
            with suppress(TemplateError):  # two sections fit alike, which is a finding of its own
                lost = never_chosen(phrase.name, manuscript, edition)
                alive |= places - lost
                dead |= dict.fromkeys(lost, (edition, manuscript, phrase))
    for place, (edition, manuscript, phrase) in dead.items():
        if place not in alive:
            standing = standings(phrase.name, manuscript, edition)
            yield next(_outranked(phrase, one) for one in standing if one.section.place == place)


def _outranked(phrase: Phrase, lost: Standing) -> Hit:
    if not lost.lost_to:
        file, line = place_of(lost.section.place)
        return Hit(file, line, lost.section.heading, {"phrase": phrase.name},
                   message="'{words}' cannot occur here: delete it, or mend the heading")  # fmt: skip
    other, _ = lost.lost_to[0]
    return hit_at(lost.section.place, lost.section.heading, other=other.heading, at=other.place)


def used_phrases(templates: Templates) -> Iterator[tuple[Edition, str, Manuscript, Phrase]]:
    """Yield the phrases that each letter can say, with the letter and its name."""
    for edition, name, manuscript in templates.manuscripts():
        for phrase in sorted(spoken(manuscript)):
            yield edition, name, manuscript, manuscript.book[phrase]


def spoken(manuscript: Manuscript) -> frozenset[str]:
    """Return the phrases that a letter can say, those within phrases among them."""
    own = {name for letter in manuscript.files for name in letter.phrases}
    return frozenset(own | {inner for name in own for inner in _within(manuscript.book[name])})


def _within(phrase: Phrase) -> Iterator[str]:
    for section in phrase.sections.values():
        for wording in section.wordings:
            for variant in wording.variants:
                yield from (one.phrase for one in variant.pieces if isinstance(one, Name) and one.phrase)


def _unused(templates: Templates) -> Iterator[Hit]:
    """Yield the phrases that no letter says: mostly a name that was misspelt."""
    said: set[str] = set()
    all_of: dict[str, Phrase] = {}
    for _, _, phrase in phrases(templates):
        all_of.setdefault(phrase.place, phrase)
    for _, _, manuscript in templates.manuscripts():
        said |= {manuscript.book[name].place for name in spoken(manuscript)}
    names = sorted({phrase.name for place, phrase in all_of.items() if place in said})
    for place, phrase in all_of.items():
        if place not in said and templates.is_edited(place):
            near = nearest(phrase.name, names)
            message = (
                "no letter says the phrase '{words}' (did you mean '{near}'?)" if near and near != phrase.name else ""
            )
            file, _, line = place.rpartition(":")
            yield Hit(file, int(line), phrase.name, {"near": near}, message=message)


def _silent_inside(templates: Templates) -> Iterator[Hit]:
    """Yield phrases between a sentence's own words that can be silent, which would leave half a sentence."""
    seen: set[str] = set()
    for _, _, manuscript in templates.manuscripts():
        for letter in manuscript.files:
            for part in letter.parts:
                for name in _inside(part):
                    phrase = manuscript.book[name.phrase]
                    place = f"{part.source.file}:{part.source.line + name.line - 1}"
                    silent = [one for one in phrase.sections.values() if not one.wordings]
                    if silent and place not in seen:
                        seen.add(place)
                        yield hit_at(place, name.path, phrase=name.phrase, heading=silent[0].heading,
                                     at=silent[0].place)  # fmt: skip


def _inside(part: Part) -> Iterator[Name]:
    """Yield the phrases that stand between words of the same line, not at the beginning or end of a sentence."""
    for before, piece, after in zip(part.pieces, part.pieces[1:], part.pieces[2:], strict=False):
        if isinstance(piece, Name) and piece.phrase and isinstance(before, str) and isinstance(after, str):
            left, right = before.rpartition("\n")[2].rstrip(), after.partition("\n")[0].lstrip()
            if left and right and left[-1] not in ".:?!…" and not left.endswith(("-", "*")):
                yield piece


def _shared_line(templates: Templates) -> Iterator[Hit]:
    """Yield fields that stand on a line with a phrase: where the field is not known, the phrase goes with the line."""
    seen: set[tuple[str, int]] = set()
    for edition, _, manuscript in templates.manuscripts():
        for letter in manuscript.files:
            for line in _lines(letter.body.pieces):
                said = [one for one in line if one.phrase]
                fields = [one for one in line if not one.phrase and set(_facts(edition, [one]))]
                place = (letter.body.source.file, letter.body.source.line + line[0].line - 1) if line else ("", 0)
                if said and fields and place not in seen:
                    seen.add(place)
                    yield Hit(*place, fields[0].path, {"phrase": said[0].path})


def _lines(pieces: Iterable[Piece]) -> Iterator[list[Name]]:
    """Yield the names of each line of a text."""
    line: list[Name] = []
    for piece in pieces:
        if isinstance(piece, Name):
            line.append(piece)
        elif not isinstance(piece, str) or "\n" in piece:
            yield line
            line = []
    yield line


def _by_chance(templates: Templates) -> Iterator[Hit]:
    """Yield wordings of one section that state different facts: with both documented, the draw would drop one."""
    for edition, _, phrase in phrases(templates):
        for section in phrase.sections.values():
            stated = [(one, frozenset(_facts(edition, one.variants[0].pieces))) for one in section.wordings]
            for (one, facts), (other, others) in combinations(stated, 2):
                apart = bool(facts - others) and bool(others - facts)
                if apart and not any(facts | others <= more for _, more in stated):
                    yield hit_at(other.place, phrase=phrase.name, lost=", ".join(sorted(facts - others)), at=one.place)
                    break


def _facts(edition: Edition, pieces: Iterable[Piece]) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, Name) and not piece.phrase and piece.path.partition(".")[0] not in edition.words.tables:
            yield from {piece.field} - NEEDED


_BOOK = "es/phrases/hello.md"


def _phrase(text: str) -> Example:
    return {_BOOK: f"# hi\n{text}\n"}


_HELLO = "es/hello.md"

RULES = (
    Rule(
        "ambiguous",
        "'{words}' and '{other}' ({at}) fit the same situation, and neither is more exact: join them, or "
        "name one more thing in one of the two",
        _ambiguous,
        _phrase("## any\n- Hola.\n## agree, small\n- Uno.\n## agree, gentle, small, moderate\n- Dos."),
        _phrase("## any\n- Hola.\n## agree, small\n- Uno.\n## gentle, small\n- Dos."),
    ),
    Rule(
        "never",
        "'{words}' is never chosen: '{other}' ({at}) is, wherever it fits; delete it, or make it more exact",
        _never,
        _phrase("## any\n- Hola.\n## neutral, said-positive\n- Uno."),
        _phrase("## any\n- Hola.\n## gentle, said-positive\n- Uno."),
    ),
    Rule(
        "unused",
        "no letter says the phrase '{words}': delete it, or write {{{{ phrase.{words} }}}} in a letter",
        _unused,
        _phrase("## any\n- Hola.\n# bye\n## any\n- Adiós."),
        _phrase("## any\n- Hola. {{ phrase.bye }}\n# bye\n## any\n- Adiós."),
        "warning",
    ),
    Rule(
        "silent-inside",
        "'{words}' stands in the middle of a sentence and says nothing under '{heading}' ({at}): give it "
        "words there, or put the whole sentence in the phrase",
        _silent_inside,
        {
            _HELLO: "Subject: Hola\n\nHola, {{ phrase.hi }}, y adiós.\n",
            **_phrase("## any\n- Ana\n## small\n- (silent)"),
        },
        {
            _HELLO: "Subject: Hola\n\nHola. {{ phrase.hi }} Y adiós.\n",
            **_phrase("## any\n- Ana.\n## small\n- (silent)"),
        },
    ),
    Rule(
        "shared-line",
        "where '{words}' is not known, the whole line goes, and '{phrase}' with it: put '{words}' in a phrase, or on a "
        "line of its own",
        _shared_line,
        {_HELLO: "Subject: Hola\n\n{{ phrase.hi }} {{ sender.title }}\n"},
        {_HELLO: "Subject: Hola\n\n{{ phrase.hi }}\n{{ sender.title }}\n"},
    ),
    Rule(
        "by-chance",
        "this wording and {at} state different facts: where all are known, chance would leave out {lost}; "
        "write one more wording that states them all",
        _by_chance,
        _phrase("## any\n- Hola.\n- Por esto: {{ requirement }}.\n- Por aquello: {{ evidence }}."),
        _phrase(
            "## any\n- Hola.\n- Por esto: {{ requirement }}.\n- Por aquello: {{ evidence }}.\n"
            "- Por esto: {{ requirement }}. Y aquello: {{ evidence }}."
        ),
    ),
)
"""What makes the choice of words unclear, or vain."""
