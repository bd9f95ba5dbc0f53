"""Words as a person reads them before there is anybody to write to: inflected, with a sample recipient's values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from templater.candidate import Candidate, column_of
from templater.judgement import Situation, judge
from templater.language import capfirst
from templater.letters.books import Book, Variant, Wording
from templater.letters.choosing import variant_for
from templater.letters.edition import Edition
from templater.letters.expressions import Name, Piece
from templater.letters.headings import Tags
from templater.letters.inflecting import inflected
from templater.letters.letter import Letter, Part
from templater.letters.markdown import Format, Hole, block_formats, inline_formats, plain_format
from templater.letters.values import write_value


@dataclass(frozen=True, slots=True)
class Showing:
    """Shows the words of an edition to somebody who reviews them, in one register."""

    edition: Edition
    sample: Candidate
    register: str

    def wording(self, wording: Wording, tags: Tags, book: Book) -> str:
        """Return a wording as it is said in a section's situation, and beneath it its other forms with their tags.

        "" where the section is not for this register. A field that the sample lacks stands in braces, as a column.
        """
        if not self._spoken(tags):
            return ""
        situation = self._situation(tags)
        return "\n".join(
            (f"{label}: " if label else "") + self._variant(variant, _with(situation, variant.tags), book)
            for label, variant in self._forms(wording, situation)
        )

    def letter(self, letter: Letter) -> str:
        """Return a letter's own text; its phrases are looked at by themselves, and stand in it by name."""
        if not self._spoken(letter.tags):
            return ""
        situation = self._situation(letter.tags)
        subject, preheader = (self._line(part, situation) for part in (letter.subject, letter.preheader))
        body = block_formats(tuple(self._pieces(letter.body.pieces, situation)), letter.body.source).text
        return "\n\n".join(filter(None, (subject, preheader, self._filled(body, None))))

    def _spoken(self, tags: Tags) -> bool:
        return self.register in tags.wanted.get("register", {self.register})

    def _situation(self, tags: Tags) -> Situation:
        base = judge(self.sample, channel="email", register=self.register).situation
        return replace(_with(base, tags), register=self.register)

    def _forms(self, wording: Wording, situation: Situation) -> Iterator[tuple[str, Variant]]:
        """Yield the form of this register, and those that depend on something else besides."""
        first, *others = wording.variants
        plain = Wording((first, *(one for one in others if one.tags.wanted.keys() == {"register"})))
        yield "", variant_for(plain, situation)
        for variant in others:
            if variant.tags.wanted.keys() != {"register"} and self._spoken(variant.tags):
                yield ", ".join(sorted(variant.tags.values - {self.register})), variant

    def _variant(self, variant: Variant, situation: Situation, book: Book) -> str:
        pieces = tuple(self._pieces(variant.pieces, situation))
        return self._filled(inline_formats(pieces, variant.source).text, book, situation)

    def _line(self, part: Part, situation: Situation) -> str:
        return self._filled(plain_format(self._pieces(part.pieces, situation), part.source), None)

    def _pieces(self, pieces: tuple[Piece, ...], situation: Situation) -> list[str | Name]:
        return list(inflected(pieces, self.edition.words, situation, self._size))

    def _size(self, path: str) -> int:
        fact = self.sample.facts.get(path)
        return len(fact) if isinstance(fact, tuple) else int(fact is not None or path.startswith("phrase."))

    def _filled(self, part: Format, book: Book | None, situation: Situation | None = None) -> str:
        filled = {hole.key: self._held(hole, book, situation) for hole in part.holes}
        return part.template % filled

    def _held(self, hole: Hole, book: Book | None, situation: Situation | None) -> str:
        written = None if hole.is_phrase else write_value(hole, self.sample.facts, self.edition.locale)
        return self._missing(hole, book, situation) if written is None else written

    def _missing(self, hole: Hole, book: Book | None, situation: Situation | None) -> str:
        """Return what stands in a hole that the sample does not fill: a phrase, its name, or a column's."""
        name = Name(hole.path, (), 0)
        if not name.phrase:
            return f"{{{column_of(name.field)}}}"
        if book is None or situation is None:
            return f"‹{name.phrase}›"
        inner = self._inner(name.phrase, book, situation)
        return capfirst(inner) if name.path != f"phrase.{name.phrase}" else inner

    def _inner(self, phrase: str, book: Book, situation: Situation) -> str:
        best = max(book[phrase].fitting(situation), key=lambda section: section.tags.rank)
        if not best.wordings:
            return ""
        return self._variant(variant_for(best.wordings[0], situation), situation, book)


def _with(situation: Situation, tags: Tags) -> Situation:
    """Return a situation that tags fit."""
    values = {axis: min(wanted) for axis, wanted in tags.wanted.items()}
    return replace(situation, **{**values, **({"register": situation.register} if "register" in values else {})})
