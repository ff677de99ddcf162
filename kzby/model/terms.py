"""The closed lists: the words that an article file, a filter and a column may use.

words.toml, beside this file, says what each list is for and what each word means.
"""

from functools import cache
from pathlib import Path
from typing import Literal, get_args

Kind = Literal[
    "meeting", "plan", "proposal", "project", "agreement", "trade", "goods", "count", "remark",
]  # fmt: skip
Status = Literal[
    "held", "under-way", "announced", "signed", "agreed", "planned", "promised", "offered", "proposed",
    "invited", "requested", "expected", "hoped", "possible", "interested", "reported",
]  # fmt: skip
Side = Literal["KZ", "BY", "both"]
Country = Literal["KZ", "BY"]
MeetingForm = Literal[
    "meeting", "visit", "talks", "tour", "ceremony", "forum", "round-table", "exhibition", "event",
]  # fmt: skip
ProposalForm = Literal[
    "cooperation", "joint-venture", "joint-project", "investment-project", "assembly",
    "exchange-of-experience", "training", "land-plots", "agreement",
]  # fmt: skip
AgreementForm = Literal[
    "agreement", "memorandum", "protocol", "contract", "programme", "roadmap", "twinning", "declaration",
]  # fmt: skip
Stage = Literal["idea", "negotiation", "planned", "construction", "operating", "unclear"]
Outcome = Literal["fulfilled", "partly-fulfilled", "late", "moved", "withdrawn", "not-fulfilled"]
Standing = Literal["overdue", "open", "undated"]
Flow = Literal["turnover", "export", "import", "balance", "investment", "contracts"]
Direction = Literal["inward", "outward"]
GoodsFlow = Literal["export", "import"]
Sign = Literal["surplus", "deficit"]
Hedge = Literal["almost", "nearly", "close-to", "about", "over", "up-to", "at-least"]
ChangeKind = Literal["percent", "index", "multiple"]
Basis = Literal["actual", "target", "forecast", "derived"]
DateBasis = Literal["event", "meeting", "report"]
Verdict = Literal["conflict", "revised", "agree"]
Dates = Literal["possible", "likely", "certain"]
Measure = Literal["balance", "base", "share", "change"]
Identity = Literal[
    "turnover = export + import", "sign of the balance", "balance = export - import",
    "growth against a recorded base",
]  # fmt: skip
Consistency = Literal["holds", "fails"]
RegionType = Literal["country", "oblast", "city", "district", "town"]
Extent = Literal["whole", "beginning"]
HeadlineBasis = Literal["address", "opening", "list"]
Claim = Literal["text", "quote", "name", "number", "date"]

KINDS: tuple[Kind, ...] = get_args(Kind)
SIDES: tuple[Side, ...] = get_args(Side)
STATUSES: tuple[Status, ...] = get_args(Status)
HAPPENED: tuple[Status, ...] = ("held", "under-way", "signed", "reported")
TO_COME: tuple[Status, ...] = ("announced", "planned", "expected", "hoped", "possible")
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
DATES: tuple[Dates, ...] = get_args(Dates)
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
CLAIMS: tuple[Claim, ...] = get_args(Claim)


@cache
def meanings() -> dict[str, dict[str, str]]:
    """What each word of each list means, by the names of the lists in this file."""
    import tomllib  # only the codebook and the schemas need it

    return tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
