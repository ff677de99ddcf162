"""The words of a language, from its file, and patterns made of them."""

import re
import tomllib
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple


class Span(NamedTuple):
    """Where words begin in a text, and where they end."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether both hold a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """Whether the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


def lower(text: str) -> str:
    """A text in small letters, with е for ё, in which every place stays the same."""
    small = (c.lower() if len(c.lower()) == 1 else c for c in text)
    return "".join(small).replace("ё", "е")


class Words:
    """The tables of a language, each a list of phrases, or lists of phrases by their meaning."""

    def __init__(self, file: Path) -> None:
        self.tables: dict[str, Any] = tomllib.loads(file.read_text("utf-8"))

    @cached_property
    def month_case(self) -> bool:
        """Whether months are written with a capital: `it may be` is none."""
        return str(self.tables["months"]["1"][0][0]).isupper()

    @cache  # noqa: B019 (there are as many as languages)
    def phrases(self, name: str, left: bool = True, right: bool = True) -> str:
        """A pattern for every phrase of a table, or of one of its meanings (`money.USD`).

        They are whole words, unless a side may touch another word.
        """
        name, _, key = name.partition(".")
        table = self.tables[name]
        lists = [table] if isinstance(table, list) else table.values()
        words = table[key] if key else [word for each in lists for word in each]
        longest = sorted({*map(lower, words)}, key=lambda word: (-len(word), word))
        return f"(?:{'|'.join(_phrase(each, left, right) for each in longest) or '(?!)'})"

    @cache  # noqa: B019
    def pattern(self, template: str) -> re.Pattern[str]:
        """A pattern in which `@name` stands for the phrases of a table, `&name` also joined."""
        filled = re.sub(
            "([@&])([a-z_]+)", lambda name: self.phrases(name[2], name[1] == "@"), template
        )
        return re.compile(filled)

    def search(self, template: str, text: str) -> re.Match[str] | None:
        """The first place in a text in small letters where a pattern matches."""
        return self.pattern(template).search(text)

    @cache  # noqa: B019
    def meanings(self, name: str, phrase: str) -> frozenset[str]:
        """What a phrase can mean by a table."""
        keys = self.tables[name]
        fits = (key for key in keys if re.fullmatch(self.phrases(f"{name}.{key}"), phrase))
        return frozenset(fits)


def _phrase(phrase: str, left: bool, right: bool) -> str:
    before = r"(?<!\w)" if left and phrase[:1].isalnum() else ""
    behind = r"(?!\w)" if right and phrase[-1:].isalnum() else ""
    stem = (
        [re.escape(part) for part in phrase.split("~")] if len(phrase) > 1 else [re.escape(phrase)]
    )
    return before + r"\w*".join(stem) + behind


@cache
def of(language: str) -> Words | None:
    """The words of a language by its ISO 639-1 code; None if it has no file."""
    file = Path(__file__).with_name(f"{language}.toml")
    return Words(file) if file.is_file() else None
