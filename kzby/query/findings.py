"""What an answer finds: the sentences of its heading, computed from its rows."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from kzby.errors import counted
from kzby.model import dates
from kzby.model.terms import KINDS, OUTCOMES
from kzby.query.answer import Answer, Fields, Finding, Labels
from kzby.query.names import VIEW_OF
from kzby.store import Store
from kzby.text import shown

UNITS = ("oblast", "city")
_NOUNS = {"trade": ("trade figure",), "goods": ("traded good",), "person": ("person", "people")}
Rows = Sequence[Fields]
Find = Callable[[Rows, Labels], Iterator[Finding]]


# The newest article of a day or earlier.
_NEWEST = "SELECT published FROM dated WHERE published_earliest <= ? LIMIT 1"
# How plans stand, by what that is called.
_STANDINGS: Mapping[str, Sequence[str]] = {
    "Settled": OUTCOMES,
    "Past due without news": ("overdue",),
    "Still open": ("open",),
    "No date given": ("undated",),
}


def by_standing(rows: Rows) -> Iterator[tuple[str, list[Fields]]]:
    """The plans of each standing that any has, and what that is called."""
    for name, standings in _STANDINGS.items():
        if group := [row for row in rows if row["standing"] in standings]:
            yield name, group


def standing(plan: Fields, day: str) -> str:
    """The outcome of a plan if an article reports it; else how it stands on a day."""
    if plan["outcome"]:
        return str(plan["outcome"])
    if not (plan["due_earliest"] or plan["due_latest"]):  # or of an unknown year
        return "undated"
    return "overdue" if plan["due_latest"] and plan["due_latest"] < day else "open"


def ledger(store: Store, day: str, rows: Rows, __: Labels) -> Iterator[Finding]:
    """How many plans have a known outcome, and how many are past due on a day without news."""
    told = [row["id"] for row in rows if row["outcome"]]
    overdue = [row["id"] for row in rows if row["standing"] == "overdue"]
    (newest,) = store.connection.execute(_NEWEST, (day,)).fetchone()
    values = {
        "plans": counted(len(rows), "plan, offer or hope", "plans, offers and hopes"),
        "told": str(len(told)),
        "overdue": str(len(overdue)),
        "newest": dates.words(newest, one_of=True),
        "day": dates.words(day),
    }
    them = "it" if len(rows) == 1 else "{told}" if told else "any"
    tell = "articles up to {newest} tell" if told else "no article up to {newest} tells"
    yield Finding(f"{{plans}}; {tell} what became of {them}.", values, told)
    if overdue:
        are = "is" if len(overdue) == 1 else "are"
        past = f"{{overdue}} {are} past due on {{day}} without news"
        yield Finding(f"{past}; no news does not mean “not done”.", values, overdue)


def _ties(rows: Rows, labels: Labels) -> Iterator[Finding]:
    """How many pairs of oblasts are tied, and which most."""
    pairs = [row for row in rows if row["ties"] and not {"BY", "KZ"} & {*_ends(row)}]
    most = max((row["ties"] for row in pairs), default=0)
    first = [row for row in pairs if row["ties"] == most]
    values = {
        "pairs": counted(len(pairs), "pair"),
        "most": counted(most, "record"),
        "names": "; ".join(" and ".join(labels[end] for end in _ends(row)) for row in first),
    }
    ids = list(dict.fromkeys(id_ for row in first for id_ in row["records"]))
    yield Finding(_form_of_ties(len(pairs), len(first)), values, ids)


def _form_of_ties(pairs: int, first: int) -> str:
    if not pairs:
        return "No oblast of one country is tied to one of the other."
    if pairs == 1:
        return "1 pair of oblasts is tied: {names}, by {most}."
    if first > 3:
        return "{pairs} of oblasts are tied, none by more than {most}."
    return f"{{pairs}} of oblasts are tied, the most by {{most}}{' each' * (first > 1)}: {{names}}."


def _sectors(rows: Rows, labels: Labels) -> Iterator[Finding]:
    """How many sectors are proposed, how many of them by both sides, and which most often."""
    mutual = [row["sector"] for row in rows if by_both(row)]
    most = max(row["proposals"] for row in rows)
    first = [labels[row["sector"]] for row in rows if row["proposals"] == most]
    values = {
        "sectors": counted(len(rows), "sector"),
        "mutual": str(len(mutual)),
        "most": counted(most, "time"),
        "names": " and ".join(first),
    }
    are = "is" if len(rows) == 1 else "are"
    sides = ", {mutual} by both sides" if mutual else ""
    each = "" if len(first) == 1 else " each"
    often = f"; most often {{names}}, {{most}}{each}" if most > 1 and len(first) < 3 else ""
    yield Finding(f"{{sectors}} {are} proposed{sides}{often}.", values, mutual)


def _regions(rows: Rows, labels: Labels) -> Iterator[Finding]:
    """How many oblasts and cities of each country have records, and which have most."""
    for country in dict.fromkeys(row["within"] for row in rows if row["type"] in UNITS):
        units = [row for row in rows if row["within"] == country and row["type"] in UNITS]
        known = [row for row in units if row["records"]]
        most = max(row["records"] for row in units)
        first = [labels[row["id"]] for row in known if row["records"] == most]
        values = {
            "country": labels[country],
            "known": str(len(known)),
            "units": counted(len(units), "oblast or city", "oblasts and cities"),
            "names": " and ".join(first),
            "most": str(most),
        }
        form = _form_of_regions(len(known), len(units), len(first))
        yield Finding(form, values, [row["id"] for row in known])


def _form_of_regions(known: int, units: int, first: int) -> str:
    if not known:
        return "{country}: no news of any of {units}."
    number = "{known} of {units}" if known < units else "{units}"
    of = "" if known == 1 else "most of "
    most = f", {of}{{names}} ({{most}}{' each' * (first > 1)})" if first < 3 else ""
    return f"{{country}}: news of {number}{most}."


def by_both(sector: Fields) -> bool:
    """Whether both sides propose a sector, each for itself or together."""
    return bool(sector["jointly"] or (sector["belarus"] and sector["kazakhstan"]))


def _ends(row: Fields) -> tuple[str, str]:
    return row["belarus"], row["kazakhstan"]


def _gaps(rows: Rows, labels: Labels) -> Iterator[Finding]:
    """How many of the known articles are read, and on which oblasts none is known."""
    read = sorted({id_ for row in rows for id_ in row["articles"]})
    unread = {id_ for row in rows for id_ in row["unread"]}
    yield Finding("{share}", {"share": share_read(len(read), len(read) + len(unread))}, read)
    silent = [row["region"] for row in rows if not row["known"]]
    if silent:
        names = ", ".join(labels[id_] for id_ in silent)
        yield Finding("No article is known on {names}.", {"names": names}, silent)


_VERDICTS = {
    "conflict": "{conflict} in conflict",
    "revised": "{revised} revised later",
    "agree": "{agree} that can both be right",
}


def _conflicts(rows: Rows, _: Labels) -> Iterator[Finding]:
    """In how many fields of how many records articles disagree."""
    ids = list(dict.fromkeys(row["id"] for row in rows))
    number = Counter(str(row["verdict"]) for row in rows)
    values = {word: f"{number[word]:,}" for word in number}
    values["fields"] = counted(len(rows), "field")
    values["records"] = counted(len(ids), "record")
    told = ", ".join(form for word, form in _VERDICTS.items() if word in number)
    yield Finding(f"Articles tell {{fields}} of {{records}} differently: {told}.", values, ids)


def share_read(read: int, known: int) -> str:
    """How many of the known articles are read: `3 of 5 known articles are read`."""
    verb = "is" if 1 in (read, known) else "are"
    return f"{read:,} of {counted(known, 'known article')} {verb} read."


def unsaid(store: Store) -> Iterator[Finding]:
    """How many pairs of oblasts no record ties, and which sectors no proposal names."""
    run = store.connection.execute
    oblasts = "region WHERE type IN ('oblast', 'city') AND within"
    number = f"(SELECT count(*) FROM {oblasts} = ?)"
    (pairs,) = run(f"SELECT {number} * {number}", ("BY", "KZ")).fetchone()
    ties = "SELECT DISTINCT belarus || ':' || kazakhstan FROM tie WHERE ties"
    both = "belarus <> 'BY' AND kazakhstan <> 'KZ'"
    tied = [pair for (pair,) in run(f"{ties} AND {both}")]
    values = {"pairs": counted(pairs, "pair"), "tied": f"{len(tied):,}"}
    verb = "is" if len(tied) == 1 else "are"
    yield Finding(f"Of {{pairs}} of oblasts, {{tied}} {verb} tied by a record.", values, tied)
    sql = "SELECT id, name FROM sector WHERE id NOT IN (SELECT sector FROM proposal) ORDER BY name"
    if sectors := dict(run(sql).fetchall()):
        names = {"names": shown(", ".join(sectors.values()))}
        yield Finding("No proposal names these sectors: {names}.", names, list(sectors))


def common(rows: Rows, _: Labels) -> Iterator[Finding]:
    """By how many records of each kind two regions are tied."""
    yield by_kind("Tied by", {row["id"]: row["kind"] for row in rows})


def by_kind(words: str, things: Mapping[str, str]) -> Finding:
    """Some words, and how many things there are of each kind; these by id."""
    number = Counter(things.values())
    kinds = [kind for kind in (*KINDS, *VIEW_OF) if kind in number]
    values = {kind: counted(number[kind], *_NOUNS.get(kind, (kind,))) for kind in kinds}
    template = f"{words} {', '.join(f'{{{kind}}}' for kind in values)}."
    return Finding(template, values, [*things])


_OF_VIEW: Mapping[str, Find] = {
    "ties": _ties,
    "gaps": _gaps,
    "conflicts": _conflicts,
    "sectors": _sectors,
    "regions": _regions,
}


def headed(answer: Answer, find: Find | None = None) -> Answer:
    """The answer with what is found, by default what its view has to find."""
    find = find or _OF_VIEW.get(answer.view or "")
    if not find or answer.empty:
        return answer
    kept = answer.kept()
    return replace(kept, findings=tuple(find(list(kept.mappings()), kept.labels)))
