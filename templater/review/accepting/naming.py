"""How people name sections on the command line: a path, a folder, a file and line, a phrase, a section."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from templater.review.accepting.sections import Key, Section, Sections


def named(sections: Sections, directory: Path, name: str) -> frozenset[Key]:
    """Return the sections of a directory that a name means, or none when it means nothing there.

    `phrases/rejection.md`, `es/phrases/rejection.md`, a path from where one stands, `es`, `reason`,
    `phrases/rejection.md:reason`, `reason:agree,small` and `es/phrases/rejection.md:12`, as a check says it.
    """
    asked = {_sorted(name), _sorted(_inside(directory, name))}
    return frozenset(key for key, languages in sections.paired.items() if _answers(asked, key, languages))


def unread(sections: Sections, directory: Path, name: str) -> frozenset[str]:
    """Return the broken files that a name means."""
    path = _inside(directory, name).partition(":")[0]
    return frozenset(file for file in sections.unread if path.endswith(file) or path == ".")


def names(sections: Sections) -> Iterator[str]:
    """Yield the names by which a misspelt one can be known again."""
    for key in sections.paired:
        yield str(key)
        yield from (key.file, key.phrase) if key.phrase else ()


def _answers(asked: set[str], key: Key, languages: Mapping[str, Section]) -> bool:
    files = {key.file, *(section.place.rpartition(":")[0] for section in languages.values())}
    files |= {f"{language}/{key.file}" for language in languages}
    known = {*files, *(section.place for section in languages.values())}
    known |= {f"{language}/{key.file}:{section.place.rpartition(':')[2]}" for language, section in languages.items()}
    if key.phrase:
        for file in files:
            known |= {f"{file}:{key.phrase}", f"{file}{str(key).removeprefix(key.file)}"}
        known |= {key.phrase, str(key).removeprefix(f"{key.file}:")}
    return not asked.isdisjoint(known) or any(
        one == "." or file.startswith(f"{one.rstrip('/')}/") for one in asked for file in files
    )


def _inside(directory: Path, name: str) -> str:
    """Return a path that leads into the directory as it is called there, and any other name as it is."""
    path, colon, rest = name.partition(":")
    try:
        return Path(path).resolve().relative_to(directory.resolve()).as_posix() + colon + rest
    except (OSError, ValueError):
        return name


def _sorted(name: str) -> str:
    """Return a name with the tags of its situation in the order of ours."""
    head, colon, tags = name.rpartition(":")
    return f"{head}{colon}{','.join(sorted(tag.strip() for tag in tags.split(',')))}" if colon else name
