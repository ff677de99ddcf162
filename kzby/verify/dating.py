"""Dates held against the words that date them, or else against the quote.

The words print each day, month and year, or count the year from another (`last year`), or it is
that of the publication. A date without words is that of a linked record, or of the publication.
"""

import re
from collections.abc import Iterator

from kzby.model import dates, kinds
from kzby.model.article import Article
from kzby.verify import calendar
from kzby.verify.evidence import Evidence
from kzby.verify.text import Text, Wrong, normal, unprinted
from kzby.verify.words import PATTERNS

# The field of each date, with that of the words for it.
WORDS_OF = {"date": "date_text", "signed": "date_text"} | {
    field: f"{field}_text" for field in ("period", "due", "against")
}
_OPEN = {"start": r"\.\.[/\d]", "end": r"/\.\.|\.\.\]"}  # how EDTF leaves a side of a date open


def published(card: Article, text: Text | None) -> Wrong:
    """What is wrong with the date of an article, by its `dating` and its text."""
    stated, dating = card.published, Text(card.dating)
    date, doubts = _parts(stated), _doubts(stated)
    if calendar.parts(dating.words(dating.sentences[-1])) != date:
        yield "dating", f"must close with a sentence that prints {stated} in words"
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
    """What is wrong with each date, or with words for none; None if only the text can say."""
    record = evidence.record
    dates_of = list(_dates_of(record))
    for field, date, words in dates_of:
        yield _of_date(field, date, words, evidence)
    for field in sorted({*WORDS_OF.values()} - {WORDS_OF[field] for field, _, _ in dates_of}):
        if undated := getattr(record, field, None):
            yield unprinted(field, undated, evidence.text)


def _dates_of(record: kinds.Record) -> Iterator[tuple[str, str, str]]:
    """Each date of a record: its field, the date, the words that date it."""
    for field, words_field in WORDS_OF.items():
        if date := getattr(record, field, None):
            yield field, date, normal(getattr(record, words_field, None) or "")


def _of_date(field: str, date: str, words: str, evidence: Evidence) -> Wrong:
    record, published, quote = evidence.record, evidence.source.card.published, evidence.quote
    if words:
        yield from unprinted(WORDS_OF[field], words, evidence.text) or ()
    basis = "actual" if isinstance(record, kinds.Meeting | kinds.Agreement) else None
    past = getattr(record, "basis", basis) == "actual"
    (earliest, _), (_, latest) = dates.bounds(date), dates.bounds(published)
    if past and earliest and latest and earliest > latest:
        yield field, f"is {date}, after the publication on {published}"
    dating = next(filter(calendar.is_dated, (words, quote.words)), None)
    wrong = _misread if dating else _undated
    for text in wrong(field, date, dating or words, evidence):
        yield field, f"is {date}, but {text}"
    if isinstance(record, kinds.Trade) and field == "period":
        _, *printed = calendar.parts(quote.words)
        _, *own = _parts(f"{date}/{record.against or ''}")
        for noun, numbers, known in zip(("month", "year"), printed, own, strict=True):
            if others := numbers - known:
                listed = _listed(others, noun)
                yield field, f"{quote.name} prints {listed}, in neither period nor against"


def _misread(field: str, date: str, words: str, evidence: Evidence) -> Iterator[str]:
    # What `last year` and `the same period` start from.
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
    """What is wrong with years, which words print, count from others, or leave to the origin."""
    stated, base, printed = _parts(date).years, _parts(origin).years, calendar.parts(words).years
    doubts, doubtful = _doubts(date), not printed and True in _doubts(origin)
    counted = frozenset(year + shift for year in base for shift in calendar.shifts(words))
    years = printed or counted or base
    if stated != years and not (len(base) > 1 and stated < years):
        yield f"“{words}” {'prints' if printed else 'means'} {_listed(years, 'year')}"
    elif doubtful and False in doubts:
        yield f"“{words}” prints no year; mark it with ?"
    elif True in doubts and not doubtful and (printed or not counted):
        yield "the year is certain; write it without ?"


def _undated(field: str, date: str, words: str, evidence: Evidence) -> Iterator[str]:
    published = evidence.source.card.published
    ends, known = _ends(date), _ends(published)
    opens = [f"{end[:4]}-01-01" for end in known if len(ends) > 1 and ends[-1] in known]
    links = {id_ for path, _, id_ in evidence.record.references() if path[0] in kinds.LINKS}
    linked = {
        _bare(other)
        for record in evidence.source.records
        for _, other, printed in _dates_of(record)
        if record.id in links and calendar.is_dated(f"{printed}. {normal(record.quote[0])}")
    }
    if _bare(date) in linked:
        return
    follows = all(end in opens or any(day.startswith(end) for day in known) for end in ends)
    if words or field in ("period", "against") or not follows:
        yield "no words date it so; give them, or link the record that has the date"
    elif _doubts(date) != _doubts(published):
        yield f"the publication is {published}; doubt the year as there"


def _bare(date: str) -> str:
    return re.sub(r"[?~\[\]]", "", dates.in_months(date)).replace(",", " ")


def _ends(date: str) -> list[str]:
    """The ends of an interval, or the dates of a set."""
    return re.findall(r"[\dX-]+", _bare(date))


def _parts(date: str) -> calendar.Parts:
    return calendar.parts(_bare(date))


def _doubts(date: str) -> set[bool]:
    """Whether the years of a date are doubted; both if only some are."""
    return {"?" in end for end in re.findall(r"[\dX?~-]+", dates.in_months(date))}


def _listed(numbers: frozenset[int], noun: str) -> str:
    """Numbers with what they are: `day 16`, `months 1 and 10`, `no year`."""
    listed = " and ".join(map(str, sorted(numbers)))
    return f"{noun if len(numbers) == 1 else f'{noun}s'} {listed}" if numbers else f"no {noun}"
