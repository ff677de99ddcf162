"""What a person types is understood in any spelling, or answered with the nearest known name."""

import pytest

from kzby.errors import UsageError
from kzby.query import names
from kzby.store import Store


@pytest.mark.parametrize(
    ("kind", "typed", "id_"),
    [
        ("region", "Grodno", "BY-HR"),
        ("region", "GRODNO OBLAST", "BY-HR"),
        ("region", "Гродно", "BY-HR"),
        ("region", "БРЭСЦКАЯ ВОБЛАСЦЬ", "BY-BR"),
        ("region", "Қарағанды облысы", "KZ-35"),
        ("region", "by-hr", "BY-HR"),
        ("region", "Гро\u00adдно", "BY-HR"),
        ("region", "\ufeffBrest\u200b", "BY-BR"),
        ("article", "kara\u2060ganda", "2021-01-11-karaganda"),
        ("region", "Brest", "BY-BR"),  # and not the town, which lies within it
        ("region", "Brest (town)", "brest-town"),
        ("region", "brest-town", "brest-town"),
        ("region", "South Kazakhstan Oblast", "KZ-61"),
        ("region", "Kazakhstan", "KZ"),
        ("person", "Novik", "ada-novik"),
        ("person", "Ада Новик", "ada-novik"),
        ("person", "ada-novik", "ada-novik"),
        ("sector", "молочная промышленность", "dairy"),
        ("organization", "Akimat", "karaganda-akimat"),
        ("article", "karaganda", "2021-01-11-karaganda"),
    ],
)
def test_a_name_in_any_spelling(store: Store, kind: str, typed: str, id_: str) -> None:
    assert names.find(store.connection, kind, typed) == ((id_,), None)


def test_a_name_of_two_places_means_both_and_says_so(store: Store) -> None:
    ids, note = names.find(store.connection, "region", "Minsk")
    assert ids == ("BY-HM", "BY-MI")
    assert note
    assert note.startswith("'Minsk' means Minsk (city) (BY-HM) and Minsk Oblast (BY-MI)")


@pytest.mark.parametrize(
    ("kind", "typed", "hint"),
    [
        ("region", "Brezt", "did you mean Brest?"),
        ("region", "Брэст-", "did you mean Брест?"),
        ("person", "Nowik", "did you mean Novik?"),
        ("region", "Kaz", "did you mean Kazakhstan?"),
        ("sector", "dai", "did you mean Dairy?"),
        ("region", "Astana", "it is the centre of Kazakhstan."),
        ("organization", "Akymat", "did you mean Karaganda Oblast Akimat?"),
        ("sector", "zzzz", None),
        ("region", "Warsaw", None),
        ("region", "Polotsk", None),
        ("region", "", None),
        ("region", "%", None),
    ],
)
def test_an_unknown_name(store: Store, kind: str, typed: str, hint: str | None) -> None:
    with pytest.raises(UsageError) as caught:
        names.find(store.connection, kind, typed)
    begins = f"no {kind} is called {typed!r}"
    assert str(caught.value).startswith(f"{begins}; {hint} " if hint else f"{begins}. ")
    assert f"'kzby {names.VIEW_OF[kind]}'" in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "typed", "offered"),
    [
        ("region", "B", ["BY-HM", "BY-HR", "BY-MI", "Belarus", "Brest"]),
        ("region", "be", ["belarus"]),
        ("region", "Мин", ["Минск", "Минская-область"]),
        ("person", "Nov", ["Novik"]),
        ("sector", "", ["Culture", "Dairy", "Manufacturing"]),
        ("record", "brest-t", ["brest-turnover"]),
        ("region", "x", []),
    ],
)
def test_completion_offers_names(store: Store, kind: str, typed: str, offered: list[str]) -> None:
    assert names.complete(store.connection, kind, typed) == offered
