"""Dates held against the words that date them, and against the date of the article itself.

Every day, month and year of a date is printed in its words (`date_text` and the like, or else the
quote), or the words count the year from another (`last year`), or it is the year of publication.
A date without such words is that of a linked record, or what is known of the publication.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kzby.model import dates, kinds
from kzby.verify import calendar
from kzby.verify.text import Quoted, Text, Wrong, normal, unprinted
from kzby.verify.words import PATTERNS

# The dates of a record, each with the field of the words that date it.
WORDS_OF = {
    "date": "date_text",
    "signed": "date_text",
    "period": "period_text",
    "due": "due_text",
    "against": "against_text",
}
_PART = re.compile(
    r"(?P<year>[\dX]{4})(?P<doubt>[?~]*)(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?(?P<whole>[?~]*)"
)
# Words that leave a date open on a side, and how EDTF has that.
_OPEN = (
    ("start", PATTERNS["open_start"], re.compile(r"\.\.[/\d]")),
    ("end", PATTERNS["open_end"], re.compile(r"/\.\.|\.\.\]")),
)


class _Date(NamedTuple):
    """What an EDTF date is made of; `doubts` are whether its years are doubted."""

    days: frozenset[int]
    months: frozenset[int]
    years: frozenset[int]
    doubts: frozenset[bool]


def _read(date: str) -> _Date:
    parts = list(_PART.finditer(dates.in_months(date)))
    days, months, years = (
        frozenset(int(part[name]) for part in parts if (part[name] or "").isdigit())
        for name in ("day", "month", "year")
    )
    doubts = frozenset("?" in part["doubt"] + part["whole"] for part in parts)
    return _Date(days, months, years, doubts)


def published(card: kinds.Article, text: Text | None) -> Wrong:
    """What is wrong with an article's date: `dating` closes with it, and the text may print it."""
    stated, date, dating = card.published, _read(card.published), Text(card.dating)
    if calendar.parts(dating.words(dating.sentences[-1]))[:3] != date[:3]:
        yield "dating", f"must close with a sentence that prints the day, {stated}, in words"
    if text is None:
        return
    printed = [date.parts for date in calendar.printed(text.plain)]
    single = _bare(stated).count("-") == 2 and "/" not in _bare(stated)
    if single and not any(p.days >= date.days and p.months >= date.months for p in printed):
        yield "published", f"is {stated}, a day that the text does not print"
    elif False in date.doubts and not any(parts.years & date.years for parts in printed):
        yield "published", f"is {stated}, but the text prints no such year; mark it ?"
    elif True in date.doubts and date.days and any(parts[:3] == date[:3] for parts in printed):
        yield "published", f"is {stated}, but the text prints it; write it without ?"


@dataclass(frozen=True)
class Dating:
    """A record and all that can date it: its card, its quote, and the records it is linked to."""

    record: kinds.Record
    card: kinds.Article
    quoted: Quoted
    linked: Sequence[kinds.Record]

    def faults(self) -> Iterator[Wrong | None]:
        """What is wrong with each date, and with words that date the record without one.

        None for words that only the text can prove, if it is not there.
        """
        dated = {words for field, words in WORDS_OF.items() if getattr(self.record, field, None)}
        for field, words_field in WORDS_OF.items():
            words = getattr(self.record, words_field, None)
            if date := getattr(self.record, field, None):
                yield self._date(field, date, words)
            elif words and words_field not in dated:
                dated.add(words_field)
                yield unprinted(words_field, words, self.quoted.text)

    def _date(self, field: str, date: str, words: str | None) -> Wrong:
        """What is wrong with one date and the words that date it."""
        record, card, quote = self.record, self.card, self.quoted.quote
        figure = record if isinstance(record, kinds.Trade) else None
        if words:
            yield from unprinted(WORDS_OF[field], words, self.quoted.text) or ()
        past = isinstance(record, kinds.Meeting | kinds.Agreement)
        past = past or bool(figure and figure.basis == "actual")
        earliest, latest = dates.bounds(date).earliest, dates.bounds(card.published).latest
        if past and earliest and latest and earliest > latest:
            yield field, f"is {date}, after the publication on {card.published}"
        dating = [text for text in (normal(words or ""), quote) if any(calendar.parts(text))]
        wrong = self._misread(field, date, dating[0]) if dating else self._alone(field, date, words)
        yield from ((field, f"is {date}, but {text}") for text in wrong)
        if figure and field == "period":
            own, printed = [_read(date), _read(figure.against or "")], calendar.parts(quote)
            months = printed.months.difference(*(part.months for part in own))
            years = printed.years.difference(*(part.years for part in own))
            for noun, numbers in (("month", months), ("year", years)):
                if numbers:
                    beside = f"{_listed(numbers, noun)}, which neither period nor against has"
                    yield field, f"“{quote}” prints {beside}"

    def _misread(self, field: str, date: str, words: str) -> Iterator[str]:
        """Where a date and the words that date it differ."""
        stated, printed = _read(date), calendar.parts(words)
        # What `last year` and `the same period` start from: of a change its period.
        period = getattr(self.record, "period", None) if field == "against" else None
        base = _read(period or self.card.published)
        days = printed.days | (base.days if printed.same else set())
        months = printed.months | (base.months if printed.same else set())
        if days != stated.days:
            yield f"“{words}” prints {_listed(days, 'day')}"
        if months != stated.months:
            yield f"“{words}” prints {_listed(months, 'month')}"
        if stated.years and (wrong := _misdated(words, stated, base, printed)):
            yield wrong
        for side, leaves_open, is_open in _OPEN:
            if leaves_open.match(words) and not is_open.search(date):
                yield f"“{words}” leaves its {side} open; write it with .."
        if self.quoted.text and (whole := calendar.whole(words, self.quoted.text)):
            yield f"“{words}” is only part of “{whole}”"

    def _alone(self, field: str, date: str, words: str | None) -> Iterator[str]:
        """What is wrong with a date that no words date."""
        linked = {
            _bare(other)
            for record in self.linked
            for name in WORDS_OF
            if (other := getattr(record, name, None)) and _has_words(record, name)
        }
        published = self.card.published
        ends, known = _ends(date), _ends(published)
        opens = [f"{end[:4]}-01-01" for end in known if len(ends) > 1 and ends[-1] in known]
        if _bare(date) in linked:
            return
        if words or field in ("period", "against"):
            how = f"“{words}” prints no date" if words else "no words print it"
            yield f"{how}; link the record that has the date"
        elif not all(end in opens or any(day.startswith(end) for day in known) for end in ends):
            yield "no words date it so; give them, or link the record that has the date"
        elif _read(date).doubts != _read(published).doubts:
            yield f"the publication is {published}; doubt the year as there"


def _misdated(words: str, stated: _Date, base: _Date, printed: calendar.Parts) -> str | None:
    """What is wrong with years: they are printed, counted from others, or those of the base."""
    counted = frozenset(year + shift for year in base.years for shift in printed.shifts)
    years = printed.years or counted or base.years
    if stated.years != years and not (len(base.years) > 1 and stated.years < years):
        return f"“{words}” {'prints' if printed.years else 'means'} {_listed(years, 'year')}"
    if printed.years and stated.doubts != {False}:
        return f"“{words}” prints the year; write it without ?"
    if not printed.years and True in base.doubts and stated.doubts != {True}:
        return f"“{words}” prints no year; mark it with ?"
    if not (printed.years or printed.shifts) and stated.doubts != base.doubts:
        return "the year is that of the publication; write it without ?"
    return None


def _has_words(record: kinds.Record, field: str) -> bool:
    """Whether words of a record print the date in a field, so that another can rest on it."""
    texts = (getattr(record, WORDS_OF[field], None), record.quote)
    return any(any(calendar.parts(normal(text))) for text in texts if text)


def _bare(date: str) -> str:
    """A date without its marks of doubt."""
    return re.sub(r"[?~\[\]]", "", dates.in_months(date))


def _ends(date: str) -> list[str]:
    """The dates between which, or of which, a date is."""
    return [end.strip() for end in re.split(r"/|\.\.|,", _bare(date)) if end.strip()]


def _listed(numbers: frozenset[int], noun: str) -> str:
    """Numbers with what they are: `day 16`, `months 1 and 10`, `no year`."""
    listed = " and ".join(map(str, sorted(numbers)))
    return f"{noun if len(numbers) == 1 else f'{noun}s'} {listed}" if numbers else f"no {noun}"
