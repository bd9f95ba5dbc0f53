"""Make the proof of a letter: every different paragraph that its words can produce."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Sequence

from templater.letters import Library
from templater.letters.paragraphs import Paragraph as Passage
from templater.letters.paragraphs import paragraphs_of
from templater.review.proof.assembling import Assembler, carriers_of
from templater.review.proof.finishing import MOST, Finisher
from templater.review.proof.sheet import Proof
from templater.review.proof.wordings import Wordings


def proof(
    library: Library,
    letter: str,
    locale: str,
    *,
    channels: Sequence[str] = (),
    registers: Sequence[str] = (),
    bounded: Container[str] = (),
) -> Proof:
    """Return every different paragraph of a letter in a locale, with the situations that lead to it.

    `channels` and `registers` limit those that the letter has. A passage whose wordings can be dealt in more than
    `MOST` ways, or that is in `bounded`, is shown in enough of them to have each wording once.
    Raises ChoiceError when there is no such letter or locale, and TemplateError when its words are broken.
    """
    files = _Files(library, letter, locale, tuple(channels), tuple(registers))
    assembler = Assembler(letter, locale, files.offered)
    cut: list[str] = []
    for passage, carried, finisher in files.passages():
        done = finisher.finish(passage, most=0 if key_of(passage) in bounded else MOST)
        if done.bounded:
            cut.append(key_of(passage))
        assembler.add(passage, key_of(passage), done, channels=carried, registers=files.registers)
    return Proof(letter, locale, assembler.paragraphs(), tuple(cut))


def possible(
    library: Library, letter: str, locale: str, texts: Collection[str], passages: Container[str]
) -> set[tuple[str, str, str]]:
    """Return, with register and channel, those of some texts that some passages can be, shown in a proof or not."""
    files = _Files(library, letter, locale, (), ())
    words = "\n\n".join(sorted(texts))
    found: set[tuple[str, str, str]] = set()
    for passage, carried, finisher in files.passages():
        if key_of(passage) in passages:
            done = finisher.seek(passage, texts, words)
            for text, ways in done.found.items():
                voices = (voice for leading in ways.values() for voice in leading)
                found.update((*one, text) for one in carriers_of(voices, done, carried, files.registers))
    return found


def key_of(passage: Passage) -> str:
    """Return what a passage is called, wherever its file stands: "rejection.md 3".

    The third paragraph of a body keeps its name when lines before it come and go.
    """
    return f"{passage.part.source.file.rpartition('/')[2]} {passage.name}"


class _Files:
    """The files of a letter, with what each is finished for."""

    def __init__(
        self, library: Library, letter: str, locale: str, channels: tuple[str, ...], registers: tuple[str, ...]
    ) -> None:
        self._wordings = Wordings(library, locale, letter)
        spoken = self._wordings.edition.locale.registers
        self.registers = tuple(one for one in spoken if not registers or one in registers)
        offered = self._wordings.manuscript.channels
        self.offered = tuple(one for one in offered if not channels or one in channels)

    def passages(self) -> Iterator[tuple[Passage, tuple[str, ...], Finisher]]:
        """Yield every passage of every file, with the channels that carry the file."""
        for file in self._wordings.manuscript.files:
            carried = tuple(channel for channel in self.offered if channel in file.channels)
            if carried and self.registers:
                finisher = Finisher(self._wordings, file, carried, self.registers)
                for passage in paragraphs_of(file):
                    yield passage, carried, finisher
