"""What a person types ("brest", "Брестская", "BY-BR", "Bulegenov") to the ids it means, or to a suggestion."""

import re
import sqlite3
from collections.abc import Sequence
from difflib import get_close_matches
from typing import NamedTuple

from kzby.errors import UsageError
from kzby.text import fold

VIEW_OF = {
    "region": "regions",
    "person": "people",
    "organization": "organizations",
    "sector": "sectors",
    "article": "articles",
}
_OFFERED = 2_000  # names that the shell is offered at once
_MEANT = 500  # things that one name may mean
_NEAR = 0.75  # how alike a suggestion must be, from 0 to 1

# The things of a kind that a typed name means: by id, by whole name, by whole words of the usual name, of any name.
_WORDS = "kind = ?1 AND ?2 <> '' AND instr(' ' || folded || ' ', ' ' || ?2 || ' ')"
_SEARCHES = (
    "kind = ?1 AND folded = ?2 AND id = ?3",
    "kind = ?1 AND folded = ?2",
    f"{_WORDS} AND rank = 0",
    _WORDS,
)


class Meaning(NamedTuple):
    """The ids that a typed name means, and a note if it means more than one thing."""

    ids: tuple[str, ...]
    note: str | None = None


def find(store: sqlite3.Connection, kind: str, typed: str) -> Meaning:
    """The ids of this kind that a typed name means: by its id, its whole name, or whole words of it.

    A name shared by a region and a place inside it means the larger one; UsageError, with the nearest known name, if
    it means nothing.
    """
    for ids in _searched(store, [kind], typed).values():
        return Meaning(ids, _note(store, ids, typed) if len(ids) > 1 else None)
    raise UsageError(f"no {kind} is called {typed!r}{_suggestion(store, kind, typed)}")


def find_any(store: sqlite3.Connection, typed: str) -> tuple[str, Meaning] | None:
    """The kind of thing that a typed name means, and which; an id before a whole name before words of a name."""
    meant = _searched(store, list(VIEW_OF), typed)
    for kind, ids in meant.items():
        others = [id_ for other in meant if other != kind for id_ in meant[other]]
        notes = [_note(store, ids, typed)] if len(ids) > 1 else []
        if others:
            also = f"{_named(store, others)}: kzby show {others[0]}"
            notes.append(f"{typed!r} also means {also}")
        return kind, Meaning(ids, "; ".join(notes) or None)
    return None


def complete(store: sqlite3.Connection, kind: str, typed: str) -> list[str]:
    """What the shell offers: one name of each thing of this kind that begins as typed, in alphabetical order.

    Hyphens replace what a shell would need quotes for; what is typed stays as it is, small letters too, because a
    shell drops words that begin otherwise. Of a region the short name comes first, "Brest" before "Brest Oblast".
    """
    begins = fold(typed)
    rows = store.execute(
        "SELECT id, text FROM (SELECT * FROM name WHERE kind = ? AND folded >= ? AND folded < ? "
        "ORDER BY folded LIMIT ?) ORDER BY rank = ? DESC, rank",
        (kind, begins, f"{begins}\U0010ffff", _OFFERED, 1 if kind == "region" else 0),
    )
    offered: dict[str, str] = {}
    for id_, text in rows:
        word = re.sub(r"[^\w]+", "-", text).strip("-")
        if word.casefold().startswith(typed.casefold()):
            offered.setdefault(id_, word.lower() if typed.islower() else typed + word[len(typed) :])
    return sorted(set(offered.values()))


def labels(store: sqlite3.Connection, ids: Sequence[str]) -> dict[str, str]:
    """The usual names of things by their ids."""
    sql = f"SELECT id, text FROM label WHERE id IN ({', '.join('?' * len(ids))})"
    return dict(store.execute(sql, tuple(ids)).fetchall())


def nearest(store: sqlite3.Connection, typed: str) -> str | None:
    """The nearest name of anything, a record's id too; None if none is near."""
    return _close(
        typed, store.execute("SELECT folded, text FROM name ORDER BY rank DESC").fetchall()
    )


def _searched(
    store: sqlite3.Connection, kinds: Sequence[str], typed: str
) -> dict[str, tuple[str, ...]]:
    """The ids that the first search with a result gives, by kind; of nested places only the outermost."""
    for search in _SEARCHES:
        meant = {}
        for kind in kinds:
            sql = f"SELECT DISTINCT id FROM name WHERE {search} ORDER BY id"
            values = (kind, fold(typed), typed)[: 3 if "?3" in search else 2]
            ids = tuple(id_ for (id_,) in store.execute(sql, values))
            if len(ids) > _MEANT:
                many = f"{typed!r} means {len(ids):,} {VIEW_OF[kind]}"
                raise UsageError(f"{many}; type more of the name")
            inside = (
                "SELECT part FROM inside WHERE whole <> part AND whole IN ({0}) AND part IN ({0})"
            )
            parts = store.execute(inside.format(", ".join("?" * len(ids))), ids * 2)
            inner = {part for (part,) in parts}
            meant[kind] = tuple(id_ for id_ in ids if id_ not in inner)
        if any(meant.values()):
            return {kind: ids for kind, ids in meant.items() if ids}
    return {}


def _named(store: sqlite3.Connection, ids: Sequence[str]) -> str:
    known = labels(store, ids)
    return " and ".join(f"{known[id_]} ({id_})" if id_ in known else id_ for id_ in ids)


def _note(store: sqlite3.Connection, ids: Sequence[str], typed: str) -> str:
    every = "both" if len(ids) == 2 else "all of them"
    return f"{typed!r} means {_named(store, ids)}: answering for {every}"


def _suggestion(store: sqlite3.Connection, kind: str, typed: str) -> str:
    """The oblast that a place is the centre of, or the nearest known name, by the whole or by one of its words."""
    listed = f"'kzby {VIEW_OF[kind]}' lists what is known"
    if kind == "region":
        for capital, name in store.execute("SELECT capital, name FROM region"):
            if capital and fold(capital) == fold(typed):
                return f"; it is the centre of {name}. {listed}"
    sql = "SELECT folded, text FROM name WHERE kind = ? ORDER BY rank DESC"
    whole = store.execute(sql, (kind,)).fetchall()
    words = [(word, text) for folded, text in whole for word in folded.split() if len(word) > 3]
    close = _close(typed, [*words, *whole])
    return f"; did you mean {close}? {listed}" if close else f". {listed}"


def _close(typed: str, texts: Sequence[tuple[str, str]]) -> str | None:
    """The text whose folded form is nearest to what was typed; of equal forms that of the last."""
    by_form = dict(texts)
    close = get_close_matches(fold(typed), by_form, n=1, cutoff=_NEAR)
    return by_form[close[0]] if close else None
