"""What records say, by words, numbers and amounts."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from kzby.errors import UsageError, alike, counted
from kzby.query import names, views
from kzby.query.answer import Answer, Select, answer
from kzby.query.filters import Condition, Filters, conditions, passing
from kzby.query.notes import Question
from kzby.query.questions import answered
from kzby.query.show import show
from kzby.store import Store
from kzby.text import fold, undivided, visible

_EXAMINED = 9  # words at most of which a fruitless search says which are to blame
_SPELT = 5  # letters of a word at least that may be misspelt
_FIGURES = ("trade", "count")
_SHOWN = ("date", "kind", "title", "quote", "value")
_CARDS = 3  # figures, or hits if there are no more, that a search shows in full
# Of more matches none is ranked: ranking is slow, and common words tell little.
_FEW = "(SELECT count(*) FROM matched) <= 2000"
# A word is found by its stem or as a beginning, a number as a whole.
_HITS = """
    SELECT key AS word, stems.rowid AS position{}
    FROM json_each(?1) JOIN stems ON stems MATCH value {when}
    UNION SELECT key, words.rowid{}
    FROM json_each(?1) JOIN words ON words MATCH value || iif(value GLOB '*[0-9]"', '', '*') {when}
"""
# An amount with its scale, as English, German and Russian print it, by the zeros of the scale.
_SCALES = {
    9: "billion(?!en)|bln|bn|milliard|mrd|миллиард|млрд",
    6: "million|mln|mio|миллион|млн|m\\b",
    3: "thousand|tausend|tsd|тысяч|тыс",
}
_SCALED = "|".join(f"({words})" for words in _SCALES.values())
_AMOUNT = rf"(?i)(?<![0-9])([0-9]+(?:,[0-9]{{3}})*)(?:[.,]([0-9]+))?\s?(?:{_SCALED})\w*"
# First are figures of the whole of a year that is typed.
_WHOLE = """position IN (SELECT record FROM main.trade_figure WHERE basis = 'actual')
    AND date_earliest || date_latest IN
        (SELECT trim(value, '"') || '-01-01' || trim(value, '"') || '-12-31' FROM json_each(?1))"""
# The weights of title, quote, names and rest; a word as it is typed counts twice its stem.
_SCORES = (", bm25(stems, 4, 3, 1, 2) AS score", ", 2 * bm25(words, 4, 3, 1, 2)")
_RANKED = _HITS.format(*_SCORES, when=f"WHERE {_FEW}")
_MATCHING = f"""
    WITH matched AS MATERIALIZED (
        SELECT position FROM ({_HITS.format("", "", when="")})
        GROUP BY position HAVING count(*) = json_array_length(?1)
    )
    SELECT position, sum(score) AS score FROM (
        SELECT position, min(score) AS score FROM ({_RANKED}) GROUP BY word, position
    ) GROUP BY position HAVING count(*) = json_array_length(?1)
    UNION ALL
    SELECT position, 0 FROM matched WHERE NOT {_FEW}
"""


def search(store: Store, words: str, filters: Filters | None = None) -> Answer:
    """The records with all the words or their beginnings, the best match first.

    "'s" and "per cent" are left out. An amount is found in any scale. UsageError without a word.
    """
    amounts, named = _read(words)
    patterns = [_pattern(word, amounts.get(word)) for word in named]
    applied, _ = conditions(store, filters)
    hits = _hits(store, patterns, applied)

    def rows(conditions: Sequence[Condition]) -> Select:
        return hits if conditions == applied else _hits(store, patterns, conditions)

    def cards() -> list[Answer]:
        every = dict(store.connection.execute(f"SELECT id, kind FROM ({hits.sql})", hits.values))
        asks = re.search("[0-9]", words)  # else only figures that come first
        first = every if asks else takewhile(lambda id_: every[id_] in _FIGURES, every)
        figures = [id_ for id_ in first if every[id_] in _FIGURES]
        ids = every if len(every) <= _CARDS else figures[:_CARDS]
        return [show(store, id_) for id_ in ids]

    matching = Question(store, "timeline", f"records with {words!r}", rows=rows)

    def fruitless() -> Iterator[str]:
        yield from matches.notes()
        yield from _amiss(store, named[:_EXAMINED], filters)
        plain = patterns[len(amounts) :]
        within = _hits(store, plain, applied) if plain else views.select(store, "timeline", applied)
        yield from _near(store, amounts.values(), within)

    matches = _with_outcomes(answered(matching, filters))
    if matches.empty:
        return matches._replace(notes=fruitless)
    return matches._replace(matched=" ".join(named).split(), cards=cards)


def _read(words: str) -> tuple[dict[str, int], list[str]]:
    """The amounts in words with their values; these amounts, then the other words."""
    text = re.sub(r"(?i)\bper ?cent\b", "%", visible(words).replace("\0", " "))
    amounts = {match[0]: value for match in re.finditer(_AMOUNT, text) if (value := _value(match))}
    text = re.sub(_AMOUNT, lambda match: " " if match[0] in amounts else match[0], text)
    bare = dict.fromkeys(re.sub("['’]s$", "", part) for part in (*amounts, *text.split()))
    named = [word for word in bare if any(map(str.isalnum, word))]
    if not named:
        raise UsageError(f"nothing to search for in {words!r}; give one or more words")
    return amounts, named


def _pattern(word: str, amount: int | None) -> str:
    """A word, or a number and the amount that it stands for, as FTS5 looks for it."""
    phrase = undivided(word).rstrip("%").replace('"', '""')
    return f'"{phrase}"' if amount is None else f'"{phrase}" OR "{amount}"'


def _with_outcomes(matches: Answer) -> Answer:
    """Matching records with what became of plans and targets, and the record that says so."""
    known, names = dict[str, list[str | None]](), ("outcome", "fulfilled_by")
    for view in ("plans", "trade"):
        settled = answer(matches.store, view, Select(f"SELECT * FROM {view} WHERE outcome <> ''"))
        known |= {row["id"]: [row[name] for name in names] for row in settled.mappings()}
    columns = *matches.columns, *(each for each in settled.columns if each.name in names)
    shown = tuple(each for each in columns if each.name in _SHOWN)
    rows = ((*row, *known.get(row[0], (None, None))) for row in matches.rows)
    return matches._replace(view="records", columns=columns, shown=shown, rows=rows)


def _value(amount: re.Match[str]) -> int | None:
    """The value of an amount, if it is a whole number that SQLite can hold."""
    whole, fraction, *scales = amount.groups(default="")
    zeros = next(zeros for zeros, scale in zip(_SCALES, scales, strict=True) if scale)
    if len(whole) > 20 or len(fraction) > zeros:
        return None
    value = int(whole.replace(",", "") + fraction.ljust(zeros, "0"))
    return value if value < 2**63 else None  # SQLite's greatest


def _near(store: Store, amounts: Iterable[int], within: Select) -> Iterator[str]:
    """The figures within a tenth of each amount, of the records that a query selects."""
    every = f"SELECT * FROM timeline WHERE id IN (SELECT id FROM ({within.sql}))"
    off = f"SELECT id, value, unit, abs(value - ?) AS off FROM ({every})"
    near = f"SELECT id, value, unit FROM ({off}) WHERE off <= ? ORDER BY off LIMIT {_CARDS}"
    for value in amounts:
        rows = store.connection.execute(near, (value, *within.values, value // 10))
        if figures := [f"{number:,} {unit} ({id_})" for id_, number, unit in rows]:
            yield f"Nearest: {', '.join(figures)}."


def _amiss(store: Store, words: Sequence[str], filters: Filters | None) -> Iterator[str]:
    """A word of a title, or a name, near each that matches nothing; or how many match without it."""
    for typed in words:
        others = " ".join(word for word in words if word != typed)
        alone = search(store, typed, filters)
        near = (_in_title(store, typed) or names.nearest(store, typed)) if alone.empty else None
        if near and not typed.isdecimal():
            yield f"Instead of {typed!r}, did you mean {near}?"
        elif others and (number := len(list(search(store, others, filters).rows))):
            yield f"Without {typed!r}: {counted(number, 'record')}."


def _in_title(store: Store, typed: str) -> str | None:
    """The word of a title that is near a misspelt one; None of a number or a short word."""
    if not typed.isalpha() or len(typed) < _SPELT:
        return None
    titles = store.connection.execute("SELECT title FROM record")
    known = {fold(word): word for (title,) in titles for word in re.findall(r"\w+", title)}
    return known[near] if (near := alike(fold(typed), known)) else None


def _hits(store: Store, patterns: Sequence[str], conditions: Sequence[Condition]) -> Select:
    """The records with all the patterns that pass the conditions, the best match first.

    Before these come figures of the whole of the years that are typed.
    """
    passed = passing(conditions)
    ranked = f"""
        SELECT id FROM ({_MATCHING}) JOIN main.record USING (position)
        JOIN ({passed.sql}) USING (position) ORDER BY {_WHOLE} DESC, score, id
    """
    values = (json.dumps(patterns), *passed.values)
    ids = [id_ for (id_,) in store.connection.execute(ranked, values)]
    # a cross join keeps their order
    hits = "json_each(?) AS hit CROSS JOIN timeline ON timeline.id = hit.value"
    return Select(f"SELECT timeline.* FROM {hits}", (json.dumps(ids),))
