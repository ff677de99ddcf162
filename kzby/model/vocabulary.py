"""What records refer to: regions, sectors, people, organizations; one file of the dataset each."""

from itertools import chain
from typing import Literal

from kzby.model import fields, terms
from kzby.model.fields import Text


class Formerly(fields.Entry):
    """A name that a region no longer has."""

    name: Text
    until: fields.Year
    code: Text | None = None


class Split(fields.Entry):
    """The region that a younger one was split from."""

    region: fields.RegionRef
    year: fields.Year


class Region(fields.Nested):
    """A country, a first-level region (ISO 3166-2), a district or a town."""

    id: fields.PlaceId
    name: Text
    type: terms.RegionType
    within: fields.RegionRef | None = None
    capital: Text | None = None
    names: dict[Literal["en", "ru", "be", "kk", "code"], tuple[Text, ...]]
    formerly: tuple[Formerly, ...] = ()
    split_from: Split | None = None

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every name it has or had, the usual one first."""
        known = chain.from_iterable(self.names.values())
        return (self.name, *known, *(former.name for former in self.formerly))


class Sector(fields.Nested):
    """A branch of the economy or of public life, with its ISIC Rev. 4 code where one fits."""

    name: Text
    within: fields.SectorRef | None = None
    isic: fields.Isic | None = None
    aliases: tuple[Text, ...] = ()

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every name it has, the usual one first."""
        return (self.name, *self.aliases)


class Role(fields.Entry):
    """A title that an article gives a person."""

    title: Text
    article: fields.ArticleRef


class Person(fields.Identified):
    """A named person; `spellings` are those of the articles, `aliases` those of other languages."""

    name: Text
    side: terms.Country
    spellings: tuple[Text, ...]
    aliases: tuple[Text, ...] = ()
    roles: tuple[Role, ...]

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every form of the name, the usual one first, its single words last."""
        return (self.name, *self.spellings, *self.aliases, *self.name.split())


class Organization(fields.Identified):
    """An authority, company, agency or other body; `region` is where it has its seat, if articles say."""

    name: Text
    type: Text
    side: terms.Country | None = None
    region: fields.RegionRef | None = None
    spellings: tuple[Text, ...]
    aliases: tuple[Text, ...] = ()

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every name it has, the usual one first."""
        return (self.name, *self.spellings, *self.aliases)


Named = Region | Sector | Person | Organization

VOCABULARIES: dict[str, type[fields.Identified]] = {
    "regions": Region,
    "sectors": Sector,
    "people": Person,
    "organizations": Organization,
}
