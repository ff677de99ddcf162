"""A dataset in a few lines: the greeting, and results of checks."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kzby.errors import Problem, counted
from kzby.model import dates
from kzby.text import escaped, shown

if TYPE_CHECKING:
    from kzby.model.terms import Claim
    from kzby.query.citation import Edition, Overview
    from kzby.verify.proof import Proof  # slow (pydantic)

STYLES = ("text", "json", "github")  # of problems; the first is for people
_TRIES = {
    "kzby ties": "which oblasts work together",
    "kzby plans": "what became of plans",
    "kzby meetings": "who met, where and when",
    "kzby search 62 million": "check a number or a phrase",
    "kzby --help": "every command",
}


def greeting(overview: "Overview") -> Iterator[str]:
    """What the dataset holds, how new it is, and what to ask."""
    from kzby.render import citing  # most commands do without

    yield citing.TITLE.replace("kzby", f"kzby {overview.edition.version}", 1)
    yield f"{held(overview)}, from {counted(overview.agencies, 'original publisher')}."
    if overview.first and overview.newest:
        span = f"{dates.month(overview.first)} to {dates.month(overview.newest)}"
        doubt = " (? = year inferred)" if "?" in span else ""
        yield f"News dated {span}{doubt}; nothing dated is newer."
    brief = {f"kzby brief {overview.region}": "one region on one page"} if overview.region else {}
    tries = brief | _TRIES
    yield ""
    yield from (f"  {command:<{max(map(len, tries)) + 2}}{text}" for command, text in tries.items())
    yield from ("", f"Cite as {citing.dataset(overview.edition)}; 'kzby cite ID' cites a record.")


def proven(folder: Path, proof: "Proof") -> Iterator[str]:
    """How many claims are right, how many unchecked, and why."""
    texts = f"against {proof.texts}" if proof.texts else "without the articles' texts"
    yield shown(f"{folder}, {texts}:")
    for claim, proven in proof.verdicts.items():
        if proven.count(None) < len(proven):
            share = f"{proven.count(True):,} of {len(proven):,}"
            yield f"  {claim + 's':<8}{share:>14} proven"
    left = Counter({claim: proven.count(None) for claim, proven in proof.verdicts.items()})
    for language, unread in proof.unread.items():
        yield f"  not checked, language {language}: {_listed(unread)}"
        left -= unread
    if any(left.values()):
        yield f"  not checked: {_listed(left)}"
        if proof.missing:
            yield lacking(proof.missing)
        elif not proof.texts:
            yield "the texts are missing; give their folder with --texts FOLDER"


def lacking(texts: Sequence[str]) -> str:
    """How many texts are missing, and which; three by name."""
    verb = "is" if len(texts) == 1 else "are"
    more = f" and {len(texts) - 3} more" if len(texts) > 3 else ""
    return f"{counted(len(texts), 'text')} {verb} missing: {', '.join(texts[:3])}{more}"


def _listed(claims: Mapping["Claim", int]) -> str:
    return ", ".join(counted(number, claim) for claim, number in claims.items() if number)


def checked(path: Path, article: str, number: Mapping[str, int]) -> Iterator[str]:
    """That nothing is wrong with an article, or with how much in all."""
    plurals = {"person": "people"}
    counts = [counted(n, noun, plurals.get(noun)) for noun, n in number.items()]
    among = "" if article else f" in {counts[0]} of {', '.join(counts[1:])}"
    yield f"{shown(article or str(path))}: no problem{among}."


def problems(faults: Iterable[Problem], style: str, level: str = "error") -> Iterator[str]:
    """Problems for programs; `level` is error or warning."""
    for file, line, column, field, text in faults:
        message, _, entry = text.partition("\n")
        if style == "json":
            facts = {"level": level, "file": file, "line": line or None, "column": column or None}
            facts |= {"field": field or None, "message": message, "entry": entry or None}
            yield escaped(json.dumps(facts, ensure_ascii=False))
        else:
            place = f",line={line},col={column}" if line else ""
            text = f"{field}: {text}" if field else text
            yield shown(f"::{level} file={_quoted(file, ':,')}{place}::{_quoted(text)}")


def _quoted(text: str, more: str = "") -> str:
    """A text as a workflow command takes it."""
    return re.sub(f"[%\r\n{more}]", lambda sign: f"%{ord(sign[0]):02X}", text)


def formatted(files: int, changed: Sequence[Path]) -> Iterator[str]:
    """Which files were formatted, and how many had no need."""
    yield from (shown(f"{path}: formatted") for path in changed)
    if files > len(changed):
        yield f"{counted(files - len(changed), 'file')} in canonical form already."


def written(path: Path, what: str, edition: "Edition", size: int = 0) -> Iterator[str]:
    """What a file or folder holds, its size if given, and its edition."""
    from kzby.render import citing

    what += f", {size / 1_000_000:,.1f} MB" if size else ""
    yield f"{shown(str(path))}: {what}; cite as {citing.dataset(edition)}"


def held(overview: "Overview") -> str:
    """How many records a dataset has, and articles."""
    records = counted(overview.records, "record")
    return f"{records} of {counted(overview.articles, 'article')}"
