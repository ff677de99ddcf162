"""What records refer to: regions, sectors, people, organizations; one file of the dataset each."""

from typing import Literal

from kzby.model import terms
from kzby.model.fields import (
    ArticleRef,
    Country,
    Entry,
    Identified,
    Isic,
    Nested,
    PlaceId,
    RegionRef,
    SectorRef,
    Text,
    Year,
)


class Formerly(Entry):
    """A name that a region no longer has."""

    name: Text
    until: Year
    code: Text | None = None


class Split(Entry):
    """The region that a younger one was split from."""

    region: RegionRef
    year: Year


class Region(Nested):
    """A country, a first-level region (ISO 3166-2) or a town; `within` is the place it lies in."""

    NOUN = "region"
    id: PlaceId
    name: Text
    type: terms.RegionType
    within: RegionRef | None = None
    capital: Text | None = None
    names: dict[Literal["en", "ru", "be", "kk", "code"], tuple[Text, ...]]
    formerly: tuple[Formerly, ...] = ()
    split_from: Split | None = None

    @property
    def spelled(self) -> tuple[str, ...]:
        """Every name it has or had, the usual one first."""
        known = (text for texts in self.names.values() for text in texts)
        return (self.name, *known, *(old.name for old in self.formerly))


class Sector(Nested):
    """A branch of the economy or of public life, in a small tree, with its ISIC Rev. 4 code where one fits."""

    NOUN = "sector"
    name: Text
    within: SectorRef | None = None
    isic: Isic | None = None
    aliases: tuple[Text, ...] = ()

    @property
    def spelled(self) -> tuple[str, ...]:
        """Every name it has, the usual one first."""
        return (self.name, *self.aliases)


class Role(Entry):
    """A title that an article gives a person."""

    title: Text
    article: ArticleRef


class Person(Identified):
    """A named person; `spellings` are those of the articles, `aliases` those of other languages."""

    NOUN = "person"
    name: Text
    side: Country
    spellings: tuple[Text, ...]
    aliases: tuple[Text, ...] = ()
    roles: tuple[Role, ...]

    @property
    def spelled(self) -> tuple[str, ...]:
        """Every form of the name, the usual one first, its single words last."""
        return (self.name, *self.spellings, *self.aliases, *self.name.split())


class Organization(Identified):
    """An authority, company, agency or other body; `region` is where it is seated, if the articles tell."""

    NOUN = "organization"
    name: Text
    type: Text
    side: Country | None = None
    region: RegionRef | None = None
    spellings: tuple[Text, ...]
    aliases: tuple[Text, ...] = ()

    @property
    def spelled(self) -> tuple[str, ...]:
        """Every name it has, the usual one first."""
        return (self.name, *self.spellings, *self.aliases)


Named = Region | Sector | Person | Organization

VOCABULARIES: dict[str, type[Identified]] = {
    "regions": Region,
    "sectors": Sector,
    "people": Person,
    "organizations": Organization,
}
