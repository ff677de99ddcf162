"""The closed word lists of the dataset; what an article file, a filter and a column may say."""

from enum import StrEnum


class Kind(StrEnum):
    """What a record is."""

    MEETING = "meeting"
    PLAN = "plan"
    PROPOSAL = "proposal"
    PROJECT = "project"
    AGREEMENT = "agreement"
    TRADE = "trade"
    GOODS = "goods"
    COUNT = "count"
    REMARK = "remark"


class View(StrEnum):
    """What can be asked for; each is a view of the database."""

    MEETINGS = "meetings"
    SECTORS = "sectors"
    PROPOSALS = "proposals"
    TRADE = "trade"
    DERIVED = "derived"
    RECONCILIATION = "reconciliation"
    GOODS = "goods"
    PLANS = "plans"
    PROJECTS = "projects"
    AGREEMENTS = "agreements"
    TIMELINE = "timeline"
    RECORDS = "records"
    PEOPLE = "people"
    ORGANIZATIONS = "organizations"
    REGIONS = "regions"
    ARTICLES = "articles"
    REMARKS = "remarks"
    COUNTS = "counts"
    CONFLICTS = "conflicts"


class Status(StrEnum):
    """How far a thing has come, in the article's own terms."""

    HELD = "held"
    UNDER_WAY = "under-way"
    SIGNED = "signed"
    AGREED = "agreed"
    PLANNED = "planned"
    PROMISED = "promised"
    OFFERED = "offered"
    PROPOSED = "proposed"
    INVITED = "invited"
    REQUESTED = "requested"
    EXPECTED = "expected"
    HOPED = "hoped"
    POSSIBLE = "possible"
    INTERESTED = "interested"
    REPORTED = "reported"


class Side(StrEnum):
    """The country that speaks or acts: ISO 3166-1 codes, or both together."""

    KZ = "KZ"
    BY = "BY"
    BOTH = "both"


class MeetingForm(StrEnum):
    """What took place."""

    MEETING = "meeting"
    VISIT = "visit"
    TALKS = "talks"
    TOUR = "tour"
    CEREMONY = "ceremony"
    FORUM = "forum"
    ROUND_TABLE = "round-table"
    EXHIBITION = "exhibition"
    EVENT = "event"


class ProposalForm(StrEnum):
    """The form of cooperation that a proposal names; `cooperation` where it names none."""

    COOPERATION = "cooperation"
    JOINT_VENTURE = "joint-venture"
    JOINT_PROJECT = "joint-project"
    INVESTMENT_PROJECT = "investment-project"
    ASSEMBLY = "assembly"
    EXCHANGE_OF_EXPERIENCE = "exchange-of-experience"
    TRAINING = "training"
    LAND_PLOTS = "land-plots"
    AGREEMENT = "agreement"


class Stage(StrEnum):
    """How far a project has come."""

    IDEA = "idea"
    NEGOTIATION = "negotiation"
    PLANNED = "planned"
    CONSTRUCTION = "construction"
    OPERATING = "operating"
    UNCLEAR = "unclear"


class Outcome(StrEnum):
    """What became of a plan."""

    FULFILLED = "fulfilled"
    PARTLY_FULFILLED = "partly-fulfilled"
    NOT_FULFILLED = "not-fulfilled"


class Flow(StrEnum):
    """What a figure measures, seen from its region: export goes from the region to the partner."""

    TURNOVER = "turnover"
    EXPORT = "export"
    IMPORT = "import"
    BALANCE = "balance"
    INVESTMENT = "investment"
    CONTRACTS = "contracts"


class Direction(StrEnum):
    """Which way goods go, seen from their region."""

    EXPORT = "export"
    IMPORT = "import"


class Sign(StrEnum):
    """A balance that is told without its amount."""

    SURPLUS = "surplus"
    DEFICIT = "deficit"


class Hedge(StrEnum):
    """The word that softens a printed number."""

    ALMOST = "almost"
    NEARLY = "nearly"
    CLOSE_TO = "close-to"
    ABOUT = "about"
    OVER = "over"
    UP_TO = "up-to"
    AT_LEAST = "at-least"


class ChangeKind(StrEnum):
    """How a change is told: by 72.5 per cent; to 107.5 per cent of the base; to 1.4 times the base."""

    PERCENT = "percent"
    INDEX = "index"
    MULTIPLE = "multiple"


class Basis(StrEnum):
    """Whether a figure was measured, is aimed at or foreseen, or was computed from others."""

    ACTUAL = "actual"
    TARGET = "target"
    FORECAST = "forecast"
    DERIVED = "derived"


class Verdict(StrEnum):
    """How the values that articles give for one field go together, the gravest first."""

    CONFLICT = "conflict"
    REVISED = "revised"
    AGREE = "agree"


class Dates(StrEnum):
    """Which dates a filter by date lets in: those that can lie within it, or only those that are sure to."""

    POSSIBLE = "possible"
    CERTAIN = "certain"


class Measure(StrEnum):
    """What a derived figure is: export less import, what a change started from, a part of a whole, a rate of change."""

    BALANCE = "balance"
    BASE = "base"
    SHARE = "share"
    CHANGE = "change"


class Identity(StrEnum):
    """What must hold between figures of one trade, if all of them are right."""

    TURNOVER = "turnover = export + import"
    SIGN = "sign of the balance"
    BALANCE = "balance = export - import"
    GROWTH = "growth against a recorded base"


class Consistency(StrEnum):
    """Whether an identity can hold within the bounds of the figures."""

    HOLDS = "holds"
    FAILS = "fails"


class RegionType(StrEnum):
    """What a place is; a city is first-level (Minsk, Astana), a town lies in an oblast."""

    COUNTRY = "country"
    OBLAST = "oblast"
    CITY = "city"
    DISTRICT = "district"
    TOWN = "town"


class Claim(StrEnum):
    """What a dataset claims of its sources, and what can be proven of it."""

    TEXT = "text"
    QUOTE = "quote"
    NAME = "name"
    NUMBER = "number"
    DATE = "date"
