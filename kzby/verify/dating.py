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
from kzby.verify.text import Fault, Quoted, Text, normal, unprinted
from kzby.verify.words import PATTERNS

# The dates of a record, each with the field of the words that date it.
WORDS_OF = {
    "date": "date_text",
    "signed": "date_text",
    "period": "period_text",
    "due": "due_text",
    "against": "against_text",
}
_PART = re.compile(r"(?P<year>[\dX]{4})(?P<doubt>[?%~]*)(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?")
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
    parts = list(_PART.finditer(date))
    days, months, years = (
        frozenset(int(part[name]) for part in parts if (part[name] or "").isdigit())
        for name in ("day", "month", "year")
    )
    return _Date(days, months, years, frozenset(bool(part["doubt"]) for part in parts))


def published(card: kinds.Article, text: Text | None) -> tuple[Fault, ...]:
    """What is wrong with an article's date: `dating` closes with it, and the text may print it."""
    date, dating = _read(card.published), Text(card.dating)
    faults = []
    if calendar.parts(dating.words(dating.sentences[-1]))[:3] != date[:3]:
        told = f"must close with a sentence that prints the publication, {card.published}, in words"
        faults.append(Fault(("dating",), told))
    if text is None:
        return tuple(faults)
    printed = [date.parts for date in calendar.printed(text.plain)]
    single = _bare(card.published).count("-") == 2 and "/" not in card.published
    wrong = ""
    if single and not any(p.days >= date.days and p.months >= date.months for p in printed):
        wrong = "a day that the text does not print"
    elif False in date.doubts and not any(date.years & parts.years for parts in printed):
        wrong = "but the text prints no such year; mark it ?"
    elif True in date.doubts and date.days and any(parts[:3] == date[:3] for parts in printed):
        wrong = "but the text prints it; write it without ?"
    if wrong:
        faults.append(Fault(("published",), f"is {card.published}, {wrong}"))
    return tuple(faults)


@dataclass(frozen=True)
class Dating:
    """A record and all that can date it: its card, its quote, and the records it is linked to."""

    record: kinds.Record
    card: kinds.Article
    quoted: Quoted
    linked: Sequence[kinds.Record]

    def faults(self) -> Iterator[tuple[Fault, ...] | None]:
        """What is wrong with each date, and with words that date the record without one.

        None for words that only the text can prove, if it is not there.
        """
        record, text = self.record, self.quoted.text
        used = {words for field, words in WORDS_OF.items() if getattr(record, field, None)}
        for field, words_field in WORDS_OF.items():
            words, date = getattr(record, words_field, None), getattr(record, field, None)
            missing = unprinted((words_field,), words, text)
            if date:
                wrong = [Fault((field,), told) for told in self._wrong(field, date, words)]
                yield (*missing, *wrong)
            elif words and words_field not in used:
                used.add(words_field)
                yield tuple(missing) if text else None

    def _wrong(self, field: str, date: str, words: str | None) -> Iterator[str]:
        """What is wrong with one date."""
        takes_place = isinstance(self.record, kinds.Meeting | kinds.Agreement)
        past = takes_place or field in ("period", "against")
        earliest, latest = dates.bounds(date).earliest, dates.bounds(self.card.published).latest
        past = past and getattr(self.record, "basis", "actual") == "actual"
        if past and earliest and latest and earliest > latest:
            yield f"is {date}, after the publication on {self.card.published}"
        quote = self.quoted.quote
        dating = [one for one in (normal(words or ""), quote) if any(calendar.parts(one))]
        if dating:
            yield from self._misread(field, date, dating[0])
        else:
            yield from self._undated(field, date, words)
        if field == "period":
            stated = [_read(date), _read(getattr(self.record, "against", None) or "")]
            printed = calendar.parts(quote)
            for noun, numbers in (
                ("month", printed.months.difference(*(one.months for one in stated))),
                ("year", printed.years.difference(*(one.years for one in stated))),
            ):
                if numbers:
                    listed = _listed(numbers, noun)
                    yield f"“{quote}” prints {listed}, which neither period nor against has"

    def _misread(self, field: str, date: str, words: str) -> Iterator[str]:
        """Where a date and the words that date it differ."""
        stated, told = _read(date), calendar.parts(words)
        # What `last year` and `the same period` start from: of a change its period.
        period = getattr(self.record, "period", None) if field == "against" else None
        base = _read(period or self.card.published)
        days = told.days | base.days if told.same else told.days
        months = told.months | base.months if told.same else told.months
        if days != stated.days:
            yield f"is {date}, but “{words}” prints {_listed(days, 'day')}"
        if months != stated.months:
            yield f"is {date}, but “{words}” prints {_listed(months, 'month')}"
        counted = frozenset(year + shift for year in base.years for shift in told.shifts)
        years = told.years or counted or base.years
        if not stated.years:
            pass
        elif stated.years != years and not (len(base.years) > 1 and stated.years < years):
            verb = "prints" if told.years else "means"
            yield f"is {date}, but “{words}” {verb} {_listed(years, 'year')}"
        elif told.years and stated.doubts != {False}:
            yield f"is {date}, but “{words}” prints the year; write it without ?"
        elif not told.years and True in base.doubts and stated.doubts != {True}:
            yield f"is {date}, but “{words}” prints no year; mark it with ?"
        elif not (told.years or told.shifts) and stated.doubts != base.doubts:
            yield f"is {date}, but the year is that of the publication; write it without ?"
        for side, leaves_open, is_open in _OPEN:
            if leaves_open.match(words) and not is_open.search(date):
                yield f"is {date}, but “{words}” leaves its {side} open; write it with .."
        if self.quoted.text and (whole := calendar.whole(words, self.quoted.text)):
            yield f"is {date}, but “{words}” is only part of “{whole}”"

    def _undated(self, field: str, date: str, words: str | None) -> Iterator[str]:
        """What is wrong with a date that no words date."""
        published = self.card.published
        linked = {
            _bare(other)
            for record in self.linked
            for name in WORDS_OF
            if (other := getattr(record, name, None)) and _has_words(record, name)
        }
        ends, known = _ends(date), _ends(published)
        opens = [f"{end[:4]}-01-01" for end in known if len(ends) > 1 and ends[-1] in known]
        if _bare(date) in linked:
            return
        if words or field in ("period", "against"):
            how = f"“{words}” prints no date" if words else "no words print it"
            yield f"is {date}, but {how}; link the record that has the date"
        elif not all(end in opens or any(one.startswith(end) for one in known) for end in ends):
            advice = "give them, or link the record that has the date"
            yield f"is {date}, but no words date it so; {advice}"
        elif _read(date).doubts != _read(published).doubts:
            yield f"is {date}, but the publication is {published}; doubt the year as there"


def _has_words(record: kinds.Record, field: str) -> bool:
    """Whether words of a record print the date in a field, so that another can rest on it."""
    texts = (getattr(record, WORDS_OF[field], None), record.quote)
    return any(any(calendar.parts(normal(text))) for text in texts if text)


def _bare(date: str) -> str:
    """A date without its marks of doubt."""
    return re.sub(r"[?%~\[\]{}]", "", date)


def _ends(date: str) -> list[str]:
    """The dates between which, or of which, a date is."""
    return [end.strip() for end in re.split(r"/|\.\.|,", _bare(date)) if end.strip()]


def _listed(numbers: frozenset[int], noun: str) -> str:
    """Numbers with what they are: `day 16`, `months 1 and 10`, `no year`."""
    listed = " and ".join(map(str, sorted(numbers)))
    return f"{noun if len(numbers) == 1 else f'{noun}s'} {listed}" if numbers else f"no {noun}"
