"""The closed lists: the words that an article file, a filter and a column may use.

words.toml, beside this file, says what each word means.
"""

from typing import Literal, get_args

# What a record is.
Kind = Literal[
    "meeting", "plan", "proposal", "project", "agreement", "trade", "goods", "count", "remark"
]
# How far a thing has come, in the article's own terms.
Status = Literal[
    "held",
    "under-way",
    "signed",
    "agreed",
    "planned",
    "promised",
    "offered",
    "proposed",
    "invited",
    "requested",
    "expected",
    "hoped",
    "possible",
    "interested",
    "reported",
]
# The country that speaks or acts: ISO 3166-1 codes, or both together.
Side = Literal["KZ", "BY", "both"]
# A country, by its ISO 3166-1 code.
Country = Literal["KZ", "BY"]
# What took place.
MeetingForm = Literal[
    "meeting", "visit", "talks", "tour", "ceremony", "forum", "round-table", "exhibition", "event"
]
# The form of cooperation that a proposal names; `cooperation` where it names none.
ProposalForm = Literal[
    "cooperation",
    "joint-venture",
    "joint-project",
    "investment-project",
    "assembly",
    "exchange-of-experience",
    "training",
    "land-plots",
    "agreement",
]
# How far a project has come.
Stage = Literal["idea", "negotiation", "planned", "construction", "operating", "unclear"]
# What became of a plan.
Outcome = Literal["fulfilled", "partly-fulfilled", "not-fulfilled"]
# What a figure measures, seen from its region: export goes from the region to the partner.
Flow = Literal["turnover", "export", "import", "balance", "investment", "contracts"]
# Which way goods go, seen from their region.
Direction = Literal["export", "import"]
# A balance that is told without its amount.
Sign = Literal["surplus", "deficit"]
# The word that softens a printed number.
Hedge = Literal["almost", "nearly", "close-to", "about", "over", "up-to", "at-least"]
# How a change is told: by 72.5 per cent; to 107.5 per cent of the base; to 1.4 times the base.
ChangeKind = Literal["percent", "index", "multiple"]
# Whether a figure was measured, is aimed at or foreseen, or was computed from others.
Basis = Literal["actual", "target", "forecast", "derived"]
# How the values that articles give for one field go together, the gravest first.
Verdict = Literal["conflict", "revised", "agree"]
# Which dates a filter by date lets in: those that can lie within it, or only those that are sure to.
Dates = Literal["possible", "certain"]
# What a derived figure is: export less import, what a change started from, a part of a whole, a rate of change.
Measure = Literal["balance", "base", "share", "change"]
# What must hold between figures of one trade, if all of them are right.
Identity = Literal[
    "turnover = export + import",
    "sign of the balance",
    "balance = export - import",
    "growth against a recorded base",
]
# Whether an identity can hold within the bounds of the figures.
Consistency = Literal["holds", "fails"]
# What a place is; a city is first-level (Minsk, Astana), a town lies in an oblast.
RegionType = Literal["country", "oblast", "city", "district", "town"]
# What a dataset claims of its sources, and what can be proven of it.
Claim = Literal["text", "quote", "name", "number", "date"]

KINDS: tuple[Kind, ...] = get_args(Kind)
FLOWS: tuple[Flow, ...] = get_args(Flow)
SIGNS: tuple[Sign, ...] = get_args(Sign)
SIDES: tuple[Side, ...] = get_args(Side)
STATUSES: tuple[Status, ...] = get_args(Status)
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
MEASURES: tuple[Measure, ...] = get_args(Measure)
IDENTITIES: tuple[Identity, ...] = get_args(Identity)
CLAIMS: tuple[Claim, ...] = get_args(Claim)
