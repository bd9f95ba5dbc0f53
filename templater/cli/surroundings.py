"""What comes from outside and is read once: the clock, and templater.toml beside the work."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, UTC, datetime
from pathlib import Path

from templater.errors import ChoiceError, ConfigurationError, nearest
from templater.language.toml_source import load_toml
from templater.letters import Brand
from templater.letters.brand import PARTS

CONFIGURATION = "templater.toml"
_KEYS = ("defaults", "templates", "brand")


@dataclass(frozen=True, slots=True)
class Configuration:
    """templater.toml: values for blank columns, a directory of the team's own templates, and what its e-mails show."""

    defaults: Mapping[str, str] = field(default_factory=dict)
    templates: tuple[Path, ...] = ()
    brand: Brand = field(default_factory=Brand)


def read_moment(option: str | None, environment: Mapping[str, str]) -> datetime:
    """Return the moment of a run: `--date`, else SOURCE_DATE_EPOCH, else the clock; without a zone it is UTC."""
    if option is not None:
        return _moment(option)
    epoch = environment.get("SOURCE_DATE_EPOCH")
    if epoch:
        if not (epoch.isascii() and epoch.isdigit()) or len(epoch) > 11:
            raise ConfigurationError("SOURCE_DATE_EPOCH is '{found}', which is no number of seconds", found=epoch)
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime.now(UTC).replace(microsecond=0)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        if moment.year in (MINYEAR, MAXYEAR):  # a mailbox writes it in UTC, which may leave the calendar
            raise ValueError(text)
    except ValueError:
        raise ChoiceError("--date '{found}' is not a date; write it as {example}",
                          found=text, example="2026-12-03") from None  # fmt: skip
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def read_configuration(directory: Path) -> Configuration:
    """Return templater.toml's content, or an empty configuration when there is none.

    Raises ConfigurationError that names what is wrong in it; which columns and values there are, the library
    says (see `check_defaults`).
    """
    path = directory / CONFIGURATION
    if not path.is_file():
        return Configuration()
    content = _content(path)
    for key in content:
        if key not in _KEYS:
            raise unknown_key(key, _KEYS)
    defaults = content.get("defaults", {})
    if not isinstance(defaults, dict):
        raise ConfigurationError("[defaults] must be a table of columns", place=CONFIGURATION)
    return Configuration(
        {name: _default(name, value) for name, value in defaults.items()},
        tuple(directory / name for name in _templates(content.get("templates", ()))),
        _brand(content.get("brand", {})),
    )


def _content(path: Path) -> dict[str, object]:
    try:
        return load_toml(path.read_text("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError("is not TOML: {reason}", place=CONFIGURATION, reason=error) from None
    except UnicodeDecodeError:
        raise ConfigurationError("is not UTF-8; save it as UTF-8", place=CONFIGURATION) from None
    except OSError as error:
        raise ConfigurationError("cannot be read: {reason}", place=CONFIGURATION, reason=error.strerror) from None


def _default(name: str, value: object) -> str:
    if not isinstance(value, str | int | float) and not hasattr(value, "isoformat"):
        raise ConfigurationError("'{name}' is neither text, a number nor a date", place=CONFIGURATION, name=name)
    return str(value)


def _templates(value: object) -> tuple[str, ...]:
    match value:
        case str():
            return (value,)
        case list() | tuple() if all(isinstance(item, str) for item in value):
            return tuple(value)
    raise ConfigurationError("templates must be the name of a directory", place=CONFIGURATION)


def _brand(value: object) -> Brand:
    if not isinstance(value, dict):
        raise ConfigurationError("[brand] must be a table of text", place=CONFIGURATION)
    for key in value:
        if key not in PARTS:
            raise _unknown_part(key)
    try:
        return Brand(**value)
    except ConfigurationError as error:
        place = f"{CONFIGURATION}: [brand] {error.place}"
        raise ConfigurationError(error.message, place=place, **error.values) from None


def _unknown_part(key: str) -> ConfigurationError:
    place, allowed, near = f"{CONFIGURATION}: [brand]", ", ".join(PARTS), nearest(key, PARTS)
    if near:
        return ConfigurationError("'{found}' is not one of {allowed} (did you mean '{near}'?)",
                                  place=place, found=key, allowed=allowed, near=near)  # fmt: skip
    return ConfigurationError("'{found}' is not one of {allowed}", place=place, found=key, allowed=allowed)


def unknown_key(key: str, known: Iterable[str]) -> ConfigurationError:
    """Return the error for a key of templater.toml that does not exist."""
    near = nearest(key, known)
    if near:
        return ConfigurationError("'{found}' is not known here (did you mean '{near}'?)",
                                  place=CONFIGURATION, found=key, near=near)  # fmt: skip
    return ConfigurationError("'{found}' is not known here", place=CONFIGURATION, found=key)
