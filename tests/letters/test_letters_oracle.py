from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

import pytest
from letter_factory import candidate

from templater.candidate import AXIS_CHOICES, Candidate
from templater.judgement import AXES
from templater.language import plain
from templater.letters import Library, Message, Wanted, builtin_templates

LIBRARY = Library()
TEMPLATES = builtin_templates()
CELLS: dict[str, list[object]] = {
    **{
        name: [None, *choices]
        for name, choices in AXIS_CHOICES.items()
        if name not in ("decision_by", "channel", "status")
    },
    "requirement": [None, "SQL en producción", ["SQL", "inglés"]],
    "evidence": [None, "el caso quedó a medias"],
    "strength": [None, "la claridad"],
    "coaching_tip": [None, "contar un ejemplo entero"],
    "interview_date": [None, "2026-11-12"],
    "feedback_deadline": [None, "2026-12-01"],
    "retention_until": [None, "2027-11-30"],
    "reapply_policy": [None, "open", "2027-05-01"],
    "decision_by": [None, "human_assisted"],
    "agency": [None, "Puente"],
    "survey_url": [None, "https://e.es/s?a=b"],
    "privacy_url": [None, "https://e.es/p"],
    "privacy_contact": [None, "privacidad@e.es"],
    "sender_name": [None, "Laura Gil"],
    "sender_title": [None, "Selección"],
}
REGISTERS = {"es": ("tu", "usted", "vos"), "en": ("you",)}

Wordings = dict[str, str]  # a wording's form for each tag, the plain one under ""
Sections = dict[frozenset[str], list[Wordings]]


# --- the rules, written down in the most direct way: no plans, no formats, only strings


@cache
def book(locale: str, letter: str) -> dict[str, Sections]:
    phrases: dict[str, Sections] = {}
    wordings: list[Wordings] = []
    for name in ("phrases.md", f"phrases/{letter}.md"):
        for line in (TEMPLATES / locale / name).read_text("utf-8").splitlines():
            if line.startswith("# "):
                sections = phrases.setdefault(line[2:].strip(), {})
            elif line.startswith("## "):
                wordings = sections[frozenset(re.split(", *", line[3:])) - {"any"}] = []
            elif line.startswith("- "):
                wordings.append({"": line[2:]})
            elif re.match(r" +- ", line):
                tag, _, form = line.strip()[2:].partition(": ")
                wordings[-1][tag] = form
            elif line.startswith(" "):
                last = list(wordings[-1])[-1]
                wordings[-1][last] += "\n" + line.strip()
    return phrases


@cache
def tables(locale: str) -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = {}
    columns: list[str] = []
    for line in (TEMPLATES / locale / "words.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("# "):
            rows, columns = found.setdefault(line[2:], {}), []
        elif line.startswith("|") and not columns:
            columns = cells
        elif line.startswith("|") and not line.startswith("|-"):
            rows[cells[0].replace(" ", "_")] = {
                column: cells[0] if cell == "=" else cell for column, cell in zip(columns, cells, strict=True)
            }
    return found


class Oracle:
    """Writes the text of one letter by the rules; only which wording was drawn is taken from its picks."""

    def __init__(self, message: Message, one: Candidate) -> None:
        self.message = message
        self.values = set(message.situation.as_dict().values())
        self.book = book(message.locale, message.letter)
        locale = LIBRARY.edition(message.locale).locale
        self.facts = {name: plain(fact, locale) for name, fact in one.facts.items()}
        self.silent = LIBRARY.judge(
            one, Wanted(message.letter, message.locale, "email", message.situation.register)
        ).silent
        self.axis_of = {value: axis for axis, values in AXES.items() for value in values}

    def rank(self, tags: frozenset[str]) -> list[bool]:
        named = {self.axis_of.get(tag, "register") for tag in tags}
        return [axis in named for axis in AXES]

    def fits(self, tags: frozenset[str]) -> bool:
        axes = {self.axis_of.get(tag, "register") for tag in tags}
        return all(
            any(self.axis_of.get(tag, "register") == axis and tag in self.values for tag in tags) for axis in axes
        )

    def inflected(self, text: str) -> str:
        for table, rows in tables(self.message.locale).items():
            for key, forms in rows.items():
                form = next((forms[value] for value in self.values if value in forms), "")
                text = text.replace(f"{{{{ {table}.{key} }}}}", form)
                capital = f"{{{{ {table}.{key[0].upper()}{key[1:]} }}}}"
                text = text.replace(capital, form[:1].upper() + form[1:])
        return text

    def draw(self, phrase: str) -> list[str]:
        if phrase in self.silent:
            return []
        fitting = [tags for tags in self.book[phrase] if self.fits(tags)]
        for tags in sorted(fitting, key=self.rank, reverse=True):
            wordings = self.book[phrase][tags]
            if wordings[0][""] == "(silent)":
                return []
            said = [self.inflected(self.form(wording)) for wording in wordings]
            eligible = [
                text for text in said if self.needs(text) <= set(self.facts) and all(map(self.draw, self.inner(text)))
            ]
            if eligible:
                return [
                    text for text in eligible if not any(self.needs(text) < self.needs(other) for other in eligible)
                ]
        return []

    def form(self, wording: Wordings) -> str:
        tags = {frozenset(re.split(", *", tag)) if tag else frozenset(): text for tag, text in wording.items()}
        return tags[max((tag for tag in tags if self.fits(tag)), key=self.rank)]

    def inner(self, text: str) -> list[str]:
        return [name[0].lower() + name[1:] for name in re.findall(r"\{\{ phrase\.(\w+) \}\}", text)]

    def needs(self, text: str) -> set[str]:
        names = set(re.findall(r"\{\{ (?!phrase\.)([\w.]+) \}\}", text))
        return names - {"candidate.first_name", "role.title", "role.company"}

    def say(self, phrase: str) -> str:
        draw, pick = self.draw(phrase), next(pick for pick in self.message.picks if pick.phrase == phrase)
        assert pick.of == len(draw)
        return self.filled(draw[pick.index - 1])

    def filled(self, text: str) -> str:
        for name in re.findall(r"\{\{ phrase\.(\w+) \}\}", text):
            phrase = name[0].lower() + name[1:]
            said = self.say(phrase) if self.draw(phrase) else "§"
            said = said[0].upper() + said[1:] if name != phrase else said
            text = text.replace(f"{{{{ phrase.{name} }}}}", said, 1)
        for name, fact in self.facts.items():
            text = text.replace(f"{{{{ {name} }}}}", fact)
        return text

    def text(self) -> str:
        files = (TEMPLATES / self.message.locale).glob(f"{self.message.letter}*.md")
        tagged = {frozenset(path.stem.split(".")[1:]): path for path in files}
        path = tagged[max((tags for tags in tagged if self.fits(tags)), key=self.rank)]
        body = path.read_text("utf-8").partition("\n\n")[2]
        lines = [self.filled(line) for line in self.inflected(body).split("\n") if self.needs(line) <= set(self.facts)]
        closed = [re.sub(" §|§ |§", "", line) for line in lines]
        kept = [said for line, said in zip(lines, closed, strict=True) if said or not line]
        return re.sub(r"\n{3,}", "\n\n", re.sub(r"\[(\S+)\]\(\1\)", r"\1", "\n".join(kept))).strip() + "\n"


def random_situations(locale: str, letter: str) -> list[tuple[Candidate, str]]:
    dice = random.Random(f"{locale} {letter}")
    found = []
    for number in range(150):
        cells = {name: dice.choice(values) for name, values in CELLS.items()}
        found.append((candidate({**cells, "id": str(number)}), dice.choice(REGISTERS[locale])))
    return found


@pytest.mark.parametrize("locale", ["es", "en"])
@pytest.mark.parametrize("letter", ["rejection", "debrief-question"])
def test_the_library_writes_what_the_rules_say(locale: str, letter: str) -> None:
    from templater.errors import CandidateError

    written = 0
    for one, register in random_situations(locale, letter):
        try:
            message = LIBRARY.render(one, Wanted(letter, locale, register=register, impersonal=True))
        except CandidateError:
            continue
        written += 1
        assert message.text == Oracle(message, one).text()
    assert written > 100


def test_the_shipped_templates_are_where_the_oracle_reads_them() -> None:
    assert Path(TEMPLATES / "es" / "rejection.md").is_file()
