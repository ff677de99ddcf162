"""Writes a folder of invented articles of any size: python tests/bench/generate.py FOLDER MEETINGS.

Oblasts and sectors are those of data/; people, companies, agencies and all that they do are
made up. An article reports two to five meetings, with about 3.4 other records for each. Every
sixth article also repeats a meeting of the article before, a day earlier: a conflict.
"""

import re
import shutil
import sys
from collections.abc import Iterator
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
    *("ties", "gaps", "brief Brest"),
    *("meetings --since 2014 --until 2015", "meetings --format json", "meetings --format csv"),
)

Entry = dict[str, Any]


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
        some, few = 5 * isqrt(meetings), 2 * isqrt(meetings)
        all_words = ["".join(parts).title() for parts in product(SYLLABLES, repeat=3)]
        words = iter(dice.sample(all_words, some + few + 5))
        sides = cycle(("BY", "KZ"))

        def named(name: str, **own: str) -> Entry:
            id_ = name.lower().replace(" ", "-")
            return {"id": id_, "name": name, "side": next(sides), "spellings": [name], **own}

        firsts, bodies = dice.choices(SYLLABLES, k=some), dice.choices(BODIES, k=few)
        self.people = [named(f"{first.title()} {next(words)}") for first in firsts]
        self.companies = [named(f"{next(words)} {body}", type="company") for body in bodies]
        self.agencies = [named(f"{word} News", type="news agency") for word in words]
        self.used: dict[str, Entry] = {}  # of the people and companies

    def article(self, number: int, meetings: int) -> Entry:
        """An article on two oblasts and so many meetings, one a day."""
        host, guest = self.hosts[number % len(self.hosts)], self.dice.choice(self.guests)
        day = FIRST_DAY + timedelta(days=number * DAYS // self.articles)
        stem = f"{host['id'].lower()}-{number}"
        id_ = f"{day + timedelta(days=meetings)}-{stem}-0"
        publisher, agency = self.dice.choices(self.agencies, k=2)
        records: list[Entry] = []
        titles = []
        for index in range(meetings):
            people = self.dice.sample(self.people, 2)
            titles += [{"person": who["id"], "title": self.dice.choice(ROLES)} for who in people]
            scene = Scene(self, f"{stem}-{index}", day + timedelta(days=index), host, guest, people)
            records += scene.records()
        card = {
            "id": id_,
            "headline": f"{host['name']} and {guest['name']} move closer",
            "publisher": publisher["id"],
            "agency": agency["id"],
            "url": f"https://news.example/{id_}",
            "sha256": sha256(id_.encode()).hexdigest(),
            "language": "en",
            "published": id_[:10],
            "dating": "The day is printed on the page.",
            "titles": titles,
        }
        return {"article": card, "records": records}


class Scene:
    """One meeting: when, between whom, and what else is talked about."""

    def __init__(
        self, world: World, stem: str, day: date, host: Entry, guest: Entry, people: list[Entry]
    ) -> None:
        self.dice, self.stem, self.day, self.host, self.guest = world.dice, stem, day, host, guest
        self.people, self.company = people, self.dice.choice(world.companies)
        self.sector = self.dice.choice(world.sectors)
        world.used |= {body["id"]: body for body in (*people, self.company)}

    def records(self) -> Iterator[Entry]:
        """The meeting, one to three records of what was said, and often figures of trade."""
        yield self.meeting()
        said = self.said()
        for index in set(self.dice.choices(range(len(said)), [3, 2, 2, 1, 1, 1, 1], k=3)):
            kind, title, own = said[index]
            yield self.record(kind, title, own)
        if self.dice.random() < 0.6:
            yield from self.trade()

    def meeting(self) -> Entry:
        """The meeting itself; the year of one in seven is not printed."""
        host, guest = self.people
        printed, inferred = f"on {self.day.day} {self.day:%B}", self.dice.random() < 1 / 7
        return {
            "kind": "meeting",
            "id": f"{self.stem}-meeting",
            "title": f"{host['name']} meets {guest['name']} of {self.guest['name']}",
            "form": self.dice.choice(MEETING_FORMS),
            "place": self.host["id"],
            "participants": [{"person": who["id"]} for who in self.people],
            "date": f"{self.day:%Y}{'?' if inferred else ''}-{self.day:%m-%d}",
            "date_text": printed if inferred else f"{printed} {self.day.year}",
            "regions": [self.host["id"], self.guest["id"]],
            "quote": f"met with {guest['name']} {printed}",
        }

    def record(self, kind: str, title: str, own: Entry) -> Entry:
        """A record of something said at the meeting, in the words of its title."""
        head: Entry = {"kind": kind, "id": f"{self.stem}-{kind}", "title": title}
        head["regions"] = [self.host["id"], self.guest["id"]]
        said = {"speaker": self.dice.choice(self.people)["id"], "said_at": f"{self.stem}-meeting"}
        return {**head, **said, **own, "quote": title}

    def said(self) -> list[tuple[str, str, Entry]]:
        """What could be said at the meeting: kind, title and fields of a record of each kind."""
        dice, year, place = self.dice, self.day.year, self.host["id"]
        host, guest, company = (each["name"] for each in (self.host, self.guest, self.company))
        number, counted = str(dice.randint(2, 900)), dice.choice(COUNTED)
        good, chapter = dice.choice(GOODS)
        due = f"{year + 1}-{dice.randint(1, 12):02}"
        proposal = {"form": dice.choice(PROPOSAL_FORMS), "status": "interested"}
        proposal["sector"] = self.sector
        plan = {"due": due, "due_text": "next year", "status": "invited"}
        count = {"value": number, "value_text": number, "unit": counted}
        count["of"] = f"{counted} in {host}"
        goods = {"region": place, "partner": "KZ", "flow": "export", "name": good, "hs": chapter}
        project = {"stage": dice.choice(STAGES), "place": place, "status": "planned"}
        about = self.company["id"]
        agreement: Entry = {"signed": str(year - 1), "date_text": f"in {year - 1}"}
        agreement |= {"parties": [place, self.guest["id"]], "subject": ["trade"]}
        return [
            ("proposal", f"{guest} is interested in {self.sector}", proposal),
            ("plan", f"{host} invites {company}", plan),
            ("remark", f"{host} praises {company}", {"organizations": [about]}),
            ("count", f"{number} {counted} in {host}", count),
            ("goods", f"{host} sells {good}", goods),
            ("project", f"{company} comes to {host}", {**project, "organizations": [about]}),
            ("agreement", f"{host} signs with {guest}", agreement),
        ]

    def trade(self) -> Iterator[Entry]:
        """One or two figures of the year before."""
        partner = self.dice.choice([self.guest["id"], "KZ", "KZ", "KZ", "KZ"])
        period = self.dice.choice(list(PERIODS))
        for flow in self.dice.sample(FLOWS, self.dice.randint(1, 2)):
            own = figure(self.host["id"], partner, flow, self.day.year - 1, period)
            title = f"{flow.capitalize()} of {self.host['name']}, {own['period']}"
            yield self.record(
                "trade", title, own | {"id": f"{self.stem}-{flow}", "speaker": "article"}
            )


def figure(region: str, partner: str, flow: str, year: int, period: str) -> Entry:
    """A figure of trade, the same wherever it is reported; a third have a change."""
    amount = tenths(region, partner, flow, year, period)
    change = (amount / tenths(region, partner, flow, year - 1, period) - 1) * 100
    dice = Random(f"{region} {partner} {flow} {year} {period}")  # noqa: S311
    own = {"region": region, "partner": partner, "period": f"{year}{period.format(year)}"}
    own |= {"flow": flow, "value": f"{amount / 10} million", "unit": "USD"}
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
    number, left, count = 0, meetings, 0
    repeated: list[Entry] = []
    while left:
        told = min(MEETINGS[number % len(MEETINGS)], left)
        article = world.article(number, told)
        records, published = article["records"], date.fromisoformat(article["article"]["published"])
        first, day = records[0], str(published - timedelta(days=told + 1))
        number, left, count = number + 1, left - told, count + len(records)
        article["records"] = [*repeated, *records]
        save(folder / "articles" / f"{article['article']['id']}.yaml", article)
        again = {"kind": "meeting", "retells": first["id"], "date": day, "date_text": day}
        repeated = [{**again, "quote": first["quote"]}] if number % 6 == 1 else []
    bodies = world.used.values()
    save(folder / "people.yaml", [body for body in bodies if "type" not in body])
    companies = [body for body in bodies if "type" in body]
    save(folder / "organizations.yaml", [*world.agencies, *companies])
    for name in ("known", "retired"):
        save(folder / f"{name}.yaml", [])
    return count


def save(path: Path, content: Any) -> None:
    """Writes a file."""
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(content, file, yaml.CSafeDumper, allow_unicode=True, sort_keys=False)


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
