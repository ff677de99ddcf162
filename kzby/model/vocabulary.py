"""What records refer to, the articles not coded and the ids given up; one file each."""

from collections.abc import Iterator, Mapping
from itertools import chain
from operator import attrgetter
from typing import Literal

from kzby.model import fields, terms
from kzby.model.fields import Text

DEEPEST = 10  # levels of regions or sectors


class Named(fields.Identified):
    """Something that records refer to by its id, and articles by its names."""

    name: Text

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every name it has or had, the usual one first, the words of a person's name last."""
        own = self.__dict__
        lists = [*own.get("names", {}).values(), own.get("spellings", ()), own.get("aliases", ())]
        former = (each.name for each in own.get("formerly", ()))
        words = self.name.split() if isinstance(self, Person) else ()
        return (self.name, *chain.from_iterable(lists), *former, *words)


class Formerly(fields.Entry):
    """A name that a region no longer has."""

    name: Text
    until: fields.PastYear
    code: Text | None = None


class FormerlyWithin(fields.Entry):
    """The region that a place lay in before."""

    region: fields.RegionRef
    until: fields.PastYear


class Split(fields.Entry):
    """The region that a younger one was split from."""

    region: fields.RegionRef
    year: fields.PastYear


class Region(Named):
    """A country, a first-level region (ISO 3166-2), a district or a town."""

    id: fields.PlaceId
    type: terms.RegionType
    within: fields.RegionRef | None = None
    formerly_within: tuple[FormerlyWithin, ...] = ()
    capital: Text | None = None
    names: dict[Literal["en", "ru", "be", "kk", "de", "code"], tuple[Text, ...]]
    formerly: tuple[Formerly, ...] = ()
    split_from: Split | None = None

    def faults(self) -> Iterator[tuple[str, str]]:  # noqa: D102
        if (self.type == "country") == bool(self.within):
            yield "within", "goes with everything but a country; name it, or leave it out"


def around(id_: str | None, named: Mapping[str, Named], day: str | None = None) -> Iterator[str]:
    """A region, and each that it lies in, or lay in on an ISO day."""
    for _ in range(DEEPEST):  # it may lie in itself
        if isinstance(place := named.get(id_ or ""), Region):
            yield place.id
            past = sorted(place.formerly_within, key=attrgetter("until"))
            former = (each.region for each in past if day and day < each.until)
            id_ = next(former, place.within)


class Sector(Named):
    """A branch of the economy or of public life, with its ISIC Rev. 4 code where one fits."""

    within: fields.SectorRef | None = None
    isic: fields.Isic | None = None
    aliases: tuple[Text, ...] = ()


class Person(Named):
    """A named person; `spellings` are those of the articles, `aliases` those of other languages."""

    side: terms.Country
    spellings: tuple[Text, ...]
    aliases: tuple[Text, ...] = ()


class Organization(Named):
    """An authority, company, agency or other body; `region` is its seat."""

    type: Text
    side: terms.Country | None = None
    region: fields.RegionRef | None = None
    spellings: tuple[Text, ...]
    aliases: tuple[Text, ...] = ()


class Known(fields.Identified):
    """An article that is known and not coded, and why."""

    url: fields.Url
    headline: Text
    publisher: Text
    language: fields.Language
    published: fields.PastEdtf | None = None
    regions: tuple[fields.RegionRef, ...]
    why: Text


class Retired(fields.Identified):
    """An id that is no longer in use, why, and the one that stands for it now, if any."""

    date: fields.PastEdtf
    why: Text
    successor: fields.SuccessorRef | None = None


VOCABULARIES: dict[str, type[Named]] = {
    "regions": Region,
    "sectors": Sector,
    "people": Person,
    "organizations": Organization,
}
# All files beside those of articles.
LISTS: dict[str, type[fields.Identified]] = {**VOCABULARIES, "known": Known, "retired": Retired}
