"""What records say, by words, numbers and amounts."""

import json
import re
from collections.abc import Iterable, Iterator

from kzby.errors import UsageError
from kzby.query import names
from kzby.query.answer import Answer, Select, answer
from kzby.query.filters import LISTED, Condition, Filters, conditions, passing
from kzby.query.notes import notes
from kzby.query.show import show
from kzby.store import Store
from kzby.text import fold, percentages, undivided, visible

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

    "'s" is left out. An amount is found in any scale. UsageError without a word.
    """
    amounts, named = _read(words)
    patterns = [_pattern(word, amounts.get(word)) for word in named]
    applied, ambiguous = conditions(store, filters)
    found = json.dumps(_matching(store, patterns))
    passed = passing(applied)
    # cross joins keep their order
    hits = f"""json_each(?) AS hit CROSS JOIN record ON position = hit.value
        CROSS JOIN timeline ON timeline.id = record.id WHERE position IN ({passed.sql})"""
    values = (found, *passed.values)
    rows = answer(store, "timeline", Select(f"SELECT timeline.* FROM {hits}", values))

    def cards() -> list[Answer]:
        sql = f"SELECT record.id, record.kind FROM {hits}"
        every = dict(store.connection.execute(sql, values).fetchall())
        figures = [id_ for id_, kind in every.items() if kind in _FIGURES]
        ids = every if len(every) <= _CARDS else figures[:_CARDS] * bool(re.search("[0-9]", words))
        return [show(store, id_) for id_ in ids]

    def said() -> Iterator[str]:
        yield from ambiguous
        having = f"with {words!r}"
        matching = Condition("", [words], having, f"position {LISTED}", (found,))
        yield from notes(store, "timeline", [matching, *applied], empty=rows.empty)
        if rows.empty and (near := names.nearest(store, words)):
            known = f"{near} is known, but in no record."
            yield known if fold(near) == fold(words) else f"Did you mean {near}?"

    plain = _with_outcomes(rows)
    return plain._replace(notes=said, matched=" ".join(named).split(), cards=cards)


def _read(words: str) -> tuple[dict[str, int], list[str]]:
    """The amounts in words with their values; these amounts, then the other words."""
    text = percentages(visible(words).replace("\0", " "))
    text = re.sub(r"(?i)\bper ?cent\b", " ", text)
    text = re.sub(r"\b[0-9]{1,3}(?: [0-9]{3})+\b", lambda digits: digits[0].replace(" ", ""), text)
    amounts = {match[0]: value for match in re.finditer(_AMOUNT, text) if (value := _value(match))}
    text = re.sub(_AMOUNT, lambda match: " " if match[0] in amounts else match[0], text)
    bare = dict.fromkeys(re.sub("['’]s$", "", part) for part in (*amounts, *text.split()))
    named = [word for word in bare if any(map(str.isalnum, word))]
    if not named:
        raise UsageError(f"nothing to search for in {words!r}; give one or more words")
    return amounts, named


def _pattern(word: str, amount: int | None) -> str:
    """A word, or a number and the amount that it stands for, as FTS5 looks for it."""
    phrase = undivided(word).replace('"', '""')
    if word.endswith("%"):
        phrase = phrase.rpartition(" ")[2]  # no other number
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


def _matching(store: Store, patterns: Iterable[str]) -> list[int]:
    """The positions of the records with all the patterns, the best match first."""
    ranked = f"SELECT position FROM ({_MATCHING}) JOIN main.record USING (position)"
    rows = store.connection.execute(f"{ranked} ORDER BY score, id", (json.dumps([*patterns]),))
    return [position for (position,) in rows]
