"""The words of a language, from its file, and patterns made of them."""

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, cast


class Span(NamedTuple):
    """Where words begin in a text, and where they end."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether both hold a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """Whether the other lies inside."""
        return self.start <= other.start and other.end <= self.end


def reached(spans: Sequence[Span], span: Span) -> range:
    """Which of some spans in order, none over another, have a character of a span."""
    first = bisect_right(spans, span.start, key=lambda each: each.end)
    return range(first, bisect_left(spans, span.end, key=lambda each: each.start))


def lower(text: str) -> str:
    """A text in small letters, each at its place, with one e in Russian."""
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
        """A pattern for a table, or for a meaning in it: `units.USD`.

        `hedges<` are those that stand before the #, `hedges>` those behind it.
        """
        table, _, key = name.rstrip("<>").partition(".")
        words = self.tables[table]
        if isinstance(words, dict):
            words = words[key] if key else [*chain.from_iterable(words.values())]
        if name[-1] in "<>":
            at = -1 if name[-1] == "<" else 0
            words = [word for word in words if word[at] == "#"]
        patterns = {_phrase(lower(word), edge) for word in words}
        listed = sorted(patterns, key=len, reverse=True)
        return f"(?:{'|'.join(listed) or '(?!)'})"

    @cache  # noqa: B019
    def pattern(self, template: str) -> re.Pattern[str]:
        """A pattern in which `@name` is a table, `&name` one that joins words."""

        def phrases(name: re.Match[str]) -> str:
            edge = r"\b" if name[1] == "@" else ""
            return self.phrases(name[2], edge)

        return re.compile(re.sub(r"([@&])([a-z_]+(?:\.\w+)?[<>]?)", phrases, template))

    def search(self, template: str, low: str) -> re.Match[str] | None:
        """Where a pattern first matches in a text in small letters."""
        return self.pattern(template).search(low)

    @cache  # noqa: B019
    def meanings(self, table: str, phrase: str | None) -> frozenset[str]:
        """What a phrase can mean by a table."""
        keys = self.tables[table] if phrase else ()
        is_so = {key: self.phrases(f"{table}.{key}", "") for key in keys}
        return frozenset(k for k, p in is_so.items() if re.fullmatch(p, phrase or ""))

    def read(self, table: str, low: str) -> set[str]:
        """What the phrases of a table in a text can mean."""
        every = self.pattern(f"@{table}").findall(low)
        return {each for phrase in every for each in self.meanings(table, phrase)}


def _phrase(phrase: str, edge: str) -> str:
    """A phrase as a pattern: `~` is any ending, `*` up to nine words."""
    phrase = phrase.strip("# ") if "#" in phrase else phrase
    stem = re.escape(phrase)
    if len(phrase) > 1:
        stem = stem.replace(r"\~", r"\w*")
        stem = stem.replace(r"\ \*", r"(?:\ \S+){0,9}")
    stem = stem.replace(r"\*\ ", r"(?:\S+\ ){0,9}")
    start, end = phrase[:1].isalnum(), phrase[-1:].isalnum()
    return edge * start + stem + edge * end


@cache
def of(language: str) -> Words | None:
    """The words of a language by its ISO 639-1 code; None if it has no file."""
    file = Path(__file__).with_name(f"{language}.toml")
    return Words(file) if file.is_file() else None


ENGLISH = cast(Words, of("en"))  # the language of the records
