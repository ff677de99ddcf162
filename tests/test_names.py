"""What a person types is understood in any spelling, or answered with the nearest known name."""

import re

import pytest
from support import cases

from kzby.errors import UsageError
from kzby.query import names
from kzby.store import Store


@pytest.mark.parametrize(("kind", "typed", "id_"), cases("spellings"))
def test_a_name_in_any_spelling(store: Store, kind: str, typed: str, id_: str) -> None:
    typed = re.sub(r"\\u(\w{4})", lambda code: chr(int(code[1], 16)), typed)
    assert names.find(store.connection, kind, typed) == ((id_,), None)


def test_a_name_of_two_places_means_both_and_says_so(store: Store) -> None:
    ids, note = names.find(store.connection, "region", "Minsk")
    assert ids == ("BY-HM", "BY-MI")
    assert note
    assert note.startswith("'Minsk' means Minsk (city) (BY-HM) and Minsk Oblast (BY-MI)")


@pytest.mark.parametrize(("kind", "typed", "hint"), cases("unknown-names"))
def test_an_unknown_name(store: Store, kind: str, typed: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        names.find(store.connection, kind, typed)
    begins = f"no {kind} is called {typed!r}"
    assert str(caught.value).startswith(f"{begins}; {hint} " if hint else f"{begins}. ")
    assert f"'kzby {names.VIEW_OF[kind]}'" in str(caught.value)


@pytest.mark.parametrize(("kind", "typed", "offered"), cases("completions"))
def test_completion_offers_names(store: Store, kind: str, typed: str, offered: str) -> None:
    assert names.complete(store.connection, kind, typed) == offered.split()
