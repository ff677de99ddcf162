"""Writes a folder of invented articles: python tests/bench/generate.py FOLDER --meetings N --seed S.

One seed gives one folder, file by file, in memory that does not grow with N but for the few people that are named.
About four records go with a meeting, the meeting among them.
"""

import argparse
import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from math import ceil, isqrt
from pathlib import Path

import articles
import core
import names
from names import Organization, Person
from told import Article, Entry, Field

DATA = Path(__file__).parents[2] / "data"

_PLAIN = re.compile(r"[^\W_]([\w .?/'-]*\w)?")  # text that YAML takes as it is


@dataclass
class Named:
    """The people and companies that articles name, and the first article that names a person."""

    people: dict[Person, str] = field(default_factory=dict)
    companies: dict[Organization, None] = field(default_factory=dict)

    def note(self, article: Article) -> None:
        """Takes in whom an article names."""
        for person in article.people:
            self.people.setdefault(person, article.id)
        self.companies |= dict.fromkeys(article.companies)


def write(folder: Path, meetings: int, seed: int) -> None:
    """Writes the dataset of a seed with so many meetings, at least those of `core`, to a new folder."""
    (folder / "articles").mkdir(parents=True)
    for name in ("regions.yaml", "sectors.yaml"):
        shutil.copy(DATA / name, folder / name)
    named = Named()
    for article in invented(meetings, seed):
        named.note(article)
        records = _listed((*article.retold, *article.records))
        _save(
            folder / "articles" / f"{article.id}.yaml",
            "article:",
            *_fields(article.card),
            "records:",
            *records,
        )
    _save(
        folder / "people.yaml",
        *_listed(_person(person, first) for person, first in named.people.items()),
    )
    _save(
        folder / "organizations.yaml",
        *_listed(map(_organization, (*core.PUBLISHERS, *named.companies))),
    )


def invented(meetings: int, seed: int) -> Iterator[Article]:
    """The articles of a seed that tell of so many meetings."""
    yield from core.articles()
    left, world = meetings - core.MEETINGS, _world(meetings, seed)
    for number in count():
        if not left:
            return
        article = articles.article(world, number, left)
        left -= article.meetings
        yield article


def _world(meetings: int, seed: int) -> articles.World:
    """What so many meetings are about: people and companies grow in number with the root of the meetings'."""
    oblasts = [place for place in names.oblasts(DATA / "regions.yaml") if place.id != core.REGION]
    people = [names.person(number) for number in range(2, 5 * isqrt(meetings) + 2)]
    return articles.World(
        seed,
        ceil(meetings / 3.5),
        [place for place in oblasts if place.side == "BY"],
        [place for place in oblasts if place.side == "KZ"],
        [sector for sector in names.ids(DATA / "sectors.yaml") if sector != core.SECTOR],
        people,
        [names.organization(number) for number in range(2 * isqrt(meetings))],
    )


def _person(person: Person, article: str) -> Entry:
    named = {"id": person.id, "name": person.name, "side": person.side}
    roles = [{"title": person.title, "article": article}]
    return {**named, "spellings": [person.name], "aliases": [person.cyrillic], "roles": roles}


def _organization(body: Organization) -> Entry:
    named = {"id": body.id, "name": body.name, "type": body.type, "side": body.side}
    return {**named, "spellings": [body.name], "aliases": [body.cyrillic]}


def _save(path: Path, *lines: str) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _listed(entries: Iterable[Entry]) -> Iterator[str]:
    """Entries as the lines of a YAML list."""
    for entry in entries:
        first, *others = _fields(entry)
        yield f"- {first.lstrip()}"
        yield from others


def _fields(entry: Entry) -> list[str]:
    """The fields of an entry as lines of YAML, two spaces in."""
    return [f"  {key}: {_flow(value)}" for key, value in entry.items()]


def _flow(value: Field | Mapping[str, str]) -> str:
    """A value in one line of YAML; text that YAML could misread is quoted as in JSON."""
    if isinstance(value, str):
        return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {_flow(one)}' for key, one in value.items())}}}"
    return f"[{', '.join(map(_flow, value))}]"


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description="Write a folder of invented articles for kzby.")
    parser.add_argument(
        "folder", type=Path, metavar="FOLDER", help="a folder that is not there yet"
    )
    parser.add_argument(
        "--meetings", type=int, default=100, metavar="N", help="how many meetings (100), at least 5"
    )
    parser.add_argument(
        "--seed", type=int, default=1, metavar="S", help="what to invent them by (1)"
    )
    asked = parser.parse_args()
    if asked.meetings < core.MEETINGS:
        parser.error(f"--meetings cannot be less than {core.MEETINGS}")
    if asked.folder.exists():
        parser.error(f"{asked.folder} is already there; name a new folder")
    write(asked.folder, asked.meetings, asked.seed)


if __name__ == "__main__":
    main()
