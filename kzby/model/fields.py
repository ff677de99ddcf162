"""The types of fields, and what all entries of a file share: strictness, identity, references."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, Self, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from kzby.errors import Place
from kzby.model import dates, figures, terms

LONGEST_QUOTE = 8  # words


@dataclass(frozen=True)
class Ref:
    """Marks a field that holds an id: `to` names what that may be of, `besides` the words that may stand instead."""

    to: tuple[str, ...]
    besides: tuple[str, ...] = ()


def wrong(field: str, text: str) -> PydanticCustomError:
    """What a check of several fields raises: the field to mend, and what is wrong with it."""
    return PydanticCustomError("field", "{text}", {"field": field, "text": text})


def _matching(pattern: str, right: str) -> AfterValidator:
    whole = re.compile(pattern)

    def check(text: str) -> str:
        if not whole.fullmatch(text):
            raise ValueError(f"{text!r} does not fit; write {right}")
        return text

    return AfterValidator(check)


def _line(text: str) -> str:
    if "\n" in text:
        raise ValueError("has several lines; write it as one")
    if text != text.strip():
        raise ValueError(
            "begins or ends with a space; remove it"
            if text.strip()
            else "is blank; give it a value"
        )
    return text


def _edtf(text: str) -> str:
    dates.bounds(text)
    return text


def _bounded(text: str) -> str:
    if None in dates.bounds(text):
        raise ValueError(f"{text!r} is open; write a day, or the first and the last day it can be")
    return text


def _short(text: str) -> str:
    words = len(text.split())
    if words > LONGEST_QUOTE:
        raise ValueError(
            f"has {words} words; quote at most {LONGEST_QUOTE}, the shortest phrase that pins the fact"
        )
    return text


def _read(reader: Callable[[str], figures.Amount]) -> BeforeValidator:
    def read(value: object) -> figures.Amount:
        if not isinstance(value, str):
            raise ValueError("is not a number; write it as printed, for example 62 million")
        return reader(value)

    return BeforeValidator(read)


_SLUG = "[a-z0-9]+(-[a-z0-9]+)*"

Text = Annotated[str, StringConstraints(min_length=1), AfterValidator(_line)]
Id = Annotated[
    str,
    _matching(
        _SLUG, "small letters and digits joined by hyphens, for example brest-offers-woodworking"
    ),
]
PlaceId = Annotated[
    str,
    _matching(
        f"[A-Z]{{2}}(-[A-Z0-9]{{1,3}})?|{_SLUG}", "an ISO 3166 code, or a word like brest-town"
    ),
]
Edtf = Annotated[str, AfterValidator(_line), AfterValidator(_edtf)]
BoundedEdtf = Annotated[Edtf, AfterValidator(_bounded)]
Year = Annotated[str, _matching("[0-9]{4}", "a year of four digits")]
Quote = Annotated[
    str, StringConstraints(min_length=1), AfterValidator(_line), AfterValidator(_short)
]
Amount = Annotated[figures.Amount, _read(figures.amount)]
Change = Annotated[figures.Amount, _read(figures.change)]
Sha256 = Annotated[
    str, _matching("[0-9a-f]{64}", "the 64 hexadecimal digits that sha256sum prints")
]
Isic = Annotated[
    str,
    _matching("[A-U]|[0-9]{2,4}", "an ISIC Rev. 4 code: a section letter or two to four digits"),
]
HsChapter = Annotated[
    str, _matching("[0-9]{2}", "the two digits of a chapter of the Harmonized System")
]
Url = Annotated[str, _matching(r"https?://\S+", "the full address, beginning with https://")]
FileName = Annotated[str, _matching(r"[^/\\]+", "a file name without a folder")]
Language = Annotated[str, _matching("[a-z]{2}", "an ISO 639-1 code of two letters")]

Country = Literal["KZ", "BY"]

RegionRef = Annotated[str, Ref(("region",))]
PersonRef = Annotated[str, Ref(("person",))]
OrganizationRef = Annotated[str, Ref(("organization",))]
SectorRef = Annotated[str, Ref(("sector",))]
ArticleRef = Annotated[str, Ref(("article",))]
MeetingRef = Annotated[str, Ref(("meeting",))]
RecordRef = Annotated[str, Ref(terms.KINDS)]
Party = Annotated[str, Ref(("region", "organization"))]
Speaker = Annotated[str, Ref(("person", "organization"), besides=("article", "parties"))]


class Entry(BaseModel):
    """What every part of a file shares: nothing unknown is accepted, nothing stands twice, nothing changes later."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        for name, value in self.__dict__.items():
            if (
                type(value) is tuple and len(value) > 1
            ):  # printed numbers are tuples of another type
                twice = [one for one in value if value.count(one) > 1]
                if twice and isinstance(twice[0], str):
                    raise wrong(name, f"has {twice[0]!r} twice; keep one")
        return self

    def references(self) -> Iterator[tuple[Place, Ref, str]]:
        """Every id this entry names: its path in the entry, what it may refer to, and the id."""
        return references(type(self), self.__dict__)


def references(scheme: type[Entry], values: Mapping[str, Any]) -> Iterator[tuple[Place, Ref, str]]:
    """Every id that the values of an entry name, checked or as they are written in a file."""
    for name, (ref, inner) in _reference_fields(scheme).items():
        for path, one in _each(name, values.get(name)):
            if inner and isinstance(one, Entry | Mapping):
                nested = references(inner, one if isinstance(one, Mapping) else one.__dict__)
                yield from (((*path, *rest), nested_ref, id_) for rest, nested_ref, id_ in nested)
            elif ref and isinstance(one, str) and one not in ref.besides:
                yield path, ref, one


def _each(name: str, value: Any) -> list[tuple[Place, Any]]:
    if value is None:
        return []
    if isinstance(value, list | tuple):
        return [((name, at), one) for at, one in enumerate(value)]
    return [((name,), value)]


@cache
def _reference_fields(scheme: type[Entry]) -> dict[str, tuple[Ref | None, type[Entry] | None]]:
    """The fields that hold ids, with what these may refer to, and those that hold entries, with their scheme."""
    found: dict[str, tuple[Ref | None, type[Entry] | None]] = {}
    for name, field in scheme.model_fields.items():
        parts = [*field.metadata, *parts_of(field.annotation)]
        ref = next((part for part in parts if isinstance(part, Ref)), None)
        inner = next(
            (part for part in parts if isinstance(part, type) and issubclass(part, Entry)), None
        )
        if ref or inner:
            found[name] = ref, inner
    return found


def parts_of(annotation: Any) -> Iterator[Any]:
    """A type, what it is made of, and the marks on these."""
    yield annotation
    yield from getattr(annotation, "__metadata__", ())
    for part in get_args(annotation):
        yield from parts_of(part)


class Identified(Entry):
    """An entry that others can refer to by its id; `noun` is what it is called in problems and references."""

    NOUN: ClassVar[str]
    id: Id

    @property
    def noun(self) -> str:
        """What kind of thing it is: `region`, `article`, `meeting` ..."""
        return self.NOUN


class Nested(Identified):
    """An entry that may lie within another of its kind."""

    within: str | None = None
