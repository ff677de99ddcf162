"""One invented meeting and what is said at it, record by record."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from names import Organization, Person, Place
from told import Entry, Field, participants
from trades import FLOWS, Trade

from kzby.model.dates import MONTHS

_FORMS = (
    "meeting",
    "meeting",
    "meeting",
    "visit",
    "talks",
    "tour",
    "forum",
    "round-table",
    "exhibition",
)
_PROPOSED = (
    "cooperation",
    "joint-venture",
    "joint-project",
    "training",
    "exchange-of-experience",
    "land-plots",
)
_GOODS = (
    ("tractors", "87"),
    ("cheese", "04"),
    ("furniture", "94"),
    ("lifts", "84"),
    ("carpets", "57"),
)
_COUNTED = ("joint companies", "students", "delegations", "pilot farms", "dealer centres")
_STAGES = ("idea", "negotiation", "planned", "construction", "operating")


@dataclass(frozen=True)
class Scene:
    """Where two people of two oblasts meet; `trade` is whose trade they speak of, `sector` and `company` what else."""

    rng: Random
    stem: str
    day: date
    home: Place
    guest: Place
    people: tuple[Person, Person]
    company: Organization
    sector: str
    trade: Trade

    def records(self) -> Iterator[Entry]:
        """The meeting, then about three records of what is said at it."""
        yield self._meeting()
        for said in dict.fromkeys(self.rng.choices(_SAID, k=3)):
            yield said(self)
        if self.rng.random() < 0.6:
            for flow in self.rng.sample(FLOWS, self.rng.randint(1, 2)):
                title = f"{flow.capitalize()} of {self.home.name} Oblast, {self.trade.period}"
                quote = f"{flow} of {self.home.name} Oblast"
                yield self.said(
                    f"trade-{flow}", title, quote, **self.trade.told(flow), speaker="article"
                )

    def said(self, kind: str, title: str, quote: str, **own: Field) -> Entry:
        """A record of what is said at the meeting, by one of the two if nobody else is given."""
        head = {"kind": kind.partition("-")[0], "id": f"{self.stem}-{kind}", "title": title}
        about = {
            "regions": [self.home.id, self.guest.id],
            "speaker": self.rng.choice(self.people).id,
        }
        return {**head, **about, "said_at": f"{self.stem}-meeting", **own, "quote": quote}

    def _meeting(self) -> Entry:
        """The meeting; of one in seven the year is not printed."""
        host, guest = self.people
        printed, doubt = (
            f"on {self.day.day} {MONTHS[self.day.month - 1]}",
            "?" if self.rng.random() < 1 / 7 else "",
        )
        return {
            "kind": "meeting",
            "id": f"{self.stem}-meeting",
            "title": f"{host.name} meets {guest.name} of {self.guest.name} Oblast",
            "form": self.rng.choice(_FORMS),
            "place": self.home.id,
            "participants": participants(self.people),
            "date": f"{self.day.year}{doubt}-{self.day:%m-%d}",
            "date_text": printed if doubt else f"{printed} {self.day.year}",
            "regions": [self.home.id, self.guest.id],
            "quote": f"met with {guest.name} {printed}",
        }


def _proposal(scene: Scene) -> Entry:
    title, quote = (
        f"{scene.guest.name} Oblast is interested in {scene.sector}",
        f"interested in {scene.sector}",
    )
    form = scene.rng.choice(_PROPOSED)
    return scene.said("proposal", title, quote, sector=scene.sector, form=form, status="interested")


def _plan(scene: Scene) -> Entry:
    title = f"{scene.home.name} Oblast invites {scene.company.name} to an exhibition"
    due = f"{scene.day.year + 1}-{scene.rng.randint(1, 12):02}"
    return scene.said(
        "plan", title, "invited to come next year", due=due, due_text="next year", status="invited"
    )


def _remark(scene: Scene) -> Entry:
    title = f"{scene.home.name} and {scene.guest.name} are said to be old friends"
    return scene.said("remark", title, "our friendship is old", organizations=[scene.company.id])


def _count(scene: Scene) -> Entry:
    number, counted = scene.rng.randint(2, 900), scene.rng.choice(_COUNTED)
    own = {
        "value": str(number),
        "value_text": str(number),
        "unit": counted,
        "of": f"{counted} in {scene.home.name}",
    }
    return scene.said(
        "count", f"{counted.capitalize()} in {scene.home.name} Oblast", f"{number} {counted}", **own
    )


def _goods(scene: Scene) -> Entry:
    good, chapter = scene.rng.choice(_GOODS)
    own = {
        "region": scene.home.id,
        "partner": scene.guest.side,
        "flow": "export",
        "name": good,
        "hs": chapter,
    }
    return scene.said("goods", f"{scene.home.name} Oblast sells {good}", f"it sells {good}", **own)


def _project(scene: Scene) -> Entry:
    title, stage = f"{scene.company.name} comes to {scene.home.name}", scene.rng.choice(_STAGES)
    own = {"place": scene.home.id, "organizations": [scene.company.id], "status": "planned"}
    return scene.said("project", title, f"{scene.company.name} will come", stage=stage, **own)


def _agreement(scene: Scene) -> Entry:
    signed, own = (
        f"{scene.day.year - 1}",
        {"parties": [scene.home.id, scene.guest.id], "subject": ["trade"]},
    )
    title = f"{scene.home.name} Oblast and {scene.guest.name} Oblast sign an agreement"
    return scene.said(
        "agreement", title, f"signed in {signed}", signed=signed, date_text=f"in {signed}", **own
    )


_SAID: tuple[Callable[[Scene], Entry], ...] = (
    *(_proposal, _proposal, _proposal, _plan, _plan, _remark, _remark, _count),
    *(_goods, _project, _agreement),
)
