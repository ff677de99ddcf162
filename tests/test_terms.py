"""The closed lists and words.toml, which says what their words mean, have the same words in the same order."""

import tomllib
from importlib import resources
from typing import Literal, get_args, get_origin

import pytest

from kzby.model import terms

LISTS = {
    name: get_args(value) for name, value in vars(terms).items() if get_origin(value) is Literal
}
MEANINGS = tomllib.loads(resources.files("kzby.model").joinpath("words.toml").read_text("utf-8"))


def test_each_list_has_a_table() -> None:
    assert len(LISTS) >= 20
    assert list(MEANINGS) == list(LISTS)


@pytest.mark.parametrize("name", LISTS)
def test_each_word_has_a_meaning(name: str) -> None:
    assert tuple(MEANINGS[name]) == LISTS[name]
    assert all(meaning.strip() for meaning in MEANINGS[name].values())
