"""What a typed name ("brest", "Брестская", "BY-BR") means, or the nearest name."""

import json
import re
from collections.abc import Sequence

from kzby.errors import UsageError, alike
from kzby.store import COLUMNS, Store
from kzby.text import fold

VIEW_OF = {**COLUMNS, "article": "articles"}
Meaning = tuple[tuple[str, ...], str | None]  # their ids, and a note if there are several

# What a name can mean, the surest first: an id, a name, words of a usual one, of any.
_WORDS = ":folded <> '' AND instr(' ' || folded || ' ', ' ' || :folded || ' ')"
_EXACT = "folded = :folded"
_TESTS = (f"{_EXACT} AND id = :typed", _EXACT, f"{_WORDS} AND rank = 0", _WORDS)
# Of nested places only the outermost is meant.
_MEANT = """
    WITH meant AS (
        SELECT DISTINCT kind, id FROM name
        WHERE kind IN (SELECT value FROM json_each(:kinds)) AND {}
    )
    SELECT kind, id FROM meant
    WHERE id NOT IN (SELECT part FROM inside JOIN meant ON id = whole WHERE part <> whole)
    ORDER BY id
"""


def find(store: Store, kind: str, typed: str) -> Meaning:
    """What a typed name means; UsageError, with the nearest known name, if it means nothing."""
    if meant := _meant(store, [kind], typed):
        return meant[kind], _note(store, meant[kind], typed)
    hint = f"; did you mean {near}?" if (near := nearest(store, typed, kind)) else "."
    listed = f"'kzby {VIEW_OF[kind]}' lists what is known"
    raise UsageError(f"no {kind} is called {typed!r}{hint} {listed}")


def find_any(store: Store, typed: str) -> tuple[str, Meaning] | None:
    """The first kind of thing that a typed name means, and which."""
    for kind, ids in _meant(store, list(VIEW_OF), typed).items():
        return kind, (ids, _note(store, ids, typed))
    return None


def regions(store: Store, words: Sequence[str]) -> list[str]:
    """The names of regions in words: of one in all, or of one each."""
    whole = " ".join(words)
    return [whole] if words and _meant(store, ["region"], whole) else list(words)


def complete(store: Store, kind: str, typed: str) -> list[str]:
    """What the shell offers: a name of each thing that begins as typed, sorted.

    Hyphens replace what needs quotes, unless these are typed. What is typed stays as it is: a
    shell drops words that begin otherwise. Of a region the short name is offered: "Brest".
    """
    begins = fold(typed)
    named = "kind = ? AND folded >= ? AND folded < ? ORDER BY rank = ? DESC, rank"
    values = (kind, begins, f"{begins}\U0010ffff", int(kind == "region"))
    offered: dict[str, str] = {}
    for id_, text in store.connection.execute(f"SELECT id, text FROM name WHERE {named}", values):
        word = text if " " in typed else re.sub(r"[^\w]+", "-", text).strip("-")
        if word.casefold().startswith(typed.casefold()):
            offered.setdefault(id_, word.lower() if typed.islower() else typed + word[len(typed) :])
    return sorted(set(offered.values()))


def nearest(store: Store, typed: str, kind: str = "") -> str | None:
    """The nearest name of a kind or of anything, a record's id too, or the nearest word of one.

    None if none is near.
    """
    sql = "SELECT folded, text, kind FROM name WHERE ? IN ('', kind) ORDER BY rank"
    whole: dict[str, str] = {}
    words: dict[str, str] = {}
    for folded, text, of in store.connection.execute(sql, (kind,)):
        whole.setdefault(folded, text)
        for word in folded.split() if of != "record" else ():
            if word[4:]:  # shorter words are like many others
                words.setdefault(word, text)
    near = ((known, alike(fold(typed), known)) for known in (whole, words))
    return next((known[name] for known, name in near if name), None)


def _meant(store: Store, kinds: Sequence[str], typed: str) -> dict[str, tuple[str, ...]]:
    """The ids that a typed name means, by kind, by the first test that any passes."""
    values = {"kinds": json.dumps(kinds), "folded": fold(typed), "typed": typed}
    for test in _TESTS:
        rows = store.connection.execute(_MEANT.format(test), values).fetchall()
        if rows:
            of_kind = {kind: tuple(id_ for of, id_ in rows if of == kind) for kind in kinds}
            return {kind: ids for kind, ids in of_kind.items() if ids}
    return {}


def _note(store: Store, ids: Sequence[str], typed: str) -> str | None:
    named = " and ".join(f"{store.labels.get(id_, 'article')} ({id_})" for id_ in ids)
    return f"{typed!r} means {named}: answering for all" if len(ids) > 1 else None
