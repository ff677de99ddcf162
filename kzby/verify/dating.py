"""Dates held against the words that date them, or else the quote, and against the publication.

The words print every day, month and year, or count the year from another (`last year`), or it is
that of the publication. A date without words is that of a linked record, or of the publication.
"""

import re
from collections.abc import Iterator

from kzby.model import dates, kinds
from kzby.verify import calendar
from kzby.verify.evidence import Evidence
from kzby.verify.text import Text, Wrong, normal, unprinted
from kzby.verify.words import PATTERNS

# The fields of dates, each with that of the words that date it.
WORDS_OF = {"date": "date_text", "signed": "date_text"} | {
    field: f"{field}_text" for field in ("period", "due", "against")
}
_OPEN = {"start": r"\.\.[/\d]", "end": r"/\.\.|\.\.\]"}  # how EDTF leaves a side of a date open


def published(card: kinds.Article, text: Text | None) -> Wrong:
    """What is wrong with an article's date: `dating` closes with it, and the text may print it."""
    stated, dating = card.published, Text(card.dating)
    date, doubts = _parts(stated), _doubts(stated)
    if calendar.parts(dating.words(dating.sentences[-1])) != date:
        yield "dating", f"must close with a sentence that prints the day, {stated}, in words"
    if text is None:
        return
    printed = [parts for parts, _ in calendar.printed(text.plain)]
    single = date.days and len(_ends(stated)) == 1
    if single and not any(p.days >= date.days and p.months >= date.months for p in printed):
        yield "published", f"is {stated}, a day that the text does not print"
    elif False in doubts and not any(parts.years & date.years for parts in printed):
        yield "published", f"is {stated}, but the text prints no such year; mark it ?"
    elif True in doubts and date.days and date in printed:
        yield "published", f"is {stated}, but the text prints it; write it without ?"


def faults(evidence: Evidence) -> Iterator[Wrong | None]:
    """What is wrong with each date, or words without one; None if only the text can prove them."""
    record, dated = evidence.record, set()
    for field, date, words in _dates_of(record):
        dated.add(WORDS_OF[field])
        yield _of_date(field, date, words, evidence)
    for field in sorted({*WORDS_OF.values()} - dated):
        if undated := getattr(record, field, None):
            yield unprinted(field, undated, evidence.text)


def _dates_of(record: kinds.Record) -> Iterator[tuple[str, str, str]]:
    """The field of each date, the date, and the words that date it, if any."""
    for field, words_field in WORDS_OF.items():
        if date := getattr(record, field, None):
            yield field, date, normal(getattr(record, words_field, None) or "")


def _of_date(field: str, date: str, words: str, evidence: Evidence) -> Wrong:
    record, card, quote = evidence.record, evidence.source.card, evidence.quote
    if words:
        yield from unprinted(WORDS_OF[field], words, evidence.text) or ()
    past = isinstance(record, kinds.Meeting | kinds.Agreement)
    past = past or getattr(record, "basis", None) == "actual"
    (earliest, _), (_, latest) = dates.bounds(date), dates.bounds(card.published)
    if past and earliest and latest and earliest > latest:
        yield field, f"is {date}, after the publication on {card.published}"
    dating = [text for text in (words, quote.words) if calendar.is_dated(text)]
    if dating:
        wrong = _misread(field, date, dating[0], evidence)
    else:
        wrong = _without_words(field, date, words, evidence)
    yield from ((field, f"is {date}, but {text}") for text in wrong)
    if isinstance(record, kinds.Trade) and field == "period":
        _, *printed = calendar.parts(quote.words)
        _, *own = _parts(f"{date}/{record.against or ''}")
        for noun, numbers, known in zip(("month", "year"), printed, own, strict=True):
            if others := numbers - known:
                listed = _listed(others, noun)
                yield field, f"{quote.name} prints {listed}, which neither period nor against has"


def _misread(field: str, date: str, words: str, evidence: Evidence) -> Iterator[str]:
    # What `last year` and `the same period` start from: of a change its period.
    period = getattr(evidence.record, "period", None) if field == "against" else None
    origin = period or evidence.source.card.published
    stated, printed = _parts(date), calendar.parts(words)
    same = PATTERNS["same_period"].search(words) and _parts(origin)
    for at, noun in enumerate(("day", "month")):
        expected = printed[at] | same[at] if same else printed[at]
        if stated[at] != expected:
            yield f"“{words}” prints {_listed(expected, noun)}"
    if stated.years:
        yield from _misdated(words, date, origin)
    for side, mark in _OPEN.items():
        if PATTERNS[f"open_{side}"].match(words) and not re.search(mark, date):
            yield f"“{words}” leaves its {side} open; write it with .."
    if evidence.text and (longer := calendar.longer(words, evidence.text)):
        yield f"“{words}” is only part of “{longer}”"


def _misdated(words: str, date: str, origin: str) -> Iterator[str]:
    """What is wrong with years: they are printed, counted from others, or those of the origin."""
    stated, base, printed = _parts(date).years, _parts(origin).years, calendar.parts(words).years
    doubts, base_doubts = _doubts(date), _doubts(origin)
    counted = frozenset(year + shift for year in base for shift in calendar.shifts(words))
    years = printed or counted or base
    if stated != years and not (len(base) > 1 and stated < years):
        yield f"“{words}” {'prints' if printed else 'means'} {_listed(years, 'year')}"
    elif printed and True in doubts:
        yield f"“{words}” prints the year; write it without ?"
    elif not printed and True in base_doubts and False in doubts:
        yield f"“{words}” prints no year; mark it with ?"
    elif not (printed or counted) and doubts != base_doubts:
        yield "the year is that of the publication; write it without ?"


def _without_words(field: str, date: str, words: str, evidence: Evidence) -> Iterator[str]:
    published = evidence.source.card.published
    ends, known = _ends(date), _ends(published)
    opens = [f"{end[:4]}-01-01" for end in known if len(ends) > 1 and ends[-1] in known]
    links = {id_ for path, _, id_ in evidence.record.references() if path[0] in kinds.LINKS}
    linked = {
        _bare(other)
        for record in evidence.source.records
        for _, other, printed in _dates_of(record)
        if record.id in links and calendar.is_dated(f"{printed}. {normal(record.quote)}")
    }
    if _bare(date) in linked:
        return
    if words or field in ("period", "against"):
        how = f"“{words}” prints no date" if words else "no words print it"
        yield f"{how}; link the record that has the date"
    elif not all(end in opens or any(day.startswith(end) for day in known) for end in ends):
        yield "no words date it so; give them, or link the record that has the date"
    elif _doubts(date) != _doubts(published):
        yield f"the publication is {published}; doubt the year as there"


def _bare(date: str) -> str:
    return re.sub(r"[?~\[\]]", "", dates.in_months(date)).replace(",", " ")


def _ends(date: str) -> list[str]:
    """The dates between which, or of which, a date is."""
    return re.findall(r"[\dX-]+", _bare(date))


def _parts(date: str) -> calendar.Parts:
    return calendar.parts(_bare(date))


def _doubts(date: str) -> set[bool]:
    """Whether the years of a date are doubted; both, if only some are."""
    return {"?" in end for end in re.findall(r"[\dX?~-]+", dates.in_months(date))}


def _listed(numbers: frozenset[int], noun: str) -> str:
    """Numbers with what they are: `day 16`, `months 1 and 10`, `no year`."""
    listed = " and ".join(map(str, sorted(numbers)))
    return f"{noun if len(numbers) == 1 else f'{noun}s'} {listed}" if numbers else f"no {noun}"
