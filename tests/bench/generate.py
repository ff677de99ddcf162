"""Writes a folder of invented articles of any size: python tests/bench/generate.py FOLDER MEETINGS.

Oblasts and sectors are those of data/; people, companies, agencies and all that they do are
made up. An article reports two to five meetings, with about 3.3 other records for each, in the
words of article.yaml. Every sixth also repeats a meeting of the article before, a day earlier.
"""

import re
import shutil
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from itertools import cycle, islice
from math import ceil, isqrt
from pathlib import Path
from random import Random
from string import Template

import yaml

DATA = Path(__file__).parents[2] / "data"
VOCABULARIES = ("regions.yaml", "sectors.yaml")
PARTS = Path(__file__).with_name("article.yaml").read_text("utf-8").split("\n\n")
_, CARD, TITLES, AGAIN, MEETING, *SAID, TRADE, CHANGE = map(Template, PARTS)
FIRST_DAY, DAYS = date(2005, 1, 10), 7280
MEETINGS = (2, 3, 4, 5)  # of an article, in turn
SYLLABLES = re.findall("..", "zamutekodriluvonegabirotiseruda")
FORMS = ("meeting", "meeting", "meeting", "visit", "talks", "tour", "forum")
FLOWS = ("turnover", "export", "import")
PERIODS = {"": 1.0, "-01/{}-10": 0.82, "-01/{}-07": 0.57, "-01/{}-03": 0.23}  # share of the year

BREST = "meetings --region Brest"
QUESTIONS = (  # that find rows in a dataset of any size
    *("meetings", "timeline", "trade", "proposals", "sectors", "regions", "people"),
    *("organizations", "articles", "conflicts", "plans", "show BY", "search oblast", BREST),
    *("ties", "gaps", "brief Brest"),
    *("meetings --since 2014 --until 2015", "meetings --format json", "meetings --format csv"),
)

Words = dict[str, str]


def name(number: int) -> str:
    """A made-up name, another for each number."""
    return "".join(SYLLABLES[number // 15**place % 15] for place in range(3)).title()


class World:
    """The oblasts, sectors, people and companies of one dataset, and the dice."""

    def __init__(self, meetings: int) -> None:
        self.dice, self.said = Random(1), cycle(SAID)  # noqa: S311
        self.articles = ceil(meetings * len(MEETINGS) / sum(MEETINGS))
        self.people, self.companies = 5 * isqrt(meetings), 2 * isqrt(meetings)
        regions, sectors = (yaml.safe_load((DATA / file).read_bytes()) for file in VOCABULARIES)
        oblasts = [region for region in regions if region["type"] == "oblast"]
        self.hosts = [oblast for oblast in oblasts if oblast["within"] == "BY"]
        self.guests = [oblast for oblast in oblasts if oblast["within"] == "KZ"]
        self.sectors = [sector["id"] for sector in sectors]

    def card(self, number: int, meetings: int) -> tuple[date, Words]:
        """The first day of the meetings of an article, and the words of its card."""
        host, guest = self.hosts[number % len(self.hosts)], self.dice.choice(self.guests)
        day = FIRST_DAY + timedelta(days=number * DAYS // self.articles)
        published = str(day + timedelta(days=meetings))
        id_ = f"{published}-{host['id'].lower()}-{number}"
        publisher, agency = self.dice.choices(range(5), k=2)
        return day, {
            "article": id_, "published": published, "sha256": sha256(id_.encode()).hexdigest(),
            "publisher": f"{publisher}", "agency": f"{agency}", "host": host["name"],
            "guest": guest["name"], "here": host["id"], "there": guest["id"],
        }  # fmt: skip

    def scene(self, card: Words, day: date) -> Words:
        """The words of a meeting; the year of one in seven is not printed."""
        dice = self.dice
        first, second = dice.sample(range(self.people), 2)
        firm = self.people + dice.randrange(self.companies)
        doubt = "?" if dice.random() < 1 / 7 else ""
        return card | {
            "stem": f"{card['here'].lower()}-{day}", "first": f"{first}", "second": f"{second}",
            "governor": name(first), "ambassador": name(second), "form": dice.choice(FORMS),
            "firm": f"{firm}", "company": f"{name(firm)} Works", "sector": dice.choice(self.sectors),
            "date": f"{day:%Y}{doubt}-{day:%m-%d}", "eve": str(day - timedelta(days=1)),
            "printed": f"on {day.day} {day:%B} {'' if doubt else day.year}".strip(),
            "due": f"{day.year + 1}-{dice.randint(1, 12):02}", "before": f"{day.year - 1}",
            "counted": f"{dice.randint(2, 900)}",
        }  # fmt: skip

    def records(self, scene: Words) -> Iterator[str]:
        """The meeting, two or three records of what was said, and often figures of the year before."""
        yield MEETING.substitute(scene)
        for part in islice(self.said, self.dice.choice((2, 2, 3))):
            yield part.substitute(scene)
        partner = self.dice.choice([scene["there"], "KZ", "KZ", "KZ", "KZ"])
        period = self.dice.choice(list(PERIODS))
        for flow in self.dice.sample(FLOWS, self.dice.choice((0, 1, 1, 2))):
            of = f"{scene['here']} {partner}"
            words = scene | figure(of, flow, int(scene["before"]), period)
            change = CHANGE.substitute(words) if self.dice.random() < 1 / 3 else ""
            yield f"{TRADE.substitute(words)}\n{change}"


def figure(of: str, flow: str, year: int, period: str) -> Words:
    """A figure of two partners, the same wherever it is reported."""
    amount, before = tenths(of, flow, year, period), tenths(of, flow, year - 1, period)
    return {
        "partner": of.split()[1], "flow": flow, "value": f"{amount / 10}",
        "period": f"{year}{period.format(year)}", "change": f"{(amount / before - 1) * 100:.1f}",
        "against": f"{year - 1}{period.format(year - 1)}",
    }  # fmt: skip


def tenths(of: str, flow: str, year: int, period: str) -> int:
    """A figure in tenths of a million; turnover is export and import."""
    if flow == "turnover":
        return sum(tenths(of, part, year, period) for part in ("export", "import"))
    usual = Random(f"{of} {flow}").randint(60, 900)  # noqa: S311
    varied = Random(f"{of} {flow} {year}").uniform(0.8, 1.3)  # noqa: S311
    return round(usual * varied * PERIODS[period])


def write(folder: Path, meetings: int) -> int:
    """Writes a dataset to a new folder and returns the number of its records."""
    (folder / "articles").mkdir(parents=True)
    for file in VOCABULARIES:
        shutil.copy(DATA / file, folder / file)
    world, number, left, count = World(meetings), 0, meetings, 0
    again = ""
    while left:
        told = min(MEETINGS[number % len(MEETINGS)], left)
        first, card = world.card(number, told)
        scenes = [world.scene(card, first + timedelta(days=day)) for day in range(told)]
        records = [text for scene in scenes for text in world.records(scene)]
        titles = [TITLES.substitute(scene) for scene in scenes]
        repeated = [again] if number % 6 == 1 else []
        parts = [CARD.substitute(card), *titles, "records:", *repeated, *records]
        (folder / "articles" / f"{card['article']}.yaml").write_text("\n".join(parts), "utf-8")
        again = AGAIN.substitute(scenes[0])
        number, left, count = number + 1, left - told, count + len(records)
    last = world.people + world.companies
    companies = [entry("company", at, "Works") for at in range(world.people, last)]
    agencies = [entry("agency", at, "News") for at in range(5)]
    for kind, entries in (
        ("people", [entry("person", at) for at in range(world.people)]),
        ("organizations", [*agencies, *companies]),
        *(("known", []), ("retired", [])),
    ):
        (folder / f"{kind}.yaml").write_text("".join(entries) or "[]\n", "utf-8")
    return count


def entry(kind: str, number: int, of: str = "") -> str:
    """A person, company or agency, of either country in turn."""
    called = f"{name(number)} {of}".strip()
    own = {"company": ", type: company", "agency": ", type: news agency", "person": ""}[kind]
    about = f"name: {called}, side: {('BY', 'KZ')[number % 2]}, spellings: [{called}]{own}"
    return f"- {{id: {kind}-{number}, {about}}}\n"


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
