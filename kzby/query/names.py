"""What a person types ("brest", "Брестская", "BY-BR", "Bulegenov") to the ids it means, or to a suggestion."""

import re
import sqlite3
from collections.abc import Sequence
from difflib import get_close_matches
from typing import NamedTuple

from kzby.errors import UsageError
from kzby.text import fold

LISTING_OF = {
    "region": "regions",
    "person": "people",
    "organization": "organizations",
    "sector": "sectors",
    "article": "articles",
}


_OFFERED = 2_000  # names that the shell is offered at once: more do not help whoever looks for one
_MEANT = 500  # things that one name can mean: whoever asks for more has typed too little of it
_NEAR = 500  # names before and behind a typed one in the alphabet, among which the nearest is looked for
_SHORT = {"region": 1}  # behind the name of a region, "Brest Oblast", comes its short form, "Brest"


class Meaning(NamedTuple):
    """The ids that a typed name means, and a note if it means more than one thing."""

    ids: tuple[str, ...]
    note: str | None = None


def find(store: sqlite3.Connection, kind: str, typed: str) -> Meaning:
    """The ids of this kind that a typed name means: by its id, its whole name, or whole words of it.

    A name shared by a region and a place inside it means the larger one; UsageError, with the nearest known name, if
    it means nothing.
    """
    for search in _SEARCHES:
        if ids := _outermost(store, kind, typed, search(store, kind, typed)):
            return Meaning(ids, None if len(ids) == 1 else f"{typed!r} means {_both(store, ids)}")
    raise UsageError(f"no {kind} is called {typed!r}{_suggestion(store, kind, typed)}")


def find_any(store: sqlite3.Connection, typed: str) -> tuple[str, Meaning] | None:
    """The kind of thing that a typed name means, and which; an id before a whole name before words of a name."""
    for search in _SEARCHES:
        found = {
            kind: _outermost(store, kind, typed, search(store, kind, typed)) for kind in LISTING_OF
        }
        meant = [kind for kind, ids in found.items() if ids]
        if meant:
            kind, *others = meant
            other_ids = [id_ for other in others for id_ in found[other]]
            notes = [f"{typed!r} means {_both(store, found[kind])}"] if len(found[kind]) > 1 else []
            notes += (
                [f"{typed!r} also means {_named(store, other_ids)}: kzby show {other_ids[0]}"]
                if others
                else []
            )
            return kind, Meaning(found[kind], "; ".join(notes) or None)
    return None


def complete(store: sqlite3.Connection, kind: str, typed: str) -> list[str]:
    """What the shell offers: of each thing of this kind one name that begins as typed, in alphabetical order.

    The usual name comes before others, with hyphens for what a shell would need quotes for. What is typed stays as it
    is typed, small letters too: a shell drops words that begin otherwise.
    """
    begins = fold(typed)
    rows = store.execute(
        "SELECT id, text FROM (SELECT * FROM name WHERE kind = ? AND folded >= ? AND folded < ? "
        "ORDER BY folded LIMIT ?) ORDER BY rank = ? DESC, rank",
        (kind, begins, f"{begins}\U0010ffff", _OFFERED, _SHORT.get(kind, 0)),
    )
    best: dict[str, str] = {}
    for id_, text in rows:
        word = re.sub(r"[^\w]+", "-", text).strip("-")
        if word.casefold().startswith(typed.casefold()):
            best.setdefault(id_, word.lower() if typed.islower() else typed + word[len(typed) :])
    return sorted(set(best.values()))


def _by_id(store: sqlite3.Connection, kind: str, typed: str) -> tuple[str, ...]:
    found = "SELECT id FROM name WHERE kind = ? AND folded = ? AND id = ?"
    return _ids(store, found, kind, fold(typed), typed)


def _by_name(store: sqlite3.Connection, kind: str, typed: str) -> tuple[str, ...]:
    return _ids(
        store, "SELECT id FROM name WHERE kind = ? AND folded = ? ORDER BY id", kind, fold(typed)
    )


def _by_words(store: sqlite3.Connection, kind: str, typed: str) -> tuple[str, ...]:
    """The things with these whole words in their usual name, or, if there are none, in any of their names."""
    words = fold(typed)
    rows = store.execute(
        "SELECT id, min(rank) FROM name_end WHERE kind = ? AND (words = ? OR words >= ? AND words < ?) "
        "GROUP BY id ORDER BY id",
        (kind, words, f"{words} ", f"{words}!"),  # ! follows the space
    )
    ranks = dict(rows.fetchall()) if words else {}
    best = min(ranks.values(), default=0)
    return tuple(id_ for id_, rank in ranks.items() if rank == best or best > 0)


_SEARCHES = (_by_id, _by_name, _by_words)


def _ids(store: sqlite3.Connection, sql: str, *values: str) -> tuple[str, ...]:
    return tuple(id_ for (id_,) in store.execute(sql, values))


def _outermost(
    store: sqlite3.Connection, kind: str, typed: str, ids: tuple[str, ...]
) -> tuple[str, ...]:
    """The ids that do not lie within another of them; UsageError if there are too many to be meant by one name."""
    if len(ids) > _MEANT:
        raise UsageError(
            f"{typed!r} means {len(ids):,} {LISTING_OF[kind]}; type more of the name of one"
        )
    marks = ", ".join("?" * len(ids))
    inner = store.execute(
        f"SELECT part FROM inside WHERE whole <> part AND whole IN ({marks}) AND part IN ({marks})",
        ids * 2,
    )
    hidden = {part for (part,) in inner}
    return tuple(id_ for id_ in ids if id_ not in hidden)


def _named(store: sqlite3.Connection, ids: Sequence[str]) -> str:
    marks = ", ".join("?" * len(ids))
    labels = dict(
        store.execute(f"SELECT id, text FROM label WHERE id IN ({marks})", tuple(ids)).fetchall()
    )
    return " and ".join(f"{labels[id_]} ({id_})" if id_ in labels else id_ for id_ in ids)


def _both(store: sqlite3.Connection, ids: tuple[str, ...]) -> str:
    return f"{_named(store, ids)}: answering for {'both' if len(ids) == 2 else 'all of them'}"


def _suggestion(store: sqlite3.Connection, kind: str, typed: str) -> str:
    """The nearest known name, by the whole or by one of its words; or the oblast that a place is the centre of."""
    ends = _beside(store, "name_end", "words", kind, typed)
    texts = {word: text for end, text in ends if len(word := end.split()[0]) > 3}
    texts |= dict(_beside(store, "name", "folded", kind, typed))
    close = get_close_matches(fold(typed), texts, n=1, cutoff=0.6)
    hint = f"; did you mean {texts[close[0]]}?" if close else "."
    if kind == "region":
        capitals = store.execute("SELECT capital, name FROM region WHERE capital IS NOT NULL")
        centres = {fold(capital): name for capital, name in capitals}
        hint = f"; it is the centre of {centres[fold(typed)]}." if fold(typed) in centres else hint
    return f"{hint} 'kzby {LISTING_OF[kind]}' lists what is known"


def nearest(store: sqlite3.Connection, typed: str) -> str | None:
    """The nearest name of anything, a record's id too; None if none is near."""
    texts = {
        name: text
        for kind in ("record", *LISTING_OF)
        for name, text in _beside(store, "name", "folded", kind, typed)
    }
    close = get_close_matches(fold(typed), texts, n=1)
    return texts[close[0]] if close else None


def _beside(
    store: sqlite3.Connection, table: str, column: str, kind: str, typed: str
) -> list[tuple[str, str]]:
    """The names of one kind next to a typed one in the alphabet, as compared and as told, the usual ones last."""
    beside = [
        f"SELECT * FROM (SELECT * FROM {table} WHERE kind = ?1 AND {column} {side} ?2 ORDER BY {column} {way} LIMIT ?3)"
        for side, way in (("<", "DESC"), (">=", "ASC"))
    ]
    sql = f"SELECT {column}, text FROM ({' UNION ALL '.join(beside)}) ORDER BY rank DESC, {column}"
    return store.execute(sql, (kind, fold(typed), _NEAR)).fetchall()
