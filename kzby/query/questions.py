"""Questions to an open dataset: a view, a search, one thing in full, what its words mean."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from heapq import merge
from itertools import chain
from typing import NamedTuple

from kzby.errors import UsageError, counted, nearest, word
from kzby.model import dates
from kzby.model.figures import GREATEST
from kzby.model.terms import KINDS, OUTCOMES, Kind, meanings
from kzby.query import citation, names, views
from kzby.query.answer import Answer, Column, Row, Select, answer
from kzby.query.citation import Edition
from kzby.query.filters import LISTED, Condition, Filters, conditions, passing
from kzby.query.findings import Find, common, headed, ledger, standing, unsaid
from kzby.query.notes import Question, notes, question
from kzby.query.show import show
from kzby.store import Store
from kzby.text import fold, visible

# The records that an article may have reported by a day, and the plans whose outcome one had: that of
# another record or, where the plan's own has it, the last of its articles.
_REPORTED = """
    SELECT record FROM main.mention JOIN article ON article.id = article
    WHERE published_earliest <= ?
"""
_TOLD = """
    SELECT plan.record FROM plan JOIN main.record AS own ON own.position = plan.record
        JOIN main.record AS teller ON teller.id = coalesce(fulfilled_by, own.id)
    WHERE outcome IS NOT NULL AND ? >= (
        SELECT iif(fulfilled_by IS NULL, max(published_earliest), min(published_earliest))
        FROM main.mention AS mention JOIN article ON article.id = article
        WHERE mention.record = teller.position
    )
"""
_EXAMINED = range(2, 10)  # words of which a fruitless search says which are to blame
_CARDS = 3  # figures that a search shows in full
# Of more matches none is ranked: ranking is slow, and common words tell little.
_FEW = "(SELECT count(*) FROM matched) <= 2000"
# A word is found by its stem or as a beginning, a number as a whole. The weights are those of title, quote, names, rest.
_HITS = """
    SELECT key AS word, stems.rowid AS position{}
    FROM json_each(?1) JOIN stems ON stems MATCH value {when}
    UNION SELECT key, words.rowid{}
    FROM json_each(?1) JOIN words ON words MATCH value || iif(value GLOB '*[0-9]"', '', '*') {when}
"""
# An amount with its scale, as English, German and Russian print it, by the zeros of the scale.
_SCALES = {
    9: "billion|bln|bn|milliard|mrd|миллиард|млрд",
    6: "million|mln|mio|миллион|млн",
    3: "thousand|tausend|tsd|тысяч|тыс",
}
_SCALED = "|".join(f"({words})" for words in _SCALES.values())
_AMOUNT = re.compile(rf"(?i)([0-9]+(?:,[0-9]{{3}})*)(?:[.,]([0-9]+))?\s?(?:{_SCALED})\w*")
# First are figures of the whole of a year that is typed.
_WHOLE = """position IN (SELECT record FROM main.trade_figure WHERE basis = 'actual')
    AND date_earliest || date_latest IN
        (SELECT trim(value, '"') || '-01-01' || trim(value, '"') || '-12-31' FROM json_each(?1))"""
_SCORES = (", bm25(stems, 4, 3, 1, 2) AS score", ", bm25(words, 4, 3, 1, 2)")
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


def ask(store: Store, view: str, filters: Filters | None = None) -> Answer:
    """The rows of a view that the filters leave, in its order; UsageError if one makes no sense.

    The gaps of the whole dataset are also what no record tells of.
    """
    found = _answered(question(store, view), filters)
    whole = view == "gaps" and not (filters and filters.region)
    return found._replace(findings=(*found.findings, *unsaid(store))) if whole else found


def ties(store: Store, filters: Filters) -> Answer:
    """Which oblasts are tied; between two regions, what ties them, in date order.

    A note counts the records that only mention both, and lists them.
    """
    if not filters.with_:
        return ask(store, "ties", filters)
    tying = Condition(sql="kind NOT IN ('remark', 'count')")
    found = _answered(question(store, "timeline", "ties", [tying]), filters, common)
    if found.empty and (why := _of_one_country(store, filters)):
        return found._replace(notes=lambda: [why])
    kinds = filters._replace(kind=["remark", "count"])
    if filters.kind or not (mentions := len([*ask(store, "timeline", kinds).rows])):
        return found
    applied, _ = conditions(store, kinds)
    options = " ".join(each.words for each in applied if each.words)
    only = "only mentions both" if mentions == 1 else "only mention both"
    more = f"{counted(mentions, 'record')} {only}: kzby timeline {options}"
    return found._replace(notes=lambda: [*found.notes(), more])


def _of_one_country(store: Store, filters: Filters) -> str | None:
    """Why nothing ties regions that are both of one country; None if they are not."""
    applied, _ = conditions(store, filters)
    regions = [each for each in applied if each.filter in ("region", "with")]
    sql = f"SELECT whole FROM inside WHERE part {LISTED} AND whole IN ('BY', 'KZ')"
    countries = {id_ for each in regions for (id_,) in store.connection.execute(sql, each.values)}
    if len(countries) > 1:
        return None
    named = " and ".join(each.meaning.removeprefix("about ") for each in regions)
    (country,) = names.labels(store.connection, [*countries])
    return f"{named} are both in {country}; ties are between Belarus and Kazakhstan."


def plans(
    store: Store, day: str, filters: Filters, *, overdue: bool = False, outcome: str = ""
) -> Answer:
    """The plans that were known on a day (YYYY-MM-DD), each with its outcome as far as it was known.

    A column `standing` has the outcome, or how they stood that day. On demand only those overdue,
    or with an outcome; UsageError if there is no such outcome.
    """
    tests, noun = [], "plans"
    later = "SELECT 1 FROM article WHERE published_earliest > ?"
    if store.connection.execute(later, (day,)).fetchone():
        noun = f"plans known on {dates.words(day)}"
        tests.append(Condition(sql=f"position IN ({_REPORTED})", values=(day,)))
    if overdue:
        noun = f"overdue {noun}"
        late = f"SELECT record FROM plan WHERE due_latest < ? AND record NOT IN ({_TOLD})"
        tests.append(Condition(sql=f"position IN ({late})", values=(day, day)))
    if outcome:
        outcome = word("outcome", outcome, OUTCOMES)
        noun = f"{noun} with the outcome {outcome}"
        so = f"SELECT record FROM plan WHERE outcome = ? AND record IN ({_TOLD})"
        tests.append(Condition(sql=f"position IN ({so})", values=(outcome, day)))
    listed = _answered(question(store, "plans", noun, tests), filters)
    told = f"SELECT id FROM record WHERE position IN ({_TOLD})"
    settled = {id_ for (id_,) in store.connection.execute(told, (day,))}
    names = listed.names

    def known(row: Row) -> Row:
        plan = dict(zip(names, row, strict=True))
        plan |= {} if plan["id"] in settled else {"outcome": None, "fulfilled_by": None}
        return (*plan.values(), standing(plan, day))

    stood = Column("standing", "word", "standing")
    columns, shown = (*listed.columns, stood), (*listed.shown, stood)
    rows = map(known, listed.rows)
    stands = listed._replace(columns=columns, shown=shown, rows=rows)
    return headed(stands, partial(ledger, store, day))


def people(store: Store, words: Sequence[str], filters: Filters) -> Answer:
    """People with all the words, or their beginnings, in their name and a title of that time.

    Of those whom the records of some regions name, those with a region in a title come first.
    """
    found = ask(store, "people", filters)
    name, roles = (found.names.index(each) for each in ("name", "roles"))
    places = [fold(region) for typed in filters.region for region in _names(store, typed)]
    if places:

        def elsewhere(row: Row) -> bool:
            titles = (f" {fold(role['title'])} " for role in row[roles])
            return not any(f" {place} " in title for title in titles for place in places)

        found = found._replace(rows=sorted(found.rows, key=elsewhere))
    first = dates.typed(filters.since)[0] if filters.since else ""
    last = dates.typed(filters.until)[1] if filters.until else "9999"

    def texts(row: Row) -> Iterator[str]:
        yield row[name]
        for role in row[roles]:
            earliest, latest = dates.bounds(role["published"])
            if (earliest or "") <= last and (latest or "9999") >= first:
                yield f"{row[name]} {role['title']}"

    return _having(found, words, texts, "name or title")


def _names(store: Store, typed: str) -> list[str]:
    """All names of the regions that one means."""
    ids = json.dumps(names.find(store.connection, "region", typed).ids)
    sql = f"SELECT text FROM name WHERE kind = 'region' AND id {LISTED}"
    return [text for (text,) in store.connection.execute(sql, (ids,))]


def organizations(store: Store, words: Sequence[str], filters: Filters) -> Answer:
    """Organizations with all the words, or their beginnings, in their type and a name."""
    found = ask(store, "organizations", filters)
    type_, *names = (found.names.index(each) for each in ("type", "name", "spellings", "aliases"))

    def texts(row: Row) -> Iterator[str]:
        given = chain([row[names[0]]], *(row[at] for at in names[1:]))
        yield from (f"{row[type_]} {name}" for name in given)

    return _having(found, words, texts, "name")


def _having(
    found: Answer, words: Sequence[str], texts: Callable[[Row], Iterable[str]], what: str
) -> Answer:
    """The rows of which a text has all the words, or their beginnings."""
    if not words:
        return found

    def has(row: Row) -> bool:
        folded = (f" {fold(text)}" for text in texts(row))
        return any(all(f" {fold(word)}" in text for word in words) for text in folded)

    rows = list(filter(has, found.rows))
    none = f"No {what} has {' '.join(words)!r}."
    notes = found.notes if rows else lambda: [none]
    return found._replace(rows=rows, empty=not rows, notes=notes)


def trade(store: Store, view: str, filters: Filters | None = None) -> Answer:
    """The rows of a view of trade; those of `derived` follow the printed ones of their period."""
    if view != "derived":
        return ask(store, view, filters)
    printed, derived = ask(store, "trade", filters), ask(store, "derived", filters)
    lacking = (None,) * (len(derived.columns) - len(printed.columns))
    padded = ((*row, *lacking) for row in printed.rows)
    places = dict(store.connection.execute("SELECT id, place FROM figure"))
    rows = merge(padded, derived.rows, key=lambda row: places[row[0]])
    about = "Trade figures, as printed or worked out (≈)"
    return derived._replace(rows=rows, notes=printed.notes, empty=printed.empty, about=about)


def search(store: Store, words: str, filters: Filters | None = None) -> Answer:
    """The records with all the words or their beginnings, the best match first.

    "'s" and "per cent" are left out, as "%" is. An amount is found in any scale. UsageError if
    there is no word.
    """
    text = re.sub(r"(?i)\bper ?cent\b", "%", visible(words).replace("\0", " "))
    amounts = {match[0]: value for match in _AMOUNT.finditer(text) if (value := _value(match))}
    for amount in amounts:
        text = text.replace(amount, " ")
    parts = [*amounts, *text.split()]
    grouped = (f"{int(part):,}" if re.fullmatch("[0-9]{7,20}", part) else part for part in parts)
    bare = dict.fromkeys(re.sub("['’]s$", "", part) for part in grouped)
    named = [word for word in bare if any(map(str.isalnum, word))]
    if not named:
        raise UsageError(f"nothing to search for in {words!r}; give one or more words")
    patterns = [_pattern(word, amounts.get(word)) for word in named]
    rows = partial(_hits, json.dumps(patterns))
    matching = Question(store, "records", f"records with {words!r}", rows)

    def cards() -> list[Answer]:
        applied, _ = conditions(store, filters or Filters())
        sql, values = rows([*applied, Condition(sql="kind IN ('trade', 'count')")])
        figures = store.connection.execute(f"SELECT id FROM ({sql}) LIMIT {_CARDS}", values)
        return [show(store, id_) for (id_,) in figures.fetchall()]

    found = _answered(matching, filters)
    if found.empty:
        notes, amiss = found.notes, _amiss if len(named) in _EXAMINED else _near
        return found._replace(notes=lambda: chain(notes(), amiss(store, named, filters)))
    return found._replace(matched=" ".join(bare).split(), cards=cards)


def _value(amount: re.Match[str]) -> int | None:
    """The value of an amount, if it is a whole number that a record can have."""
    whole, fraction, *scales = amount.groups(default="")
    zeros = next(zeros for zeros, scale in zip(_SCALES, scales, strict=True) if scale)
    if len(whole) > 20 or len(fraction) > zeros:
        return None
    value = int(whole.replace(",", "") + fraction.ljust(zeros, "0"))
    return value if value <= GREATEST else None


def _pattern(word: str, value: int | None) -> str:
    """What matches a word, or an amount as it is typed and as a value."""
    quoted = " AND ".join(f'"{part}"' for part in word.replace('"', '""').split())
    return f'{quoted} OR "{value:,}"' if value else quoted


def _near(store: Store, words: Sequence[str], filters: Filters | None) -> Iterator[str]:
    """The figures within a tenth of an amount that no record has."""
    for value in filter(None, (match and _value(match) for match in map(_AMOUNT.fullmatch, words))):
        applied, _ = conditions(store, filters or Filters())
        every = views.select(store, "timeline", applied)
        off = f"SELECT id, value, unit, abs(value - ?) AS off FROM ({every.sql})"
        near = f"SELECT id, value, unit FROM ({off}) WHERE off <= ? ORDER BY off LIMIT {_CARDS}"
        rows = store.connection.execute(near, (value, *every.values, value // 10))
        if figures := [f"{number:,} {unit} ({id_})" for id_, number, unit in rows]:
            yield f"Nearest: {', '.join(figures)}."


def _amiss(store: Store, words: Sequence[str], filters: Filters | None) -> Iterator[str]:
    """Which words have no match, or else without which of them there are some."""
    alone, without = [], []
    for at, typed in enumerate(words):
        others = " ".join([*words[:at], *words[at + 1 :]])
        if search(store, typed, filters).empty:
            alone.append(repr(typed))
        elif number := len(list(search(store, others, filters).rows)):
            without.append(f"without {typed!r}: {number:,}")
    if alone:
        yield f"No record has {' or '.join(alone)}."
    elif without:
        yield f"Each word alone has a match; {'; '.join(without)}."
    yield from _near(store, words, filters)


def _hits(patterns: str, conditions: Sequence[Condition]) -> Select:
    """The records with all the patterns that pass the conditions, the best match first.

    Before these come figures of the whole of the years that are typed.
    """
    passed = passing(conditions)
    ranked = f"""
        SELECT id FROM ({_MATCHING}) JOIN main.record USING (position)
        JOIN ({passed.sql}) USING (position) ORDER BY {_WHOLE} DESC, score, id LIMIT -1
    """  # a limit and a cross join keep the order of a subquery
    sql = f"SELECT records.* FROM ({ranked}) CROSS JOIN records USING (id)"
    return Select(sql, (patterns, *passed.values))


def _answered(question: Question, filters: Filters | None, find: Find | None = None) -> Answer:
    applied, named = conditions(question.store, filters or Filters())
    rows = answer(question.store, question.view, question.rows(applied))
    beside = partial(notes, question, applied, empty=rows.empty)
    return headed(rows, find)._replace(notes=lambda: chain(named, beside()))


class Overview(NamedTuple):
    """What a dataset holds, when its first article and newest news are of, and the oblast with the most meetings."""

    edition: Edition
    held: dict[Kind, int]
    articles: int
    agencies: int
    first: str | None
    newest: str | None
    region: str | None


def overview(store: Store) -> Overview:
    """What the dataset holds."""
    run = store.connection.execute
    held = dict.fromkeys(KINDS, 0)
    held |= dict(run("SELECT kind, count(*) FROM record GROUP BY kind").fetchall())
    return Overview(citation.edition(store), held, *run("SELECT * FROM overview").fetchone())


def codebook(store: Store, field: str = "") -> Answer:
    """The words of every list, or of those of a field, such as `status`, and what they mean.

    UsageError, with the nearest name, if no list belongs to the field.
    """
    words = meanings().items()
    known = {re.sub("(?<=[a-z])(?=[A-Z])", "_", name).lower(): each for name, each in words}
    typed = field.casefold().replace("-", "_")
    names = [typed] if typed in known else [name for name in known if name.endswith(f"_{typed}")]
    if typed and not names:
        raise UsageError(f"no closed list is called {field!r}; {nearest(typed, sorted(known))}")
    rows = [(name, *pair) for name in names or known for pair in known[name].items()]
    columns = tuple(Column(name, "text", name) for name in ("list", "word", "meaning"))
    return Answer(store, None, columns, rows, columns)
