"""Figures in words: numbers, bounds, changes, and which compare."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby

from kzby.model import dates
from kzby.query.answer import Fields, Labels
from kzby.render.terminal import unbroken

APART = "Figures are comparable only within one region, partner, period, basis and unit."
Series = dict[tuple[str, str], list[Fields]]  # by unit and flow
_SCALES = {"billion": 10**9, "million": 10**6}
_OF = ("lot", "series", "dozens", "hundreds")  # a lot of plants


def number(value: float) -> str:
    """A number, its millions or billions in words if no digit is lost."""
    for name, scale in _SCALES.items():
        if abs(value) >= scale and value % (scale // 100) == 0:
            return f"{value / scale:,.2f}".rstrip("0").rstrip(".") + f" {name}"
    return f"{value:,}"


def figure(row: Fields) -> str | None:
    """`almost 62 million USD`; without one number, the printed words: `a lot of plants`.

    Of one worked out the bounds alone: `≈ surplus of 22.13 to 22.24 million USD`.
    """
    value, sign = row["value"], row.get("sign")
    of, unit = f"{sign} of " if sign else "", "" if row["unit"] == "%" else f" {row['unit']}"
    if row.get("measure"):
        on = f" on {dates.words(row['against'])}" if row["against"] else ""
        return f"≈ {of}{bounds(row)}{unit}{on}"
    if value is None:
        text, unit = row.get("value_text"), row["unit"]
        if sign or not text:
            return sign or text
        has_currency = unit.isupper() and not text[:1].isdigit()  # `dozens of million dollars`
        if has_currency or text.endswith(unit):
            return str(text)
        return f"{text} {'of ' * text.endswith(_OF)}{unit}"
    amount = number(abs(value) if sign else value)
    return f"{of}{_hedge(row)}{amount}{unit or '%'}"


def _hedge(row: Fields) -> str:
    return f"{row['hedge'].replace('-', ' ')} " if row.get("hedge") else ""


def bounds(row: Fields) -> str:
    """Bounds, of a deficit its size: `at least 2`, `2 to 3`, of a worked-out change `+2% to +3%`."""
    unit, grown = "%" if row["unit"] == "%" else "", row.get("measure") == "change"
    ends = [row["low"], row["high"]]
    if row.get("sign") == "deficit":
        ends = [end if end is None else -end for end in reversed(ends)]
    low, high = (
        None if end is None else f"{'+' * (grown and end > 0)}{number(end)}{unit}" for end in ends
    )
    if low == high:  # exact
        return str(low)
    if low is None or high is None:
        return f"at least {low}" if high is None else f"at most {high}"
    _, space, scale = high.partition(" ")
    return f"{low.removesuffix(space + scale)} to {high}"


def stated(name: str, row: Fields) -> str | None:
    """A figure in a column."""
    value = row[name]
    if name == "computed":
        sign = "surplus" if value > 0 else "deficit"
        balance = {"sign": sign if value and row["flow"] == "balance" else None}
        return figure({"value": value, "unit": row["unit"], **balance})
    return figure({**row, "value": value})


def between(row: Fields) -> str:
    """Printed bounds: `2 to 3 visits`, `up to 3 visits`."""
    span = bounds({**row, "unit": None}).replace("at most", "up to")
    return f"{_hedge(row)}{span} {row['unit']}"


def reading(row: Fields) -> str:
    """How a figure is read: by its bounds, or as a mere sign."""
    if row.get("hedge") and None not in (row["low"], row["high"]):
        return f"read as {bounds(row)}"
    return "amount not stated" if row["value"] is None and row.get("sign") else ""


def outcome(row: Fields) -> str:
    """What became of a plan or a target, and any other record that tells it."""
    if word := row.get("outcome"):
        teller = row.get("outcome_title") or row["fulfilled_by"]
        return f"→ {word.replace('-', ' ')}" + (f": {teller}" if teller else "")
    return "outcome not reported" if row.get("basis") in ("target", "forecast") else ""


def trust(row: Fields) -> tuple[str, str]:
    """What became of a target, and how many publish a printed figure if several do."""
    number = 1 if row.get("measure") else len(row["origins"])
    return outcome(row), unbroken(f"{number} publishers") * (number > 1)


def change(row: Fields, *, based: bool = True) -> str:
    """`+72.5% on 2014`, `107.5% of an unnamed base`, `1.4 times 2014`; empty if there is none.

    A rate is told with its base, unless that is told beside it.
    """
    amount, base = row["change"], dates.words(row["against"]) if row["against"] else ""
    if amount is None:
        return ""
    hedge = _hedge(row) if row.get("value") is None else ""
    match row["change_kind"]:
        case "percent":
            of = f" on {base or 'an unnamed base'}" * based
            return f"{hedge}{amount:+,}%{of}"
        case "index":
            return f"{hedge}{amount:,}% of {base or 'an unnamed base'}"
    return f"{hedge}{amount:,} times {base}".rstrip()


def printed(row: Fields) -> bool:
    """Whether an article prints the number."""
    return row["value"] is not None and not row.get("measure")


def block(row: Fields) -> tuple[str, ...]:
    """What figures under one heading share."""
    period = row["period"] or f"reported {dates.words(row['date'], one_of=True)}"
    return row["region"], row["partner"], period, row.get("stands_for") or row["basis"]


def blocks(rows: Iterable[Fields]) -> Iterator[list[Fields]]:
    """The figures under each heading."""
    return (list(group) for _, group in groupby(rows, key=block))


def series(rows: Sequence[Fields]) -> Series:
    """Flows with amounts of several periods, oldest first."""
    by_flow: dict[tuple[str, str], dict[str, Fields]] = {}
    for row in rows:
        is_amount = row["value"] is not None and row["unit"] != "%"
        if is_amount and row["period"] and not (row["subject"] or row["increment"]):
            by_flow.setdefault((row["unit"], row["flow"]), {}).setdefault(when(row), row)
    by_end = partial(sorted, key=lambda row: dates.bounds(row["period"])[1] or "")
    return {key: by_end(each.values()) for key, each in by_flow.items() if len(each) > 1}


def unit(row: Fields) -> tuple[str, str | None, bool]:
    """What comparable figures under one heading share: unit, subject, if they are further ones."""
    return row["unit"], row["subject"], row["increment"]


def compare(rows: Sequence[Fields]) -> bool:
    """Whether all figures share block, printed unit and whose they are."""
    return len(set(map(block, rows))) < 2 and len({unit(row) for row in rows if printed(row)}) < 2


def heading(row: Fields, labels: Labels) -> str:
    """A figure's block in words."""
    return f"{pair(row, labels)}, {when(row)}"


def pair(row: Fields, labels: Labels) -> str:
    """Whose trade it is, and with whom."""
    region, partner = (labels.get(row[end], "all partners") for end in ("region", "partner"))
    return f"{region} with {partner}"


def whole_years(period: str) -> bool:
    """Whether a period is of whole years."""
    first, last = dates.window(period) or ("", "")
    return (first[5:], last[5:]) == ("01-01", "12-31")


def when(row: Fields) -> str:
    """A figure's period, or when it was reported, and its basis if that is not actual.

    Printed words for a period are in the article's language, and left to the title.
    """
    *_, period, basis = block(row)
    basis = "" if basis == "actual" else basis
    if row["period"]:
        return dates.words(period) + (f" ({basis})" if basis else "")
    stated = "" if row["date_text"] else "period not stated"
    return ", ".join(filter(None, [basis, stated, period]))
