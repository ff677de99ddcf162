"""Dates held against the words that date them, and against the article's own dating.

Every day, month and year of a date is printed in its words (`date_text` and the like, or else the quote), or the words
count the year from another (`last year`), or it is the year of publication. A date without any such words is that of a
linked record, or what is known of the publication.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kzby.model import dates, kinds
from kzby.verify.evidence.finding import Fault, Finding, Quoted, unprinted
from kzby.verify.prose import calendar
from kzby.verify.prose.text import Text, normal

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
# Words that leave a date open, how EDTF has that, and on which side.
_OPEN = (
    (
        re.compile(r"(?:before|until|till|by|no later than|not later than)\b", re.IGNORECASE),
        re.compile(r"\.\.[/\d]"),
        "start",
    ),
    (
        re.compile(
            r"(?:after|since|from|no earlier than|not before)\b(?!.*\b(?:to|until|till)\b)",
            re.IGNORECASE,
        ),
        re.compile(r"/\.\.|\.\.\]"),
        "end",
    ),
)
_MARKS = re.compile(r"[?~\[\]]")


class _Date(NamedTuple):
    """What an EDTF date is made of; `doubts` are whether its years are doubted."""

    days: frozenset[int]
    months: frozenset[int]
    years: frozenset[int]
    doubts: frozenset[bool]


def published(card: kinds.Article, text: Text | None) -> Finding:
    """Whether `dating` closes with the date of publication, and whether its year is printed or inferred as marked."""
    date, dating = _read(card.published), Text(card.dating)
    said = calendar.parts(dating.words(dating.sentences[-1]))
    wrong = []
    if (said.days, said.months, said.years) != date[:3]:
        told = f"must close with a sentence that prints the publication, {card.published}, in words"
        wrong.append(Fault(("dating",), told))
    if text is not None:
        printed = list(calendar.told(text.plain))
        year_printed = any(date.years & told.parts.years for told in printed)
        day_printed = any(date.days and told.parts[:3] == date[:3] for told in printed)
        bare = _bare(card.published)
        single = bare.count("-") == 2 and "/" not in bare
        if single and not any(
            told.parts.days >= date.days and told.parts.months >= date.months for told in printed
        ):
            wrong.append(
                Fault(("published",), f"is {card.published}, a day that the text does not print")
            )
        elif False in date.doubts and not year_printed:
            wrong.append(
                Fault(
                    ("published",),
                    f"is {card.published}, but the text prints no such year; mark it ?",
                )
            )
        elif True in date.doubts and day_printed:
            wrong.append(
                Fault(
                    ("published",),
                    f"is {card.published}, but the text prints it; write it without ?",
                )
            )
    return Finding("date", tuple(wrong))


@dataclass(frozen=True)
class Dating:
    """A record with all that can date it: its card, its quote, the records of the same article that it is linked to."""

    record: kinds.Record
    card: kinds.Article
    quoted: Quoted
    linked: Sequence[kinds.Record]

    def findings(self) -> Iterator[Finding]:
        """For each date that the record states, and for words that date it without one, what is wrong with them."""
        dated = {
            words_of for field, words_of in WORDS_OF.items() if getattr(self.record, field, None)
        }
        for field, words_of in WORDS_OF.items():
            words = getattr(self.record, words_of, None)
            if date := getattr(self.record, field, None):
                faults = (
                    *unprinted((words_of,), words, self.quoted.text),
                    *self._faults(field, date, words),
                )
                yield Finding("date", faults)
            elif words and words_of not in dated:
                text = self.quoted.text
                yield Finding("date", tuple(unprinted((words_of,), words, text)) if text else None)
                dated.add(words_of)

    def _faults(self, field: str, date: str, words: str | None) -> Iterator[Fault]:
        """What is wrong with one date."""
        passages = [
            _Passage(source, calendar.parts(source))
            for source in (normal(words or ""), self.quoted.quote)
        ]
        yield from self._later(field, date)
        if passage := next((one for one in passages if any(one.parts)), None):
            yield from self._misread(field, date, passage)
        else:
            yield from self._untold(field, date, words)
        if field == "period":
            yield from self._beside(passages[1])

    def _later(self, field: str, date: str) -> Iterator[Fault]:
        """What took place or was measured after the article that tells of it was published."""
        told_of = isinstance(self.record, kinds.Meeting | kinds.Agreement) or field in (
            "period",
            "against",
        )
        actual = getattr(self.record, "basis", "actual") == "actual"
        earliest, latest = dates.bounds(date).earliest, dates.bounds(self.card.published).latest
        if told_of and actual and earliest and latest and earliest > latest:
            yield Fault((field,), f"is {date}, after the publication on {self.card.published}")

    def _misread(self, field: str, date: str, passage: "_Passage") -> Iterator[Fault]:
        """Where a date and the words that date it differ."""
        stated, base, (words, told) = _read(date), self._base(field), passage
        days, months = (
            (told.days | base.days, told.months | base.months)
            if told.same
            else (told.days, told.months)
        )
        for noun, printed, found in (("day", days, stated.days), ("month", months, stated.months)):
            if printed != found:
                yield Fault((field,), f"is {date}, but “{words}” prints {_listed(printed, noun)}")
        if stated.years:
            yield from self._misdated(field, date, passage)
        for leaves_open, is_open, side in _OPEN:
            if leaves_open.match(words) and not is_open.search(date):
                yield Fault(
                    (field,), f"is {date}, but “{words}” leaves its {side} open; write it with .."
                )
        if self.quoted.text and (whole := calendar.cut(words, self.quoted.text)):
            yield Fault((field,), f"is {date}, but “{words}” is only part of “{whole}”")

    def _misdated(self, field: str, date: str, passage: "_Passage") -> Iterator[Fault]:
        """What is wrong with the years of a date: printed, counted from another, or else those of the publication."""
        stated, base, (words, told) = _read(date), self._base(field), passage
        counted = frozenset(year + shift for year in base.years for shift in told.shifts)
        years = told.years or counted or base.years
        if stated.years != years and not (len(base.years) > 1 and stated.years < years):
            how = "prints" if told.years else "means"
            yield Fault((field,), f"is {date}, but “{words}” {how} {_listed(years, 'year')}")
        elif told.years and stated.doubts != {False}:
            yield Fault((field,), f"is {date}, but “{words}” prints the year; write it without ?")
        elif not told.years and True in base.doubts and stated.doubts != {True}:
            yield Fault((field,), f"is {date}, but “{words}” prints no year; mark it with ?")
        elif not (told.years or told.shifts) and stated.doubts != base.doubts:
            yield Fault(
                (field,), f"is {date}, but the year is that of the publication; write it without ?"
            )

    def _base(self, field: str) -> _Date:
        """The date that words such as `last year` start from: a change's is its period, any other's the publication."""
        period = getattr(self.record, "period", None) if field == "against" else None
        return _read(period or self.card.published)

    def _untold(self, field: str, date: str, words: str | None) -> Iterator[Fault]:
        """What is wrong with a date that no words date; words that say nothing readable leave only a linked record."""
        others = {
            getattr(record, name, None)
            for record in self.linked
            for name in WORDS_OF
            if _is_told(record, name)
        }
        if _bare(date) in {_bare(other) for other in others if other}:
            return
        if words or field in ("period", "against"):
            how = f"“{words}” prints no date" if words else "no words print it"
            told = f"is {date}, but {how}; link the record that has the date"
            yield Fault((field,), told)
            return
        ends, known = _ends(date), _ends(self.card.published)
        opens = [f"{end[:4]}-01-01" for end in known if len(ends) > 1 and ends[-1] in known]
        if not all(end in opens or any(one.startswith(end) for one in known) for end in ends):
            yield Fault(
                (field,),
                f"is {date}, but no words date it so; give them, or link the record that has the date",
            )
        elif _read(date).doubts != _read(self.card.published).doubts:
            yield Fault(
                (field,),
                f"is {date}, but the publication is {self.card.published}; doubt the year as there",
            )

    def _beside(self, passage: "_Passage") -> Iterator[Fault]:
        """What the quote of a figure dates beside its period and what it is measured against."""
        stated = [
            _read(date) for name in ("period", "against") if (date := getattr(self.record, name))
        ]
        months = passage.parts.months.difference(*(date.months for date in stated))
        years = passage.parts.years.difference(*(date.years for date in stated))
        for noun, other in (("month", months), ("year", years)):
            if other:
                told = f"“{passage.words}” prints {_listed(other, noun)}, which neither period nor against has"
                yield Fault(("period",), told)


def _is_told(record: kinds.Record, field: str) -> bool:
    """Whether words of a record itself print the date in a field, so that another record can rest on it."""
    words = (getattr(record, WORDS_OF[field], None), record.quote)
    return any(any(calendar.parts(normal(one))) for one in words if one)


class _Passage(NamedTuple):
    """Words, and what they say of dates."""

    words: str
    parts: calendar.Parts


def _read(date: str) -> _Date:
    parts = list(_PART.finditer(dates.in_months(date)))
    days, months, years = (
        frozenset(int(part[name]) for part in parts if (part[name] or "").isdigit())
        for name in ("day", "month", "year")
    )
    return _Date(
        days, months, years, frozenset("?" in part["doubt"] + part["whole"] for part in parts)
    )


def _bare(date: str) -> str:
    """A date without its marks of doubt."""
    return _MARKS.sub("", dates.in_months(date))


def _ends(date: str) -> list[str]:
    """The dates between which, or of which, a date is."""
    return [end.strip() for end in re.split(r"/|\.\.|,", _bare(date)) if end.strip()]


def _listed(numbers: frozenset[int], noun: str) -> str:
    """Numbers with what they are: `day 16`, `months 1 and 10`, `no year`."""
    told = " and ".join(map(str, sorted(numbers)))
    return f"{noun if len(numbers) == 1 else f'{noun}s'} {told}" if numbers else f"no {noun}"
