"""What an answer finds: the sentences of its heading, computed from its rows."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from kzby.errors import counted
from kzby.model import dates
from kzby.model.terms import OUTCOMES
from kzby.query.answer import Answer, Fields, Finding
from kzby.query.notes import moved
from kzby.store import Store

UNITS = ("oblast", "city")
_NOUNS = {"trade": "trade figure", "goods": "traded good"}  # for records of a kind
# Who proposes, by side.
SIDES = {
    "BY": "by Belarus",
    "KZ": "by Kazakhstan",
    "both": "by both",
    None: "speaker not named",
}
_OLD = 10  # years
Rows = Sequence[Fields]
Find = Callable[[Rows, Store], Iterator[Finding]]
# How plans stand, by what that is called.
_STANDINGS: Mapping[str, Sequence[str]] = {
    "Past due without news": ("overdue",),
    "Still open": ("open",),
    "No date given": ("undated",),
    "Settled": OUTCOMES,
}


def by_standing(rows: Rows) -> Iterator[tuple[str, list[Fields]]]:
    """The plans of each standing that any has, and what that is called.

    Open ones as they come due, others the newest first.
    """
    for name, standings in _STANDINGS.items():
        if group := [row for row in rows if row["standing"] in standings]:
            if name == "No date given":
                group.sort(key=lambda row: row["date_earliest"] or "")
            yield name, group if name == "Still open" else group[::-1]


def ledger(store: Store, day: str, rows: Rows) -> Iterator[Finding]:
    """How many plans have a known outcome, and how many are past due on a day without news."""
    (newest,) = store.connection.execute("SELECT date FROM news LIMIT 1").fetchone()
    settled = [row["id"] for row in rows if row["standing"] in OUTCOMES]
    overdue = [row["id"] for row in rows if row["standing"] == "overdue"]
    plans = counted(len(rows), "plan, offer or hope", "plans, offers and hopes")
    is_later = (dates.bounds(newest)[0] or "") > day
    until = f"up to {dates.words(day) if is_later else dates.day_or_month(newest)}"
    tell = f"articles {until} tell" if settled else f"no article {until} tells"
    late = f"past due on {dates.words(day)} without news; no news does not mean “not done”."
    if len(overdue) == len(rows):
        yield Finding(f"{plans} {'is' if len(rows) == 1 else 'are'} {late}", overdue)
        return
    yield Finding(f"{plans}; {tell} what became of {len(settled) or 'any'}.", settled)
    if overdue:
        yield Finding(f"{counted(len(overdue), 'is', 'are')} {late}", overdue)
    last = max(rows, key=lambda row: row["date_earliest"] or "")
    if int((last["date_latest"] or day)[:4]) + _OLD < int(day[:4]):
        said = dates.words(last["date"], one_of=True)
        yield Finding(f"All plans are old: the newest was said {said}.", [last["id"]])


def corroborated(least: int | None, rows: Rows) -> Iterator[Finding]:
    """How many records several publishers report, if these were asked for: that proves little."""
    if rows and least and least > 1:
        # a record can have several rows; else rows are no records
        ids = list(dict.fromkeys(row["id"] for row in rows if "kind" in row))
        publishers = f"at least {least} original publishers"
        told = f"{counted(len(ids), 'record')} from {publishers}"
        told = told if ids else f"Only what {publishers} report"
        yield Finding(f"{told}; they may quote one statement.", ids)


def common(pair: str, rows: Rows) -> Finding:
    """How many records of each kind tie two places."""
    by = Counter(str(_NOUNS.get(row["kind"], row["kind"])) for row in rows)
    kinds = ", ".join(counted(number, noun) for noun, number in by.most_common())
    return Finding(f"{pair}: {kinds}.", [row["id"] for row in rows])


def _ties(rows: Rows, store: Store) -> Iterator[Finding]:
    """How many pairs of oblasts are tied, and which most."""
    pairs = [row for row in rows if row["ties"] and between_oblasts(row)]
    if not pairs:
        none = "No matching record ties an oblast of one country to one of the other."
        yield Finding(none, [])
        return
    most = max(row["ties"] for row in pairs)
    first = [row for row in pairs if row["ties"] == most]
    names = "; ".join(" and ".join(store.labels[end] for end in ends(row)) for row in first)
    number = counted(len(pairs), "pair of oblasts is tied", "pairs of oblasts are tied")
    which = f": {names}" if len(first) <= 3 else ""
    top = "the most " * (len(pairs) > 1)
    ids = dict.fromkeys(id_ for row in first for id_ in row["records"])
    yield Finding(f"{number}, {top}by {counted(most, 'record')}{which}.", list(ids))


def _sectors(rows: Rows, _: Store) -> Iterator[Finding]:
    """How many sectors are proposed, how many by both sides, and when each last said so."""
    mutual = [row["sector"] for row in rows if by_both(row)]
    are = "is" if len(rows) == 1 else "are"
    sides = f", {len(mutual)} by both sides" if mutual else ""
    yield Finding(f"{counted(len(rows), 'sector')} {are} proposed{sides}.", mutual)
    latest = {}
    for column, who in (("belarus_last", SIDES["BY"]), ("kazakhstan_last", SIDES["KZ"])):
        if said := [row for row in rows if row[column]]:
            last = max(said, key=lambda row: dates.bounds(row[column])[0] or "")
            latest[f"{who} {dates.words(last[column], one_of=True)}"] = last["sector"]
    if latest:
        yield Finding(f"Last said {', '.join(latest)}.", [*latest.values()])


def attributed(sector: Fields) -> int:
    """How many proposals of a sector are those of a side."""
    return int(sector["belarus"] + sector["kazakhstan"] + sector["jointly"])


def by_both(sector: Fields) -> bool:
    """Whether both sides propose a sector, each for itself or together."""
    return bool(sector["jointly"] or (sector["belarus"] and sector["kazakhstan"]))


def ends(row: Fields) -> tuple[str, str]:
    """The two regions of a tie."""
    return row["belarus"], row["kazakhstan"]


def between_oblasts(tie: Fields) -> bool:
    """Whether both ends of a tie are an oblast or a city, and no country."""
    return {"BY", "KZ"}.isdisjoint(ends(tie))


def _gaps(rows: Rows, store: Store) -> Iterator[Finding]:
    """How many of the known articles are read, and on which oblasts none is known or none read."""
    read = sorted({id_ for row in rows for id_ in row["articles"]})
    unread = {id_ for row in rows for id_ in row["unread"]}
    yield Finding(share_read(len(read), len(read) + len(unread)), read)
    years = {int(row["year"]) for row in rows if row["year"]}
    every = range(min(years, default=0), max(years, default=0))
    missing = [str(year) for year in every if year not in years]
    if missing:
        yield Finding(f"No article is known to be of {', '.join(missing)}.", missing)
    silent = [row["region"] for row in rows if not row["known"]]
    if len(silent) == 1:
        none = f"No article is known on {store.any_of(silent)}."
        yield Finding(" ".join([none, *moved(store, silent)]), silent)
    elif silent:
        split = {id_: f" ({text})" for id_, text in store.split_off.items()}
        names = ", ".join(f"{store.labels[id_]}{split.get(id_, '')}" for id_ in silent)
        yield Finding(f"No article is known on {names}.", silent)
    coded = {row["region"] for row in rows if row["read"]}
    known = dict.fromkeys(row["region"] for row in rows if row["known"])
    if uncoded := [id_ for id_ in known if id_ not in coded]:
        names = ", ".join(store.labels[id_] for id_ in uncoded)
        yield Finding(f"Articles are known on {names}, but none is coded.", uncoded)


def _conflicts(rows: Rows, _: Store) -> Iterator[Finding]:
    """How many statements of articles are in conflict, and how many only differ."""
    number = Counter(row["verdict"] for row in rows)
    real = counted(number["conflict"], "conflict") if number["conflict"] else "No conflict"
    parts = [f"{real} between articles"]
    if number["revised"]:
        parts.append(f"{counted(number['revised'], 'detail')} revised later")
    if number["agree"]:
        parts.append(f"{counted(number['agree'], 'difference')} where both can be right")
    ids = list(dict.fromkeys(row["id"] for row in rows if row["verdict"] == "conflict"))
    yield Finding(f"{'; '.join(parts)}.", ids)


def share_read(read: int, known: int) -> str:
    """How many of the known articles are coded: `3 of 5 known articles are coded`."""
    verb = "is" if 1 in (read, known) else "are"
    return f"{read:,} of {counted(known, 'known article')} {verb} coded."


_OF_VIEW: Mapping[str, Find] = {
    "gaps": _gaps,
    "conflicts": _conflicts,
    "sectors": _sectors,
    "ties": _ties,
}


def headed(answer: Answer) -> Answer:
    """The answer with what its view has to find."""
    find = _OF_VIEW.get(answer.view or "")
    if not find or answer.empty:
        return answer
    kept = answer.kept()
    return kept._replace(findings=tuple(find(list(kept.mappings()), kept.store)))
