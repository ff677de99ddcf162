"""What a person types ("brest", "Брестская", "BY-BR", "Bulegenov") to the ids it means, or to a suggestion."""

import sqlite3
import unicodedata
from difflib import get_close_matches
from typing import NamedTuple

from kzby.errors import UsageError


class Meaning(NamedTuple):
    """The ids that a typed name means, and a note if it means more than one thing."""

    ids: tuple[str, ...]
    note: str | None = None


def fold(text: str) -> str:
    """A name for comparison: without case, accents, hyphens, apostrophes or repeated spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c) and c not in "'’ʼ`")
    return " ".join(kept.split())


def find(store: sqlite3.Connection, kind: str, typed: str) -> Meaning:
    """What a typed name means; UsageError, with the nearest known name, if it means nothing."""
    found = meaning(store, kind, typed)
    if found is None:
        raise UsageError(f"no {kind} is called {typed!r}{_suggestion(store, kind, fold(typed))}")
    return found


def meaning(store: sqlite3.Connection, kind: str, typed: str) -> Meaning | None:
    """The ids of this kind that a typed name means: by its id, its whole name, or whole words of it.

    A name shared by a region and a place inside it means the larger one.
    """
    folded = fold(typed)
    ids = _outermost(store, _exact(store, kind, folded) or _by_words(store, kind, folded))
    if len(ids) < 2:
        return Meaning(ids) if ids else None
    labels = dict(store.execute("SELECT id, text FROM label"))
    meant = " and ".join(f"{labels.get(id_, id_)} ({id_})" for id_ in ids)
    return Meaning(ids, f"{typed!r} means {meant}: answering for {'both' if len(ids) == 2 else 'all of them'}")


def complete(store: sqlite3.Connection, kind: str, typed: str) -> list[str]:
    """What the shell offers: of each thing of this kind one name that begins as typed, in alphabetical order.

    A name of one word comes before one that the shell would need quotes for, the usual one before the others. What
    is typed stays as it is typed, small letters too: a shell drops words that begin otherwise.
    """
    begins = fold(typed)
    rows = store.execute(
        "SELECT id, text FROM name WHERE kind = ? AND folded >= ? AND folded < ? ORDER BY instr(text, ' ') > 0, rank",
        (kind, begins, f"{begins}\U0010ffff"),
    )
    best: dict[str, str] = {}
    for id_, text in rows:
        if text.casefold().startswith(typed.casefold()):
            best.setdefault(id_, text.lower() if typed.islower() else typed + text[len(typed) :])
    return sorted(set(best.values()))


def _exact(store: sqlite3.Connection, kind: str, folded: str) -> tuple[str, ...]:
    rows = store.execute("SELECT id FROM name WHERE kind = ? AND folded = ? ORDER BY id", (kind, folded))
    return tuple(id_ for (id_,) in rows)


def _by_words(store: sqlite3.Connection, kind: str, folded: str) -> tuple[str, ...]:
    """The things with these whole words in their usual name, or, if there are none, in any of their names."""
    if not folded:
        return ()
    rows = store.execute(
        "SELECT id, min(rank) FROM name WHERE kind = ? AND instr(' ' || folded || ' ', ?) GROUP BY id ORDER BY id",
        (kind, f" {folded} "),
    )
    ranks = dict(rows.fetchall())
    return tuple(id_ for id_, rank in ranks.items() if rank == min(ranks.values()) or min(ranks.values()) > 0)


def _outermost(store: sqlite3.Connection, ids: tuple[str, ...]) -> tuple[str, ...]:
    """The ids that do not lie within another of them."""
    marks = ", ".join("?" * len(ids))
    inner = store.execute(
        f"SELECT part FROM inside WHERE whole <> part AND whole IN ({marks}) AND part IN ({marks})", ids * 2
    )
    hidden = {part for (part,) in inner}
    return tuple(id_ for id_ in ids if id_ not in hidden)


def _suggestion(store: sqlite3.Connection, kind: str, folded: str) -> str:
    texts = dict(store.execute("SELECT folded, text FROM name WHERE kind = ? ORDER BY rank DESC", (kind,)))
    close = get_close_matches(folded, texts, n=1, cutoff=0.6)
    listing = {"person": "people"}.get(kind, f"{kind}s")
    hint = f"; did you mean {texts[close[0]]}?" if close else "."
    return f"{hint} 'kzby {listing}' lists what is known"
