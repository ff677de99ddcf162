"""What an article's file may say: its card, and the records, in one definition.

The field names are the YAML keys, the column names and the JSON keys.
"""

from dataclasses import dataclass
from typing import ClassVar, Literal, Self

from pydantic import model_validator

from kzby.model import dates, figures, terms
from kzby.model.fields import (
    Amount,
    BoundedEdtf,
    Change,
    Country,
    Edtf,
    Entry,
    FileName,
    HsChapter,
    Identified,
    Language,
    MeetingRef,
    OrganizationRef,
    Party,
    PersonRef,
    Quote,
    RecordRef,
    RegionRef,
    SectorRef,
    Sha256,
    Speaker,
    Text,
    Url,
    wrong,
)


class Nothing(Entry):
    """A sentence of the article that carries nothing to record, and why."""

    quote: Quote
    why: Text


class Article(Identified):
    """The card of an article: where it is from, how it is dated, which text it is."""

    NOUN = "article"
    headline: Text
    publisher: OrganizationRef
    agency: OrganizationRef
    url: Url
    file: FileName | None = None
    sha256: Sha256
    language: Language = "en"
    dateline: Text | None = None
    published: BoundedEdtf
    dating: Text
    nothing: tuple[Nothing, ...] = ()


class Record(Identified):
    """The head that every record has; its own fields follow in the classes below."""

    STATUSES: ClassVar[frozenset[terms.Status]]

    kind: terms.Kind
    title: Text
    date: Edtf | None = None
    date_text: Text | None = None
    regions: tuple[RegionRef, ...] = ()
    people: tuple[PersonRef, ...] = ()
    organizations: tuple[OrganizationRef, ...] = ()
    sectors: tuple[SectorRef, ...] = ()
    status: terms.Status
    speaker: Speaker
    side: terms.Side | None = None
    said_at: MeetingRef | None = None
    related: tuple[RecordRef, ...] = ()
    quote: Quote
    note: Text | None = None

    @property
    def noun(self) -> str:
        """The kind of the record."""
        return self.kind

    @model_validator(mode="after")
    def _status_fits(self) -> Self:
        if self.status not in self.STATUSES:
            right = ", ".join(status for status in terms.STATUSES if status in self.STATUSES)
            raise wrong(
                "status", f"a {self.kind} cannot be {str(self.status)!r}; write one of {right}"
            )
        return self


def _statuses(*statuses: terms.Status) -> frozenset[terms.Status]:
    return frozenset(statuses)


class Participant(Entry):
    """Who took part: a named person, an organization, or a role without a name."""

    person: PersonRef | None = None
    organization: OrganizationRef | None = None
    role: Text | None = None
    side: Country | None = None

    @model_validator(mode="after")
    def _is_somebody(self) -> Self:
        if not (self.person or self.organization or self.role):
            raise ValueError("names nobody; give a person, an organization or a role")
        return self


class Meeting(Record):
    """Anything that took place: a meeting, visit, talks, tour, ceremony, forum, round table, exhibition."""

    STATUSES = _statuses("held", "under-way")
    speaker: Speaker = "article"
    status: terms.Status = "held"
    form: terms.MeetingForm
    place: RegionRef | None = None
    participants: tuple[Participant, ...] = ()


class Plan(Record):
    """Anything announced, invited, proposed, promised or expected for later."""

    STATUSES = _statuses(
        "agreed", "planned", "promised", "offered", "proposed", "invited",
        "requested", "expected", "hoped", "possible",
    )  # fmt: skip
    place: RegionRef | None = None
    due: Edtf | None = None
    due_text: Text | None = None
    outcome: terms.Outcome | None = None
    fulfilled_by: RecordRef | None = None


class Proposal(Record):
    """One sector in which somebody wants to work together."""

    STATUSES = _statuses(
        "interested", "proposed", "offered", "requested", "expected", "hoped", "possible"
    )  # fmt: skip
    sector: SectorRef
    form: terms.ProposalForm = "cooperation"


class Project(Record):
    """A concrete venture and its stage."""

    STATUSES = _statuses(
        "held",
        "under-way",
        "planned",
        "offered",
        "proposed",
        "expected",
        "hoped",
        "possible",
    )
    place: RegionRef | None = None
    stage: terms.Stage


class Agreement(Record):
    """An agreement that exists: who with whom, since when, on what; one that is hoped for is a plan."""

    STATUSES = _statuses("signed")
    status: terms.Status = "signed"
    speaker: Speaker = "article"
    parties: tuple[Party, ...] = ()
    signed: Edtf | None = None
    subject: tuple[Text, ...] = ()
    term: Text | None = None

    @model_validator(mode="after")
    def _signing_dates_it(self) -> Self:
        if self.date:
            raise wrong("date", "an agreement is dated by its signing; write signed")
        return self


class Trade(Record):
    """One printed figure of the trade of a region with a partner, in the window `period`."""

    STATUSES = _statuses("reported")
    status: terms.Status = "reported"
    speaker: Speaker = "article"
    region: RegionRef
    partner: RegionRef
    period: Edtf | None = None
    period_text: Text | None = None
    flow: terms.Flow
    value: Amount | None = None
    unit: Text | None = None
    hedge: terms.Hedge | None = None
    sign: terms.Sign | None = None
    change: Change | None = None
    change_kind: terms.ChangeKind | None = None
    against: Edtf | None = None
    against_text: Text | None = None
    basis: Literal["actual", "target", "forecast"] = "actual"

    @model_validator(mode="after")
    def _figure_is_whole(self) -> Self:
        if self.date or self.date_text:
            raise wrong(
                "date" if self.date else "date_text",
                "a figure has a period; write period and period_text",
            )
        if self.value is not None and self.unit is None:
            raise wrong("unit", "is missing; a value needs one, for example USD")
        if (self.change is None) != (self.change_kind is None):
            raise wrong("change_kind", "goes with change; give both or neither")
        if (self.sign is None) == (self.flow == "balance"):
            raise wrong(
                "sign", "goes with a balance, and every balance has one: surplus or deficit"
            )
        if self.hedge and self.value is None:
            raise wrong("hedge", "softens a value; give the value, or leave the hedge out")
        if self.change is None and (self.against or self.against_text):
            raise wrong(
                "against" if self.against else "against_text",
                "goes with a change; give the change too",
            )
        if self.value is None and self.change is None and self.sign is None:
            raise wrong("value", "is missing; give a value, a change or the sign of a balance")
        return self

    @property
    def figure(self) -> figures.Figure | None:
        """The printed figure with its bounds; that of a deficit is below zero."""
        if self.value is None:
            return None
        figure = figures.limits(self.value, self.hedge)
        return -figure if self.sign == "deficit" else figure


class Goods(Record):
    """One good that is traded, and which way; `hs` is its chapter of the Harmonized System where certain."""

    STATUSES = _statuses("reported")
    status: terms.Status = "reported"
    speaker: Speaker = "article"
    name: Text
    region: RegionRef
    partner: RegionRef
    flow: terms.Direction
    hs: HsChapter | None = None


class Count(Record):
    """Any other number: of companies, visits, projects; `of` says what was counted."""

    STATUSES = _statuses("reported")
    status: terms.Status = "reported"
    value: Amount | None = None
    low: Amount | None = None
    high: Amount | None = None
    value_text: Text
    unit: Text
    hedge: terms.Hedge | None = None
    of: Text

    @model_validator(mode="after")
    def _bounds_fit(self) -> Self:
        if self.value and (self.low or self.high):
            raise wrong(
                "low" if self.low else "high",
                "stands beside a value; the hedge gives the value its bounds",
            )
        if self.low and self.high and self.low.value > self.high.value:
            raise wrong("high", "is less than low; write the smaller number as low")
        if self.hedge and not self.value:
            raise wrong("hedge", "softens a value; give the value, or leave the hedge out")
        return self

    @property
    def figure(self) -> figures.Figure | None:
        """The printed number with its bounds; None where only bounds are printed."""
        return self.value and figures.limits(self.value, self.hedge, whole=True)


class Remark(Record):
    """A claim or opinion worth keeping."""

    STATUSES = _statuses("reported")
    status: terms.Status = "reported"


LINKS = ("said_at", "related", "fulfilled_by")  # the fields that lead from a record to others
OUTCOME = (
    "outcome",
    "fulfilled_by",
)  # the fields that tell what became of a plan; of these the latest article counts

RECORDS: dict[str, type[Record]] = {
    "meeting": Meeting,
    "plan": Plan,
    "proposal": Proposal,
    "project": Project,
    "agreement": Agreement,
    "trade": Trade,
    "goods": Goods,
    "count": Count,
    "remark": Remark,
}


@dataclass(frozen=True)
class Mention:
    """What one article says of one record; `file` (within the folder) and `line` say where that is written."""

    article: Article
    record: Record
    file: str
    line: int

    @property
    def age(self) -> tuple[str, str, str, int]:
        """What orders mentions: the days of publication, then the article, then the line."""
        earliest, latest = dates.bounds(self.article.published)
        return earliest or "", latest or "", self.article.id, self.line
