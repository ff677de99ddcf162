"""The records that an article's file may hold. A field is a YAML key and a column."""

import re
from collections.abc import Container, Iterator
from itertools import chain
from typing import Any, ClassVar, Literal

from kzby.model import dates, fields, figures, terms
from kzby.model.fields import Text

_LAST = r"(?:[-–]|\b(?:through|until|till|to|by)) ?((?:19|20)[0-9]{2})\b"  # year of a term


class Settled(fields.Entry):
    """What became of an earlier plan, or target of trade."""

    plan: fields.PlanRef
    outcome: terms.Outcome


class Record(fields.Identified):
    """The head that every record has.

    In place of `id`, `retells` names a record of another article's file. Such a retelling has the
    values of the original, but for the fields in `model_fields_set`.
    """

    carries: ClassVar[tuple[str, ...]] = ()  # what it can take from its `context`

    kind: terms.Kind
    retells: fields.RecordRef | None = None
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
    settles: tuple[Settled, ...] = ()
    quote: fields.Quotes
    note: Text | None = None

    @property
    def carried(self) -> list[str]:
        """The fields whose values are those of its `context`."""
        own = self.model_fields_set
        left = [name for name in self.carries if name not in own and getattr(self, name)]
        return left if getattr(self, "context", None) else []

    def as_context(self, scheme: "type[Record]") -> dict[str, Any]:
        """What a record of a kind can take from this one, by field."""
        own = dict(self)
        whose = tuple(filter(None, (own.get("region"), own.get("partner"))))
        own["regions"] = self.regions or whose
        own["date"] = own.get("period") or self.date
        return {name: own[name] for name in scheme.carries if own.get(name)}

    def as_original(self, fields: Container[str]) -> dict[str, Any]:
        """What an article that retells this, and gives some fields itself, takes from it."""
        given = [group for group in STATEMENTS if any(name in fields for name in group)]
        own = {*chain(*given), "kind", "retells", "quote", "note", "settles"}
        return {name: value for name, value in self if name not in own}


class Participant(fields.Entry):
    """Who took part: a named person, an organization, or a role without a name."""

    person: fields.PersonRef | None = None
    organization: fields.OrganizationRef | None = None
    role: Text | None = None
    role_text: Text | None = None
    side: terms.Country | None = None

    def faults(self) -> Iterator[tuple[str, str]]:  # noqa: D102
        if self.person and self.role:
            yield "role", "is that of a person; move it to `titles` on the article's card"
        if not (self.person or self.organization or self.role):
            yield "role", "is missing; give a person, an organization or a role"


class Meeting(Record):
    """Something that took place."""

    speaker: fields.Speaker = "article"
    status: Literal["held", "under-way", "announced"] = "held"
    form: terms.MeetingForm
    place: fields.RegionRef | None = None
    participants: tuple[Participant, ...] = ()

    def faults(self) -> Iterator[tuple[str, str]]:  # noqa: D102
        present = (each.person or each.organization for each in self.participants)
        return fields.repeated("participants", present)


class Plan(Record):
    """Something announced, promised or expected for later."""

    status: Literal[
        "agreed", "planned", "promised", "offered", "proposed", "invited",
        "requested", "expected", "hoped", "possible",
    ]  # fmt: skip
    place: fields.RegionRef | None = None
    due: fields.Edtf | None = None
    due_text: Text | None = None


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
    due: fields.Edtf | None = None
    due_text: Text | None = None

    def faults(self) -> Iterator[tuple[str, str]]:  # noqa: D102
        begun = self.status in ("held", "under-way")
        wrong = {"idea": begun, "operating": not begun and self.status != "reported"}
        if wrong.get(self.stage) and not self.retells:  # which can leave one to the original
            yield "stage", f"is {self.stage!r}, but the status {self.status!r}; check both"


class Agreement(Record):
    """An agreement that exists; one that is hoped for is a plan."""

    date: None = None  # it is `signed`
    status: Literal["signed"] = "signed"
    speaker: fields.Speaker = "article"
    parties: tuple[fields.Party, ...] = ()
    signed: fields.Edtf | None = None
    subject: tuple[Text, ...] = ()
    term: Text | None = None
    form: terms.AgreementForm | None = None
    ends: fields.Edtf | None = None
    ends_text: Text | None = None
    term_text: Text | None = None

    def faults(self) -> Iterator[tuple[str, str]]:  # noqa: D102
        if dates.before(self.ends, self.signed):
            yield "ends", f"is before {self.signed!r}, when it was signed; check both"
        last = re.findall(_LAST, self.term or "")
        differ = self.ends and last and not dates.overlap(self.ends, last[-1])
        if differ and not self.retells:  # articles may contradict each other
            yield "ends", f"is not when {self.term!r} ends; check both"


class Trade(Record):
    """One printed figure of the trade of a region, or of a `subject` in it, with a partner.

    An increment is a further amount, not that of the whole period.
    """

    carries = ("region", "partner", "period")

    date: None = None  # it has a `period`
    date_text: None = None
    status: Literal["reported"] = "reported"
    speaker: fields.Speaker = "article"
    region: fields.RegionRef
    partner: fields.RegionRef | None = None
    period: fields.Edtf | None = None
    period_text: Text | None = None
    flow: terms.Flow
    value: fields.Amount | None = None
    unit: fields.Unit | None = None
    hedge: terms.Hedge | None = None
    sign: terms.Sign | None = None
    change: fields.Change | None = None
    change_kind: terms.ChangeKind | None = None
    against: fields.Edtf | None = None
    against_text: Text | None = None
    basis: Literal["actual", "target", "forecast"] = "actual"
    subject: fields.SubjectRef | None = None
    direction: terms.Direction | None = None
    increment: bool = False
    unit_text: Text | None = None
    context: fields.RecordRef | None = None

    def faults(self) -> Iterator[tuple[str, str]]:  # noqa: D102
        if bool(self.sign) != (self.flow == "balance"):
            yield "sign", "goes with a balance, and every balance has one: surplus or deficit"
        if not (self.value or self.change or self.sign):
            yield "value", "is missing; give a value, a change or the sign of a balance"
        if self.basis == "target" and self.hedge == "up-to":
            yield "hedge", "leaves a target open; a target of up to a number is that number"
        if self.direction and self.flow != "investment":
            yield "direction", "goes with an investment alone; leave it out"
        period, base = dates.window(self.period), dates.window(self.against)
        if period and base and base[1] >= period[0]:
            yield "against", f"is not before {self.period!r}; write the earlier time that is meant"
        if self.change:
            is_percent = self.change_kind == "percent"
            left, amount = self.change.value + 100 * is_percent, self.value and self.value.value
            if left < 0 or (not left and (amount or not is_percent)):
                yield "change", "is a fall of 100 % or more; check it and its kind"

    @property
    def figure(self) -> figures.Figure | None:
        """The printed figure with its bounds; a deficit is below zero."""
        figure = self.value and figures.limits(self.value, self.hedge)
        return -figure if figure and self.sign == "deficit" else figure


class Goods(Record):
    """One good that is traded; `hs` is its chapter of the Harmonized System, where certain."""

    carries = ("region", "partner", "date")

    status: Literal["reported"] = "reported"
    speaker: fields.Speaker = "article"
    name: Text
    region: fields.RegionRef
    partner: fields.RegionRef | None = None
    flow: terms.GoodsFlow
    hs: fields.HsChapter | None = None
    subject: fields.SubjectRef | None = None
    name_text: Text | None = None
    context: fields.RecordRef | None = None


class Count(Record):
    """Any other number; `of` says what was counted."""

    carries = ("regions", "date")

    status: Literal["reported"] = "reported"
    value: fields.Amount | None = None
    low: fields.Amount | None = None
    high: fields.Amount | None = None
    value_text: Text
    unit: fields.Unit
    hedge: terms.Hedge | None = None
    of: Text
    subject: fields.SubjectRef | None = None
    unit_text: Text | None = None
    context: fields.RecordRef | None = None

    def faults(self) -> Iterator[tuple[str, str]]:  # noqa: D102
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


LINKS = ("said_at", "related", "settles", "context", "retells")  # from a record to others

# Fields that are one statement: an article that gives one of them gives all it has.
STATEMENTS = (
    ("date", "signed", "date_text"), ("period", "period_text"), ("due", "due_text"),
    ("ends", "ends_text"), ("term", "term_text"), ("name", "name_text"), ("speaker", "side"),
    ("change", "change_kind", "against", "against_text"),
    ("value", "low", "high", "value_text", "unit", "unit_text", "hedge", "sign"),
)  # fmt: skip

RECORDS: dict[str, type[Record]] = {
    scheme.noun: scheme
    for scheme in (Meeting, Plan, Proposal, Project, Agreement, Trade, Goods, Count, Remark)
}
