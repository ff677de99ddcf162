"""Names that nobody bears, made of syllables, in Latin and in Cyrillic letters; and those of the real oblasts."""

from dataclasses import dataclass
from pathlib import Path

import yaml

_SYLLABLES = (
    ("zar", "зар"), ("mu", "му"), ("tel", "тел"), ("kob", "коб"), ("dri", "дри"), ("lum", "лум"), ("vos", "вос"),
    ("ne", "не"), ("gal", "гал"), ("bir", "бир"), ("ton", "тон"), ("se", "се"), ("rud", "руд"), ("pam", "пам"),
    ("ko", "ко"), ("lin", "лин"), ("dar", "дар"), ("fe", "фе"), ("mot", "мот"), ("gus", "гус"),
)  # fmt: skip
_BODIES = (
    ("Dairy Works", "молочный завод"),
    ("Lift Plant", "лифтовой завод"),
    ("Logistics Centre", "логистический центр"),
    ("Chamber of Trade", "торговая палата"),
    ("Polytechnic", "политехнический институт"),
)
_ROLES = (
    "governor",
    "deputy governor",
    "ambassador",
    "head of the trade department",
    "director",
    "rector",
)

MOST = len(_SYLLABLES) ** 3  # as many people, and as many organizations, have names of their own


@dataclass(frozen=True)
class Person:
    """Somebody invented; `title` is the one that all articles give them."""

    id: str
    name: str
    cyrillic: str
    side: str
    title: str


@dataclass(frozen=True)
class Organization:
    """A body invented, seated nowhere."""

    id: str
    name: str
    cyrillic: str
    type: str
    side: str


@dataclass(frozen=True)
class Place:
    """An oblast as the project's vocabulary has it, under its shortest English name."""

    id: str
    name: str
    side: str

    @property
    def slug(self) -> str:
        """The name as ids have it."""
        return self.name.lower().replace(" ", "-")


def person(number: int) -> Person:
    """The person of a number below MOST; another number is another name."""
    given, family = _word(number * 7, 2), _word(number, 3)
    name, cyrillic = f"{given[0]} {family[0]}", f"{given[1]} {family[1]}"
    return Person(
        name.lower().replace(" ", "-"), name, cyrillic, _side(number), _ROLES[number % len(_ROLES)]
    )


def organization(number: int) -> Organization:
    """The organization of a number below MOST; another number is another name."""
    word, body = _word(number, 3), _BODIES[number % len(_BODIES)]
    return _organization(f"{word[0]} {body[0]}", f"{word[1]} {body[1]}", "company", _side(number))


def agency(number: int) -> Organization:
    """The news agency of a number below the number of syllables."""
    word = _word(number + 70, 2)
    return _organization(f"{word[0]} News", f"{word[1]} Ньюс", "news agency", _side(number))


def oblasts(vocabulary: Path) -> list[Place]:
    """The oblasts in a file of regions, in its order."""
    told = yaml.safe_load(vocabulary.read_text(encoding="utf-8"))
    return [
        Place(one["id"], one["names"]["en"][0], one["within"])
        for one in told
        if one["type"] == "oblast"
    ]


def ids(vocabulary: Path) -> list[str]:
    """The ids in a file of regions or sectors, in its order."""
    return [one["id"] for one in yaml.safe_load(vocabulary.read_text(encoding="utf-8"))]


def _organization(name: str, cyrillic: str, type_: str, side: str) -> Organization:
    return Organization(name.lower().replace(" ", "-"), name, cyrillic, type_, side)


def _side(number: int) -> str:
    return ("BY", "KZ")[number % 2]


def _word(number: int, length: int) -> tuple[str, str]:
    """The word of so many syllables that a number has, in both alphabets."""
    parts, number = [], (number + 1) * 3571 % MOST  # scattered, each number somewhere else
    for _ in range(length):
        number, digit = divmod(number, len(_SYLLABLES))
        parts.append(_SYLLABLES[digit])
    latin, cyrillic = ("".join(letters).capitalize() for letters in zip(*parts, strict=True))
    return latin, cyrillic
