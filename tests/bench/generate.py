"""Writes a folder of invented articles of any size: python tests/bench/generate.py FOLDER MEETINGS.

Oblasts and sectors are those of data/; people, companies, agencies and all that they do are
made up. An article reports two to five meetings, with about 3.4 other records for each. Every
sixth article also repeats a meeting of the article before, a day earlier: a conflict.
"""

import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from itertools import cycle, product
from math import ceil, isqrt
from pathlib import Path
from random import Random
from typing import Any

import yaml

DATA = Path(__file__).parents[2] / "data"
VOCABULARIES = ("regions.yaml", "sectors.yaml")
FIRST_DAY, DAYS = date(2005, 1, 10), 7280
MEETINGS = (2, 3, 4, 5)  # of an article, in turn

SYLLABLES = re.findall("..", "zamutekodriluvonegabirotiseruda")
ROLES = ("governor", "deputy governor", "ambassador", "head of department", "director")
BODIES = ("Dairy Works", "Lift Plant", "Logistics Centre", "Chamber of Trade", "Polytechnic")
MEETING_FORMS = ("meeting", "meeting", "meeting", "visit", "talks", "tour", "forum")
PROPOSAL_FORMS = ("cooperation", "joint-venture", "joint-project", "training", "land-plots")
STAGES = ("idea", "negotiation", "planned", "construction", "operating")
COUNTED = ("joint companies", "students", "delegations", "pilot farms", "dealer centres")
GOODS = (("tractors", "87"), ("cheese", "04"), ("furniture", "94"), ("lifts", "84"))
FLOWS = ("turnover", "export", "import")
PERIODS = {"": 1.0, "-01/{}-10": 0.82, "-01/{}-07": 0.57, "-01/{}-03": 0.23}  # share of the year
HEDGES = ("", "", "", "", "almost", "about", "over")

BREST = "meetings --region Brest"
QUESTIONS = (  # that find rows in a dataset of any size
    *("meetings", "timeline", "trade", "proposals", "sectors", "regions", "people"),
    *("organizations", "articles", "conflicts", "plans", "show BY", "search oblast", BREST),
    *("meetings --since 2014 --until 2015", "meetings --format json", "meetings --format csv"),
)

Entry = dict[str, Any]


@dataclass(frozen=True)
class Named:
    """A person, company or agency; `description` is the person's role or the body's type."""

    name: str
    side: str
    description: str

    @property
    def id(self) -> str:
        """The name as ids spell it."""
        return self.name.lower().replace(" ", "-")

    def entry(self, **own: Any) -> Entry:
        """The entry in people.yaml or organizations.yaml."""
        head = {"id": self.id, "name": self.name, "side": self.side}
        return {**head, "spellings": [self.name], **own}


class World:
    """The people, bodies, oblasts and sectors of one dataset, and the dice."""

    def __init__(self, meetings: int) -> None:
        self.dice = dice = Random(1)  # noqa: S311
        self.articles = ceil(meetings * len(MEETINGS) / sum(MEETINGS))
        regions, sectors = (yaml.safe_load((DATA / name).read_bytes()) for name in VOCABULARIES)
        oblasts = [region for region in regions if region["type"] == "oblast"]
        self.hosts = [oblast for oblast in oblasts if oblast["within"] == "BY"]
        self.guests = [oblast for oblast in oblasts if oblast["within"] == "KZ"]
        self.sectors = [sector["id"] for sector in sectors]
        people, companies, agencies = 5 * isqrt(meetings), 2 * isqrt(meetings), 5
        all_words = ["".join(parts).title() for parts in product(SYLLABLES, repeat=3)]
        words = iter(dice.sample(all_words, people + companies + agencies))
        sides = cycle(("BY", "KZ"))
        self.people = [
            Named(f"{dice.choice(SYLLABLES).title()} {next(words)}", next(sides), role)
            for role in dice.choices(ROLES, k=people)
        ]
        self.companies = [
            Named(f"{next(words)} {body}", next(sides), "company")
            for body in dice.choices(BODIES, k=companies)
        ]
        self.agencies = [Named(f"{word} News", next(sides), "news agency") for word in words]

    def scenes(self, number: int, meetings: int) -> list["Scene"]:
        """The meetings of one article: two oblasts, a meeting a day."""
        host, guest = self.hosts[number % len(self.hosts)], self.dice.choice(self.guests)
        first_day = FIRST_DAY + timedelta(days=number * DAYS // self.articles)
        return [
            Scene(
                self.dice,
                stem=f"{host['id'].lower()}-{number}-{index}",
                day=first_day + timedelta(days=index),
                host=host,
                guest=guest,
                people=self.dice.sample(self.people, 2),
                company=self.dice.choice(self.companies),
                sector=self.dice.choice(self.sectors),
            )
            for index in range(meetings)
        ]

    def card(self, scenes: list["Scene"]) -> Entry:
        """The card of the article about these meetings."""
        published, scene = scenes[-1].day + timedelta(days=1), scenes[0]
        id_ = f"{published}-{scene.stem}"
        publisher, agency = self.dice.choices(self.agencies, k=2)
        return {
            "id": id_,
            "headline": f"{scene.host['name']} and {scene.guest['name']} move closer",
            "publisher": publisher.id,
            "agency": agency.id,
            "url": f"https://news.example/{id_}",
            "sha256": sha256(id_.encode()).hexdigest(),
            "language": "en",
            "published": str(published),
            "dating": "The day is printed on the page.",
            "titles": [
                {"person": person.id, "title": person.description}
                for scene in scenes
                for person in scene.people
            ],
        }


@dataclass(frozen=True)
class Scene:
    """One meeting: when, between whom, and what else is talked about."""

    dice: Random
    stem: str
    day: date
    host: Entry
    guest: Entry
    people: list[Named]
    company: Named
    sector: str

    def records(self) -> Iterator[Entry]:
        """The meeting, one to three records of what was said, and often figures of trade."""
        yield self.meeting()
        said = self.said()
        for index in set(self.dice.choices(range(len(said)), [3, 2, 2, 1, 1, 1, 1], k=3)):
            yield said[index]
        if self.dice.random() < 0.6:
            yield from self.trade()

    def meeting(self) -> Entry:
        """The meeting itself; the year of one in seven is not printed."""
        host, guest = self.people
        printed, inferred = f"on {self.day.day} {self.day:%B}", self.dice.random() < 1 / 7
        return {
            "kind": "meeting",
            "id": f"{self.stem}-meeting",
            "title": f"{host.name} meets {guest.name} of {self.guest['name']}",
            "form": self.dice.choice(MEETING_FORMS),
            "place": self.host["id"],
            "participants": [{"person": who.id} for who in self.people],
            "date": f"{self.day:%Y}{'?' if inferred else ''}-{self.day:%m-%d}",
            "date_text": printed if inferred else f"{printed} {self.day.year}",
            "regions": [self.host["id"], self.guest["id"]],
            "quote": f"met with {guest.name} {printed}",
        }

    def record(self, kind: str, title: str, **own: Any) -> Entry:
        """A record of something said at the meeting, in the words of its title."""
        return {
            "kind": kind,
            "id": f"{self.stem}-{kind}",
            "title": title,
            "regions": [self.host["id"], self.guest["id"]],
            "speaker": self.dice.choice(self.people).id,
            "said_at": f"{self.stem}-meeting",
            **own,
            "quote": title,
        }

    def said(self) -> list[Entry]:
        """What could be said at the meeting: a record of each kind."""
        dice, record, year = self.dice, self.record, self.day.year
        host, guest, company = self.host["name"], self.guest["name"], self.company
        number, counted = str(dice.randint(2, 900)), dice.choice(COUNTED)
        good, chapter = dice.choice(GOODS)
        return [
            record(
                "proposal",
                f"{guest} is interested in {self.sector}",
                sector=self.sector,
                form=dice.choice(PROPOSAL_FORMS),
                status="interested",
            ),
            record(
                "plan",
                f"{host} invites {company.name}",
                due=f"{year + 1}-{dice.randint(1, 12):02}",
                due_text="next year",
                status="invited",
            ),
            record("remark", f"{host} praises {company.name}", organizations=[company.id]),
            record(
                "count",
                f"{number} {counted} in {host}",
                value=number,
                value_text=number,
                unit=counted,
                of=f"{counted} in {host}",
            ),
            record(
                "goods",
                f"{host} sells {good}",
                region=self.host["id"],
                partner="KZ",
                flow="export",
                name=good,
                hs=chapter,
            ),
            record(
                "project",
                f"{company.name} comes to {host}",
                stage=dice.choice(STAGES),
                place=self.host["id"],
                organizations=[company.id],
                status="planned",
            ),
            record(
                "agreement",
                f"{host} signs with {guest}",
                signed=str(year - 1),
                date_text=f"in {year - 1}",
                parties=[self.host["id"], self.guest["id"]],
                subject=["trade"],
            ),
        ]

    def trade(self) -> Iterator[Entry]:
        """One or two figures of the year before."""
        partner = self.dice.choice([self.guest["id"], "KZ", "KZ", "KZ", "KZ"])
        period = self.dice.choice(list(PERIODS))
        for flow in self.dice.sample(FLOWS, self.dice.randint(1, 2)):
            own = figure(self.host["id"], partner, flow, self.day.year - 1, period)
            title = f"{flow.capitalize()} of {self.host['name']}, {own['period']}"
            own |= {"id": f"{self.stem}-{flow}", "speaker": "article"}
            yield self.record("trade", title, **own)


def figure(region: str, partner: str, flow: str, year: int, period: str) -> Entry:
    """A figure of trade, the same wherever it is reported; a third have a change."""
    amount = tenths(region, partner, flow, year, period)
    change = (amount / tenths(region, partner, flow, year - 1, period) - 1) * 100
    dice = Random(f"{region} {partner} {flow} {year} {period}")  # noqa: S311
    own = {
        "region": region,
        "partner": partner,
        "period": f"{year}{period.format(year)}",
        "flow": flow,
        "value": f"{amount / 10} million",
        "unit": "USD",
    }
    if hedge := dice.choice(HEDGES):
        own["hedge"] = hedge
    if dice.random() < 1 / 3 and abs(change) > 0.1:
        own |= {"change": f"{change:.1f}", "change_kind": "percent"}
        own |= {"against": f"{year - 1}{period.format(year - 1)}", "against_text": "a year ago"}
    return own


def tenths(region: str, partner: str, flow: str, year: int, period: str) -> int:
    """A figure in tenths of a million; turnover is export and import."""
    if flow == "turnover":
        return sum(tenths(region, partner, part, year, period) for part in ("export", "import"))
    usual = Random(f"{region} {partner} {flow}").randint(60, 900)  # noqa: S311
    varied = Random(f"{region} {partner} {flow} {year}").uniform(0.8, 1.3)  # noqa: S311
    return round(usual * varied * PERIODS[period])


def write(folder: Path, meetings: int) -> int:
    """Writes a dataset to a new folder and returns the number of its records."""
    (folder / "articles").mkdir(parents=True)
    for name in VOCABULARIES:
        shutil.copy(DATA / name, folder / name)
    world = World(meetings)
    people: dict[Named, Entry] = {}
    bodies = {agency: agency.entry(type=agency.description) for agency in world.agencies}
    number, left, count = 0, meetings, 0
    repeated: list[Entry] = []
    while left:
        scenes = world.scenes(number, min(MEETINGS[number % len(MEETINGS)], left))
        records = [record for scene in scenes for record in scene.records()]
        card = world.card(scenes)
        article = {"article": card, "records": [*repeated, *records]}
        save(folder / "articles" / f"{card['id']}.yaml", article)
        for scene in scenes:
            for person in scene.people:
                people.setdefault(person, person.entry())
            bodies[scene.company] = scene.company.entry(type="company")
        day = str(scenes[0].day - timedelta(days=1))
        again = {"kind": "meeting", "retells": records[0]["id"], "date": day, "date_text": day}
        repeated = [{**again, "quote": records[0]["quote"]}] if number % 6 == 0 else []
        number, left, count = number + 1, left - len(scenes), count + len(records)
    save(folder / "people.yaml", list(people.values()))
    save(folder / "organizations.yaml", list(bodies.values()))
    return count


def save(path: Path, content: Any) -> None:
    """Writes a file."""
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(content, file, yaml.CSafeDumper, allow_unicode=True, sort_keys=False)


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
