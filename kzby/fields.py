"""The types of fields, and what all entries of a file share: strictness, identity, references."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints

from kzby import dates, figures, terms

LONGEST_QUOTE = 8  # words


@dataclass(frozen=True)
class Ref:
    """Marks a field that holds an id: `to` names what that may be of, `besides` the words that may stand instead."""

    to: tuple[str, ...]
    besides: tuple[str, ...] = ()


def _edtf(text: str) -> str:
    dates.bounds(text)
    return text


def _short(text: str) -> str:
    words = len(text.split())
    if words > LONGEST_QUOTE:
        raise ValueError(f"has {words} words; quote at most {LONGEST_QUOTE}, the shortest phrase that pins the fact")
    return text


def _amount(value: object) -> figures.Amount:
    if not isinstance(value, str):
        raise ValueError("is not a number; write it as printed, for example 62 million")
    return figures.amount(value)


Text = Annotated[str, StringConstraints(min_length=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
PlaceId = Annotated[str, StringConstraints(pattern=r"^([A-Z]{2}(-[A-Z0-9]{1,3})?|[a-z0-9]+(-[a-z0-9]+)*)$")]
Edtf = Annotated[str, AfterValidator(_edtf)]
Year = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]
Quote = Annotated[str, StringConstraints(min_length=1), AfterValidator(_short)]
Amount = Annotated[figures.Amount, BeforeValidator(_amount)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Isic = Annotated[str, StringConstraints(pattern=r"^[A-U]$|^[0-9]{2,4}$")]
HsChapter = Annotated[str, StringConstraints(pattern=r"^[0-9]{2}$")]

RegionRef = Annotated[str, Ref(("region",))]
PersonRef = Annotated[str, Ref(("person",))]
OrganizationRef = Annotated[str, Ref(("organization",))]
SectorRef = Annotated[str, Ref(("sector",))]
ArticleRef = Annotated[str, Ref(("article",))]
MeetingRef = Annotated[str, Ref(("meeting",))]
RecordRef = Annotated[str, Ref(tuple(terms.Kind))]
Party = Annotated[str, Ref(("region", "organization"))]
Speaker = Annotated[str, Ref(("person", "organization"), besides=("article", "parties"))]


class Entry(BaseModel):
    """What every part of a file shares: nothing unknown is accepted, nothing changes after reading."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def references(self) -> Iterator[tuple[tuple[str | int, ...], Ref, str]]:
        """Every id this entry names: its path in the entry, what it may refer to, and the id."""
        for name, field in type(self).model_fields.items():
            value = getattr(self, name)
            if isinstance(value, tuple) and not isinstance(value, figures.Amount):
                for index, one in enumerate(value):
                    if isinstance(one, Entry):
                        yield from (((name, index, *path), ref, id_) for path, ref, id_ in one.references())
                    elif ref := _ref_in(field.annotation):
                        yield (name, index), ref, one
            elif isinstance(value, Entry):
                yield from (((name, *path), ref, id_) for path, ref, id_ in value.references())
            elif value is not None:
                ref = next((mark for mark in field.metadata if isinstance(mark, Ref)), _ref_in(field.annotation))
                if ref and value not in ref.besides:
                    yield (name,), ref, value


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


def _ref_in(annotation: Any) -> Ref | None:
    """The reference mark inside a type such as `tuple[RegionRef, ...]` or `RegionRef | None`."""
    for part in (annotation, *get_args(annotation)):
        for mark in getattr(part, "__metadata__", ()):
            if isinstance(mark, Ref):
                return mark
        if part is not annotation and (found := _ref_in(part)):
            return found
    return None
