"""What an article's file may say: its card and its records. A field is a YAML key and a column."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kzby.model import dates, fields, figures, terms
from kzby.model.fields import Text


class Nothing(fields.Entry):
    """A sentence that carries nothing to record, and why."""

    quote: fields.Quote
    why: Text


class Article(fields.Identified):
    """The card of an article: where it is from, how it is dated, which text it is."""

    headline: Text
    publisher: fields.OrganizationRef
    agency: fields.OrganizationRef
    url: fields.Url
    file: fields.FileName | None = None
    sha256: fields.Sha256
    language: fields.Language = "en"
    dateline: Text | None = None
    published: fields.BoundedEdtf
    dating: Text
    nothing: tuple[Nothing, ...] = ()


# By field: another without which it says nothing.
_NEEDS = {
    "value": "unit", "hedge": "value", "change": "change_kind", "change_kind": "change",
    "against": "change", "against_text": "change",
}  # fmt: skip


class Record(fields.Identified):
    """The head that every record has."""

    kind: terms.Kind
    title: Text
    date: fields.Edtf | None = None
    date_text: Text | None = None
    regions: tuple[fields.RegionRef, ...] = ()
    people: tuple[fields.PersonRef, ...] = ()
    organizations: tuple[fields.OrganizationRef, ...] = ()
    sectors: tuple[fields.SectorRef, ...] = ()
    status: terms.Status
    speaker: fields.Speaker
    side: terms.Side | None = None
    said_at: fields.MeetingRef | None = None
    related: tuple[fields.RecordRef, ...] = ()
    quote: fields.Quote
    note: Text | None = None

    def faults(self) -> Iterator[tuple[str, str]]:  # noqa: D102
        yield from super().faults()
        for name, other in _NEEDS.items():
            if getattr(self, name, None) and not getattr(self, other):
                yield name, f"says nothing without {other}; give both, or neither"


class Participant(fields.Entry):
    """Who took part: a named person, an organization, or a role without a name."""

    person: fields.PersonRef | None = None
    organization: fields.OrganizationRef | None = None
    role: Text | None = None
    side: terms.Country | None = None

    def faults(self) -> Iterator[tuple[str, str]]:  # noqa: D102
        yield from super().faults()
        if not (self.person or self.organization or self.role):
            yield "role", "is missing; give a person, an organization or a role"


class Meeting(Record):
    """Something that took place."""

    speaker: fields.Speaker = "article"
    status: Literal["held", "under-way"] = "held"
    form: terms.MeetingForm
    place: fields.RegionRef | None = None
    participants: tuple[Participant, ...] = ()


class Plan(Record):
    """Something announced, promised or expected for later."""

    status: Literal[
        "agreed", "planned", "promised", "offered", "proposed", "invited",
        "requested", "expected", "hoped", "possible",
    ]  # fmt: skip
    place: fields.RegionRef | None = None
    due: fields.Edtf | None = None
    due_text: Text | None = None
    outcome: terms.Outcome | None = None
    fulfilled_by: fields.RecordRef | None = None


class Proposal(Record):
    """One sector in which somebody wants to work together."""

    status: Literal[
        "offered", "proposed", "requested", "expected", "hoped", "possible", "interested"
    ]
    sector: fields.SectorRef
    form: terms.ProposalForm = "cooperation"


class Project(Record):
    """A concrete venture and its stage."""

    status: Literal[
        "held", "under-way", "planned", "offered", "proposed", "expected", "hoped", "possible",
        "reported",
    ]  # fmt: skip
    place: fields.RegionRef | None = None
    stage: terms.Stage


class Agreement(Record):
    """An agreement that exists; one that is hoped for is a plan."""

    date: None = None  # it is `signed`
    status: Literal["signed"] = "signed"
    speaker: fields.Speaker = "article"
    parties: tuple[fields.Party, ...] = ()
    signed: fields.Edtf | None = None
    subject: tuple[Text, ...] = ()
    term: Text | None = None


class Trade(Record):
    """One printed figure of the trade of a region with a partner."""

    date: None = None  # it has a `period`
    date_text: None = None
    status: Literal["reported"] = "reported"
    speaker: fields.Speaker = "article"
    region: fields.RegionRef
    partner: fields.RegionRef
    period: fields.Edtf | None = None
    period_text: Text | None = None
    flow: terms.Flow
    value: fields.Amount | None = None
    unit: Text | None = None
    hedge: terms.Hedge | None = None
    sign: terms.Sign | None = None
    change: fields.Change | None = None
    change_kind: terms.ChangeKind | None = None
    against: fields.Edtf | None = None
    against_text: Text | None = None
    basis: Literal["actual", "target", "forecast"] = "actual"

    def faults(self) -> Iterator[tuple[str, str]]:  # noqa: D102
        yield from super().faults()
        if bool(self.sign) != (self.flow == "balance"):
            yield "sign", "goes with a balance, and every balance has one: surplus or deficit"
        if not (self.value or self.change or self.sign):
            yield "value", "is missing; give a value, a change or the sign of a balance"

    @property
    def figure(self) -> figures.Figure | None:
        """The printed figure with its bounds; a deficit is below zero."""
        figure = self.value and figures.limits(self.value, self.hedge)
        return -figure if figure and self.sign == "deficit" else figure


class Goods(Record):
    """One good that is traded; `hs` is its chapter of the Harmonized System, where certain."""

    status: Literal["reported"] = "reported"
    speaker: fields.Speaker = "article"
    name: Text
    region: fields.RegionRef
    partner: fields.RegionRef
    flow: terms.Direction
    hs: fields.HsChapter | None = None


class Count(Record):
    """Any other number; `of` says what was counted."""

    status: Literal["reported"] = "reported"
    value: fields.Amount | None = None
    low: fields.Amount | None = None
    high: fields.Amount | None = None
    value_text: Text
    unit: Text
    hedge: terms.Hedge | None = None
    of: Text

    def faults(self) -> Iterator[tuple[str, str]]:  # noqa: D102
        yield from super().faults()
        if self.value and (self.low or self.high):
            yield "value", "has its bounds from its hedge; leave out low and high"
        if self.low and self.high and self.low.value > self.high.value:
            yield "high", "is less than low; write the smaller number as low"

    @property
    def figure(self) -> figures.Figure | None:
        """The number with its bounds; None where only bounds are printed."""
        return self.value and figures.limits(self.value, self.hedge, whole=True)


class Remark(Record):
    """A claim or opinion worth keeping."""

    status: Literal["reported"] = "reported"


LINKS = ("said_at", "related", "fulfilled_by")  # from a record to others
OUTCOME = ("outcome", "fulfilled_by")  # what became of a plan: the latest article counts

RECORDS: dict[str, type[Record]] = {
    scheme.noun: scheme
    for scheme in (Meeting, Plan, Proposal, Project, Agreement, Trade, Goods, Count, Remark)
}


@dataclass(frozen=True, slots=True)
class Mention:
    """What one article says of one record, and where."""

    article: Article
    record: Record
    file: str
    line: int

    @property
    def age(self) -> tuple[str, str, str, int]:
        """What orders mentions: the days of publication, the article, the line."""
        earliest, latest = dates.bounds(self.article.published)
        return earliest or "", latest or "", self.article.id, self.line
