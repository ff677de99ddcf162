"""Invented articles as values: a card, and records as their files have them, field by field."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from names import Organization, Person

Field = str | Sequence[str] | Sequence[Mapping[str, str]]
Entry = dict[str, Field]


@dataclass(frozen=True)
class Article:
    """One article: its card, what it is the first to record, what it tells once more, and whom all this names."""

    card: Entry
    records: tuple[Entry, ...]
    people: tuple[Person, ...]
    companies: tuple[Organization, ...] = ()
    retold: tuple[Entry, ...] = ()

    @property
    def id(self) -> str:
        """The id on the card."""
        return str(self.card["id"])

    @property
    def meetings(self) -> int:
        """How many meetings it is the first to tell of."""
        return sum(record["kind"] == "meeting" for record in self.records)


def card(
    id_: str, headline: str, publisher: Organization, agency: Organization, published: str
) -> Entry:
    """The card of an article that stands nowhere: its address leads nowhere, its hash is that of its id."""
    return {
        "id": id_,
        "headline": headline,
        "publisher": publisher.id,
        "agency": agency.id,
        "url": f"https://news.example/{id_}",
        "sha256": hashlib.sha256(id_.encode()).hexdigest(),
        "published": published,
        "dating": "The day is printed on the page.",
    }


def participants(people: Sequence[Person]) -> list[dict[str, str]]:
    """People as the participants of a meeting."""
    return [{"person": person.id, "role": person.title} for person in people]
