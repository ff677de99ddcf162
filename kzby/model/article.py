"""An article: its card, and what it says of a record."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kzby.model import dates, fields, terms
from kzby.model.fields import Text
from kzby.model.kinds import Record

_MONTH = "|".join(name[:3] for name in dates.MONTHS)
_DAYS = rf"(?:(?:\d+(?![:.-]?\d)|and|or|(?:{_MONTH})[a-z]*\.?)(?: |\b))+"  # no time, as 16:22


class Nothing(fields.Entry):
    """A sentence that carries nothing to record, and why."""

    quote: fields.Quote
    why: Text


class Title(fields.Entry):
    """A title that an article gives a person, and its printed words where they differ."""

    person: fields.PersonRef
    title: Text
    title_text: Text | None = None


class Change(fields.Entry):
    """Why records, or if none are named the card, are not as they were first published."""

    date: fields.PastEdtf
    records: tuple[fields.ChangedRef, ...] = ()
    why: Text


class Article(fields.Identified):
    """The card of an article: where it is from, how it is dated, which text it is."""

    headline: Text
    headline_basis: terms.HeadlineBasis | None = None
    publisher: fields.OrganizationRef
    publisher_note: Text | None = None
    agency: fields.OrganizationRef
    url: fields.Url
    file: fields.FileName | None = None
    sha256: fields.Sha256
    language: fields.Language
    text: terms.Extent = "whole"
    dateline: Text | None = None
    published: fields.PastEdtf
    dating: Text
    titles: tuple[Title, ...] = ()
    nothing: tuple[Nothing, ...] = ()
    changes: tuple[Change, ...] = ()

    def faults(self) -> Iterator[tuple[str, str]]:  # noqa: D102
        days = map(dates.words, re.findall("[0-9][0-9?~-]+", self.published))
        told = re.search(f".*Published (?:on|between) ({_DAYS})", self.dating)
        if told and _numbers(told[1]) != _numbers(" ".join(days)):
            yield (
                "dating",
                f"says {told[1].strip()!r}, but `published` is {self.published!r}; check both",
            )
        for change in self.changes:
            if dates.before(change.date, self.published):
                yield "changes", f"has {change.date!r}, before the article appeared; check both"

    @property
    def age(self) -> tuple[str, str, str]:
        """What orders articles: the days of publication, then the id."""
        earliest, latest = dates.bounds(self.published)
        return earliest or "", latest or "", self.id


def _numbers(words: str) -> set[str]:
    """The days, months and years that words name."""
    return {*re.findall(f"[1-9][0-9]*|{_MONTH}", words)}


class Mention(NamedTuple):
    """What one article says of one record, and where."""

    article: Article
    record: Record
    file: str
    line: int

    @property
    def age(self) -> tuple[str, str, str, int]:
        """What orders mentions: the age of the article, the line."""
        return *self.article.age, self.line
