"""Which locales stand behind a locale, from the most specific to the bare language."""

from __future__ import annotations

from functools import lru_cache

from babel.core import Locale as CldrLocale
from babel.core import UnknownLocaleError, get_global

from templater.errors import ChoiceError


@lru_cache(maxsize=512)
def locale_chain(tag: str) -> tuple[str, ...]:
    """Return the locale and its CLDR parents, as BCP 47 tags; accepts `_`, any case and "es_ES.UTF-8".

    >>> locale_chain("es-MX"), locale_chain("en_gb"), locale_chain("es_ES.UTF-8")
    (('es-MX', 'es-419', 'es'), ('en-GB', 'en-001', 'en'), ('es-ES', 'es'))
    """
    # Not babel's negotiate_locale: it never finds es-419 for es-AR, and falls from es-MX to English.
    parents = get_global("parent_exceptions")
    name = _canonical(tag)
    chain: list[str] = []
    while name and name != "root":
        chain.append(_bcp47(name))
        name = parents.get(name) or name.rpartition("_")[0]
    if not chain:
        raise _unknown(tag)
    return tuple(chain)


@lru_cache(maxsize=512)
def cldr(tag: str) -> CldrLocale:
    """Return what CLDR knows of a locale."""
    # Babel reads "es-419" only with underscores, and refuses in two ways that share no parent of their own. From 2.19
    # on it takes C, which is no language, for American English.
    try:
        if tag.strip().upper().partition(".")[0] in ("C", "POSIX"):
            raise UnknownLocaleError(tag)
        return CldrLocale.parse(tag.strip().replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        raise _unknown(tag) from None


def _canonical(tag: str) -> str:
    locale = cldr(tag)
    return "_".join(filter(None, (locale.language, locale.script, locale.territory, locale.variant)))


def _bcp47(name: str) -> str:
    return "-".join(part.lower() if len(part) > 4 else part for part in name.split("_"))


def _unknown(tag: str) -> ChoiceError:
    return ChoiceError("there is no locale '{found}'; write es, es-MX or en-GB, say", found=tag)
