"""Faults of a whole letter: no subject, a sentence that nobody can follow, the same thing said twice."""

from __future__ import annotations

from collections.abc import Iterator

from templater.errors import TemplateError
from templater.review.check.finished import finished
from templater.review.check.rule import Example, Hit, Rule
from templater.review.check.sayings import sayings
from templater.review.check.templates import Templates
from templater.review.readability import long_sentences


def _no_subject(templates: Templates) -> Iterator[Hit]:
    for _, _, manuscript in templates.manuscripts():
        for letter in manuscript.files:
            if letter.channels & {"email", "inmail"} and not letter.subject.source.text.strip():
                yield Hit(letter.body.source.file, 1)


def _long_sentences(templates: Templates) -> Iterator[Hit]:
    for saying in sayings(templates):
        for remark in long_sentences(saying.masked, saying.edition.locale) if saying.kind == "wording" else ():
            yield Hit(saying.source.file, saying.source.line, values=remark.values)


def _repeated(templates: Templates) -> Iterator[Hit]:
    """Yield what a message says twice though it may be said once, such as «aun así», at its last wording."""
    for one in finished(templates):
        try:
            book = templates.rulebook(one.edition)
        except TemplateError:
            continue  # it is reported as broken
        text = one.message.text if one.message else ""
        for words in book.repeated(text):
            file, line = one.place_of(words, max(text.lower().rfind(words.lower()), text.find(words)))
            yield Hit(file, line, words, {"letter": one.letter.body.source.file})


def _letter(body: str, *headers: str) -> Example:
    return {"es/hello.md": "\n".join(headers or ["Subject: x"]) + f"\n\n{body}\n"}


_LONG = " ".join(["Hola,", *("y hola",) * 16]) + "."
_SHORT = " ".join(["Hola,", *("y hola",) * 10]) + "."
_ONCE = {"es/rules.toml": '[once]\nwords = ["aun así"]\n'}

RULES = (
    Rule(
        "no-subject",
        "an e-mail needs a subject: write Subject: and the words in the first line",
        _no_subject,
        _letter("Hola.", "Note: x"),
        _letter("Hola."),
    ),
    Rule(
        "long-sentence",
        "a sentence of {count} words; {most} are the most that read well: make two of it",
        _long_sentences,
        {"es/phrases/hello.md": f"# hi\n## any\n- {_LONG}\n"},
        {"es/phrases/hello.md": f"# hi\n## any\n- {_SHORT}\n"},
        "warning",
    ),
    Rule(
        "repeated",
        "'{words}' is said twice in {letter}: say it once",
        _repeated,
        {**_ONCE, **_letter("Hola. Aun así, hola. Aun así, adiós.")},
        {**_ONCE, **_letter("Hola. Aun así, hola. Y adiós.")},
        "warning",
    ),
)
"""What is seen when a letter is read from beginning to end."""
