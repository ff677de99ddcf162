"""Invented articles by number: which meetings they tell of, and which they tell once more."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain
from random import Random

import core
from names import Organization, Person, Place
from scenes import Scene
from told import Article, Entry, card
from trades import WINDOWS, Trade

_FIRST, _DAYS = date(2005, 1, 10), 7280  # the last is of 2024: before what is in every dataset
_MEETINGS = (2, 5)  # of an article, the fewest and the most


@dataclass(frozen=True)
class World:
    """What the articles of a seed are about; `usual` is how many of them fill the years, and the rest begin anew."""

    seed: int
    usual: int
    home: Sequence[Place]
    abroad: Sequence[Place]
    sectors: Sequence[str]
    people: Sequence[Person]
    companies: Sequence[Organization]

    def random(self, *what: object) -> Random:
        """The chances of one thing, whatever was drawn for others."""
        return Random("/".join(map(str, (self.seed, *what))))  # noqa: S311


def article(world: World, number: int, most: int) -> Article:
    """The article of a number with so many new meetings at most; one in six begins by retelling one of the last."""
    own, rng = _own(world, number, most), world.random(number, "retold")
    if not number or rng.random() > 1 / 6:
        return own
    before = _own(world, number - 1, 1)
    return replace(
        own,
        retold=tuple(_retold(rng, record) for record in before.records),
        people=tuple(dict.fromkeys((*before.people, *own.people))),
        companies=tuple(dict.fromkeys((*before.companies, *own.companies))),
    )


def _own(world: World, number: int, most: int) -> Article:
    """An article without what it retells: what two oblasts did, a meeting a day."""
    rng = world.random(number)
    home, abroad = rng.choice(world.home), rng.choice(world.abroad)
    first = _FIRST + timedelta(days=number * _DAYS // world.usual % _DAYS)
    days = [first + timedelta(days=after) for after in range(min(rng.randint(*_MEETINGS), most))]
    stem = f"{home.slug}-{number}"
    scenes = [
        _scene(world, world.random(stem, n), f"{stem}-{n}", day, home, abroad)
        for n, day in enumerate(days)
    ]
    published, headline = days[-1] + timedelta(days=1), f"{home.name} and {abroad.name} move closer"
    publisher, agency = rng.choices(core.PUBLISHERS, k=2)
    told = card(f"{published}-{stem}", headline, publisher, agency, str(published))
    people = dict.fromkeys(chain.from_iterable(scene.people for scene in scenes))
    companies = dict.fromkeys(scene.company for scene in scenes)
    records = chain.from_iterable(scene.records() for scene in scenes)
    return Article(told, tuple(records), tuple(people), tuple(companies))


def _scene(world: World, rng: Random, stem: str, day: date, home: Place, abroad: Place) -> Scene:
    first, second = rng.sample(world.people, 2)
    partner = abroad.id if rng.random() < 0.2 else abroad.side
    trade = Trade(world.seed, home.id, partner, day.year - 1, rng.choice(list(WINDOWS)))
    company, sector = rng.choice(world.companies), rng.choice(world.sectors)
    return Scene(rng, stem, day, home, abroad, (first, second), company, sector, trade)


def _retold(rng: Random, record: Entry) -> Entry:
    """The record as another article has it: one date in three is another day's, one count in three another's."""
    if rng.random() > 1 / 3 or record["kind"] not in ("meeting", "count"):
        return record
    if record["kind"] == "count":
        return {**record, "value": f"1{record['value']}", "value_text": f"1{record['value']}"}
    earlier = date.fromisoformat(str(record["date"]).replace("?", "")) - timedelta(days=1)
    return {**record, "date": str(earlier), "date_text": str(earlier)}
