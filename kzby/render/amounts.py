"""Figures in words: numbers, bounds, changes, and which compare."""

import re

from kzby.model import dates
from kzby.query.answer import Answer, Fields, Labels

APART = "Figures are comparable only within one region, partner, period, basis and unit."
_SCALES = {"billion": 10**9, "million": 10**6}
_OF = ("lot", "series", "dozens", "hundreds", "number")  # a lot of plants
_SIZES = ("small", "large")  # their number is small


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
        text = f"a {text} number" if text in _SIZES else text
        return f"{text} {'of ' * text.endswith(_OF)}{unit}"
    amount = number(abs(value) if sign else value)
    return f"{of}{_hedge(row)}{amount}{unit or '%'}"


def _hedge(row: Fields) -> str:
    return f"{row['hedge'].replace('-', ' ')} " if row.get("hedge") else ""


def bounds(row: Fields) -> str:
    """Bounds, of a deficit its size: `at least 2`, `2 to 3`."""
    unit = "%" if row["unit"] == "%" else ""
    ends = [row["low"], row["high"]]
    if row.get("sign") == "deficit":
        ends = [end if end is None else -end for end in reversed(ends)]
    low, high = (None if end is None else f"{number(end)}{unit}" for end in ends)
    if low == high:  # exact
        return str(low)
    if low is None or high is None:
        return f"at least {low}" if high is None else f"at most {high}"
    _, space, scale = high.partition(" ")
    return f"{low.removesuffix(space + scale)} to {high}"


def reading(row: Fields) -> str:
    """How a figure is read: by its bounds, or as a mere sign."""
    if row.get("hedge") and None not in (row["low"], row["high"]):
        return f"read as {bounds(row)}"
    return "amount not stated" if row["value"] is None and row.get("sign") else ""


def outcome(answer: Answer, row: Fields) -> str:
    """What became of a plan or a target, and any other record that tells it."""
    if word := row.get("outcome"):
        title = answer.store.tellers.get(row["fulfilled_by"])
        return f"→ {word.replace('-', ' ')}" + f": {title}" * bool(title)
    return "outcome not reported" if row.get("basis") in ("target", "forecast") else ""


def change(row: Fields) -> str:
    """`+72.5% on 2014`, `107.5% of an unnamed base`, `1.4 times 2014`; empty if there is none."""
    amount, base = row["change"], dates.words(row["against"]) if row["against"] else ""
    if amount is None:
        return ""
    hedge = _hedge(row) if row.get("value") is None else ""
    match row["change_kind"]:
        case "percent":
            return f"{hedge}{amount:+,}% on {base or 'an unnamed base'}"
        case "index":
            return f"{hedge}{amount:,}% of {base or 'an unnamed base'}"
    return f"{hedge}{amount:,} times {base}".rstrip()


def scale(row: Fields) -> tuple[str, ...]:
    """Unit and window, which figures share that are drawn on one scale; empty if none is."""
    more = row["subject"] or row["increment"] or row.get("measure") in ("share", "change")
    planned = row["basis"] in ("target", "forecast")
    if row["value"] is None or row["unit"] == "%" or not row["period"] or more or planned:
        return ()
    window = "year" if whole_years(row["period"]) else row["period"]
    return row["unit"], window


def pair(row: Fields, labels: Labels) -> str:
    """Whose trade it is, and with whom."""
    region, partner = (labels.get(row[end], "all partners") for end in ("region", "partner"))
    return f"{region} with {partner}"


def whole_years(period: str) -> bool:
    """Whether a period is of whole years."""
    first, last = dates.window(period) or ("", "")
    return (first[5:], last[5:]) == ("01-01", "12-31")


def window(row: Fields, date: str) -> str:
    """A record's period in words: `2015`; `2025? up to May` if it ends with the report."""
    year = re.fullmatch(r"(\d{4}[?]?)-01/\1-\d\d", date)
    last = row.get("at_latest") or row.get("date_latest") or "9999"
    if not year or last >= (dates.bounds(date)[1] or ""):
        return dates.words(date)
    return f"{year[1]} up to {dates.month(last).split()[0]}"


def when(row: Fields) -> str:
    """A figure's period, or when it was reported, and its basis if that is not actual."""
    basis = row.get("stands_for") or row["basis"]
    reported = f"reported {dates.words(row['date'], one_of=True)}"
    period = window(row, row["period"]) if row["period"] else reported
    return f"{period} ({basis})" if basis != "actual" else period
