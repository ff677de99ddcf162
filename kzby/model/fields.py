"""The types of fields, and what all entries share: strictness, identity, references."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import chain
from typing import Annotated, Any, ClassVar, NamedTuple, Self, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from kzby import __released__
from kzby.errors import Place
from kzby.model import dates, figures, terms


class Ref(NamedTuple):
    """Marks a field that holds an id of some kinds of things, or a word `besides`."""

    to: tuple[str, ...]
    besides: tuple[str, ...] = ()


def _matching(pattern: str, right: str) -> AfterValidator:
    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(f"{text!r} does not fit; write {right}")
        return text

    return AfterValidator(check)


EMPTY = "is empty; give it a value, or leave the field out"
_SHORTEST = "quote at most 8, the shortest phrase that pins the fact"
TODO = "is still to do; decide, and write the value or leave the field out"
_CURRENCIES = ("BYN", "BYR", "CNY", "EUR", "KZT", "RUB", "USD")  # ISO 4217
# how articles print them, in small letters
_MONEY = r"[$€₽₸]|\b(dollars?|euros?|rou?bles?|tenge|yuan|usd|eur|rub|byn|kzt|cny)\b"


def _line(text: str) -> str:
    if not text.strip():
        raise ValueError(EMPTY)
    if re.match(r"TODO\b", text):
        raise ValueError(TODO)
    if "\n" in text or text != text.strip():
        raise ValueError("has several lines, or a space at an end; write it as one line")
    return text


def _unlisted(value: Any) -> Any:
    date = ",".join(map(str, value)) if isinstance(value, list) else ""
    if re.fullmatch("[0-9X?~./,-]+", date):
        raise ValueError(f'must be text; in YAML write it in quotation marks: "[{date}]"')
    return value


def _edtf(text: str) -> str:
    dates.bounds(text)
    return text


def _past(text: str) -> str:
    first, last = dates.bounds(text)
    if not (first and last):
        raise ValueError(f"{text!r} is open; write a day, or the first and the last day it can be")
    if first > max(__released__, date.today().isoformat()):  # a clock may be wrong
        raise ValueError(f"{text!r} is still to come; check the year")
    return text


def _short(text: str) -> str:
    if not any(map(str.isalnum, text)):
        raise ValueError(f"{text!r} has no word; {_SHORTEST}")
    if (words := len(re.findall("[^\\s–—/]+", text))) > 8:
        raise ValueError(f"has {words} words; {_SHORTEST}")
    return text


def _unit(text: str) -> str:
    code = re.match("[A-Z]{3}(?= (?:a|per) |$)", text)
    if code and code[0] in _CURRENCIES:
        return text
    if code or re.search(_MONEY, text.lower()):
        known = f"{', '.join(_CURRENCIES)}; kzby/model/fields.py has the list"
        right = f"a currency as its ISO 4217 code ({known}), and another unit in words"
        raise ValueError(f"{text!r} does not fit; write {right}")
    return text


def _listed(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else [value]


def _few(quotes: tuple[str, ...]) -> tuple[str, ...]:
    if not 1 <= len(quotes) <= 3:
        advice = ", and put one with a comma in quotation marks" * bool(quotes)
        raise ValueError(f"has {len(quotes)} phrases; quote one to three{advice}")
    return quotes


def _number(read: Callable[[str], figures.Amount]) -> BeforeValidator:
    def amount(value: Any) -> figures.Amount:
        if isinstance(value, figures.Amount):
            return value
        return read(value if isinstance(value, str) else "")

    return BeforeValidator(amount)


_SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
_PLACE = f"[A-Z]{{2}}(-[A-Z0-9]{{1,3}})?|{_SLUG}"

Text = Annotated[str, AfterValidator(_line)]
Id = Annotated[str, _matching(_SLUG, "small letters and digits, such as brest-offers-woodworking")]
PlaceId = Annotated[str, _matching(_PLACE, "an ISO 3166 code, or a word like brest-town")]
Edtf = Annotated[Text, BeforeValidator(_unlisted), AfterValidator(_edtf)]
PastEdtf = Annotated[Edtf, AfterValidator(_past)]  # when something was published or changed
PastYear = Annotated[str, _matching("[0-9]{4}", "a year of four digits"), AfterValidator(_past)]
Quote = Annotated[Text, AfterValidator(_short)]
Quotes = Annotated[tuple[Quote, ...], BeforeValidator(_listed), AfterValidator(_few)]
Amount = Annotated[figures.Amount, _number(figures.amount)]
Change = Annotated[figures.Amount, _number(figures.change)]
Sha256 = Annotated[str, _matching("[0-9a-f]{64}", "the 64 digits that sha256sum prints")]
Isic = Annotated[str, _matching("[A-U]|[0-9]{2,4}", "a section or code of ISIC Rev. 4")]
Unit = Annotated[Text, AfterValidator(_unit)]
_CHAPTER = "0[1-9]|[1-8][0-9]|9[0-7]"
HsChapter = Annotated[str, _matching(_CHAPTER, "a chapter of the HS, 01 to 97")]
_HOST = r"https?://[^\W_][\w.-]*(:[0-9]+)?"
Url = Annotated[str, _matching(rf"{_HOST}([/?#]\S*)?", "an address with https://")]
FileName = Annotated[str, _matching(r"(?!\.+$)[^/\\]+", "a file name without a folder")]
Language = Annotated[str, _matching("[a-z]{2}", "an ISO 639-1 code of two letters")]

RegionRef = Annotated[str, Ref(("region",))]
PersonRef = Annotated[str, Ref(("person",))]
OrganizationRef = Annotated[str, Ref(("organization",))]
SectorRef = Annotated[str, Ref(("sector",))]
MeetingRef = Annotated[str, Ref(("meeting",))]
PlanRef = Annotated[str, Ref(("plan", "trade"))]
RecordRef = Annotated[str, Ref(terms.KINDS)]
ChangedRef = Annotated[str, Ref((*terms.KINDS, "retired"))]
SuccessorRef = Annotated[str, Ref((*terms.KINDS, "article", "person", "organization", "sector"))]
SubjectRef = Annotated[str, Ref(("organization", "sector"))]
Party = Annotated[str, Ref(("region", "organization"))]
NOBODY = ("article", "parties")  # speakers without a name
Speaker = Annotated[str, Ref(("person", "organization"), besides=NOBODY)]

# By field: another without which it says nothing.
_NEEDS = {
    "value": "unit", "hedge": "value or change", "change": "change_kind", "change_kind": "change",
    "against": "change", "against_text": "change", "unit_text": "unit", "role_text": "role",
    "increment": "value",
}  # fmt: skip


class Entry(BaseModel):
    """A part of a file, without unknown fields; it never changes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        for field, text in chain(_faults(self.__dict__), self.faults()):
            raise PydanticCustomError("field", "{text}", {"field": field, "text": text})
        return self

    def faults(self) -> Iterable[tuple[str, str]]:
        """The fields that do not go with others of its kind, and what to do about each."""
        return ()

    def references(self) -> Iterator[tuple[Place, Ref, str]]:
        """Every id in this entry: its path, what it may refer to, and the id."""
        return references(type(self), self.__dict__)


def _faults(own: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The fields of any entry that do not go with others, and what to do about each."""
    for name, other in _NEEDS.items():
        if own.get(name) and not any(map(own.get, other.split(" or "))):
            yield name, f"says nothing without {other}; give both, or neither"
    if own.get("hedge") and (value := own.get("value")) and not value.value:
        yield "hedge", "has no meaning with 0; leave it out, or record the words as a remark"
    for name, value in own.items():
        if isinstance(value, tuple):
            yield from repeated(name, (each for each in value if isinstance(each, str)))
    if own.get("retells") and own["retells"] != own["id"]:
        yield "retells", "goes in place of id; leave one of them out"


def repeated(field: str, ids: Iterable[str | None]) -> Iterator[tuple[str, str]]:
    """What a field names again."""
    for id_, number in Counter(filter(None, ids)).items():
        if number > 1:
            yield field, f"names {id_!r} twice; keep one"


def references(scheme: type[Entry], values: Mapping[str, Any]) -> Iterator[tuple[Place, Ref, str]]:
    """Every id in the values of an entry, checked or as they are written in a file."""
    for name, (ref, inner) in contents(scheme).items():
        value: Any = values.get(name)
        is_list = isinstance(value, list | tuple)
        for at, part in enumerate(value if is_list else (value,)):
            path = (name, at) if is_list else (name,)
            if ref and isinstance(part, str) and part not in ref.besides:
                yield path, ref, part
            elif inner and isinstance(part, Entry | Mapping):
                parts = part.__dict__ if isinstance(part, Entry) else part
                for inner_path, inner_ref, id_ in references(inner, parts):
                    yield (*path, *inner_path), inner_ref, id_


@cache
def contents(scheme: type[Entry]) -> dict[str, tuple[Ref | None, type[Entry] | None]]:
    """By field with ids or entries: what the ids refer to, the scheme of the entries."""
    known = {}
    for name, field in scheme.model_fields.items():
        types = (field.annotation, *get_args(field.annotation))
        marks = (field.metadata, *(getattr(part, "__metadata__", ()) for part in types))
        refs = (mark for mark in chain.from_iterable(marks) if isinstance(mark, Ref))
        schemes = (part for part in types if isinstance(part, type) and issubclass(part, Entry))
        ref, inner = next(refs, None), next(schemes, None)
        if ref or inner:
            known[name] = ref, inner
    return known


class Identified(Entry):
    """An entry with an id; `noun` is what it is: `region`, `meeting` ..."""

    noun: ClassVar[str]
    id: Id

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.noun = cls.__name__.lower()
