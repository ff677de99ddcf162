"""The words of a language, from its file, and patterns made of them."""

import re
import tomllib
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple


class Span(NamedTuple):
    """Where words begin in a text, and where they end."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether both hold a character."""
        return self.start < other.end and other.start < self.end

    def moved(self, by: int) -> "Span":
        """The span so many characters later."""
        return Span(self.start + by, self.end + by)

    def holds(self, other: "Span") -> bool:
        """Whether the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


def lower(text: str) -> str:
    """A text in small letters, every one at its place, and with one e in Russian."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(c.lower()[:1] for c in text)
    return small.replace("ё", "\N{CYRILLIC SMALL LETTER IE}")


class Words:
    """The tables of a language: phrases, or phrases by their meaning."""

    def __init__(self, file: Path) -> None:
        self.tables: dict[str, Any] = tomllib.loads(file.read_text("utf-8"))

    @cache  # noqa: B019 (there are as many as languages)
    def phrases(self, name: str, edge: str = r"\b") -> str:
        """A pattern for a table, or a meaning in it: `units.USD`; `<` and `>`: before, behind #."""
        table, _, key = name.rstrip("<>").partition(".")
        words = self.tables[table]
        if isinstance(words, dict):
            words = words[key] if key else [*chain.from_iterable(words.values())]
        if name[-1] in "<>":
            words = [word for word in words if word[{"<": -1, ">": 0}[name[-1]]] == "#"]
        every = {_phrase(lower(word), edge) for word in words}
        return f"(?:{'|'.join(sorted(every, key=len, reverse=True)) or '(?!)'})"

    @cache  # noqa: B019
    def pattern(self, template: str) -> re.Pattern[str]:
        """A pattern in which `@name` stands for a table, `&name` for one that joins words."""

        def phrases(name: re.Match[str]) -> str:
            return self.phrases(name[2], r"\b" if name[1] == "@" else "")

        return re.compile(re.sub(r"([@&])([a-z_]+[<>]?)", phrases, template))

    def search(self, template: str, low: str) -> re.Match[str] | None:
        """The first place in a text in small letters where a pattern matches."""
        return self.pattern(template).search(low)

    @cache  # noqa: B019
    def meanings(self, table: str, phrase: str | None) -> frozenset[str]:
        """What a phrase can mean by a table."""
        keys = self.tables[table] if phrase else ()
        return frozenset(
            key for key in keys if re.fullmatch(self.phrases(f"{table}.{key}", ""), phrase or "")
        )

    def read(self, table: str, low: str) -> set[str]:
        """What the phrases of a table in a text can mean."""
        phrases = self.pattern(f"@{table}").findall(low)
        return {meant for each in phrases for meant in self.meanings(table, each)}


def _phrase(phrase: str, edge: str) -> str:
    """A phrase as a pattern: `~` is any ending of a word, `*` up to four words."""
    phrase = phrase.strip("# ") if "#" in phrase else phrase
    stem = re.escape(phrase)
    if len(phrase) > 1:
        stem = stem.replace(r"\~", r"\w*").replace(r"\ \*", r"(?:\ \S+){0,7}")
    stem = stem.replace(r"\*\ ", r"(?:\S+\ ){0,7}")
    return edge * phrase[:1].isalnum() + stem + edge * phrase[-1:].isalnum()


@cache
def of(language: str) -> Words | None:
    """The words of a language by its ISO 639-1 code; None if it has no file."""
    file = Path(__file__).with_name(f"{language}.toml")
    return Words(file) if file.is_file() else None
