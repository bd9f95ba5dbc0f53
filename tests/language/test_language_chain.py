from __future__ import annotations

from contextlib import suppress

import pytest
from babel.localedata import locale_identifiers
from hypothesis import given
from hypothesis import strategies as st

from templater.errors import ChoiceError
from templater.language import locale_chain


@pytest.mark.parametrize(
    ("tag", "chain"),
    [
        ("es", ("es",)),
        ("es-ES", ("es-ES", "es")),
        ("es-419", ("es-419", "es")),
        ("es-MX", ("es-MX", "es-419", "es")),
        ("es-AR", ("es-AR", "es-419", "es")),
        ("es-CL", ("es-CL", "es-419", "es")),
        ("es-US", ("es-US", "es-419", "es")),
        ("en", ("en",)),
        ("en-US", ("en-US", "en")),
        ("en-GB", ("en-GB", "en-001", "en")),
        ("en-ES", ("en-ES", "en-150", "en-001", "en")),
        ("ca-ES-valencia", ("ca-ES-valencia", "ca-ES", "ca")),
    ],
)
def test_a_chain_goes_from_the_region_through_its_cldr_parents_to_the_language(
    tag: str, chain: tuple[str, ...]
) -> None:
    assert locale_chain(tag) == chain


@pytest.mark.parametrize("tag", ["es_MX", "ES-mx", "es_mx", " es-MX ", "es_MX.UTF-8", "es-Latn-MX"])
def test_people_and_machines_write_the_same_tag_in_several_ways(tag: str) -> None:
    assert locale_chain(tag) == ("es-MX", "es-419", "es")


@pytest.mark.parametrize("tag", ["xx", "english!", "", "root", "es-XX", "C", "español", "es-MX-u-ca", "../es"])
def test_a_tag_that_is_no_locale_is_named_in_the_error(tag: str) -> None:
    with pytest.raises(ChoiceError) as caught:
        locale_chain(tag)
    assert str(caught.value) == f"there is no locale '{tag}'; write es, es-MX or en-GB, say"
    assert caught.value.__cause__ is None


SPANISH_AND_ENGLISH = [name for name in locale_identifiers() if name.split("_")[0] in {"es", "en"}]


@given(st.sampled_from(SPANISH_AND_ENGLISH))
def test_a_chain_begins_with_its_locale_ends_in_the_bare_language_and_repeats_nothing(name: str) -> None:
    chain = locale_chain(name)
    assert chain[0].casefold() == name.replace("_", "-").casefold()
    assert chain[-1] == name.split("_")[0]
    assert len(set(chain)) == len(chain)


@given(st.sampled_from(SPANISH_AND_ENGLISH))
def test_the_chain_of_a_parent_is_the_rest_of_the_chain(name: str) -> None:
    chain = locale_chain(name)
    assert all(locale_chain(parent) == chain[place:] for place, parent in enumerate(chain))


@given(st.text(max_size=12))
def test_any_text_is_a_locale_or_a_clear_refusal(text: str) -> None:
    with suppress(ChoiceError):
        assert locale_chain(text)
