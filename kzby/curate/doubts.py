"""What a curator should look at again, though it may be right."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from kzby.curate.files import article_file
from kzby.errors import DataError, Problem
from kzby.load import dataset
from kzby.load.dataset import Dataset
from kzby.model import dates
from kzby.model.article import Mention
from kzby.text import fold

_TWINS = ("sector", "flow", "partner", "subject")  # in which twins agree
_WHEN = ("period", "signed", "date", "due")

Mentions = tuple[Mention, ...]


class Review(NamedTuple):
    """How many entries a dataset has of each kind of thing, and the doubts about them."""

    number: dict[str, int]
    doubts: list[Problem]


def review(folder: Path, article: str = "", *, strict: bool = False) -> Review:
    """The review of a dataset, or of what it says in the file of one article.

    DataError with its problems; if `strict`, also with its doubts.
    """
    own = article and article_file(folder, article)
    try:
        loaded = dataset.load(folder)
    except DataError as error:
        if problems := [each for each in error.problems if not own or Path(each.file) == own]:
            raise DataError(problems, error.unjudged) from None
        return Review({}, [])
    doubts = sorted(each for each in _twins(loaded) if not own or Path(each.file) == own)
    if strict and doubts:
        raise DataError(doubts)
    named = Counter(thing.noun for thing in loaded.named)
    return Review({"record": len(loaded.records), "article": len(loaded.articles), **named}, doubts)


def _twins(loaded: Dataset) -> Iterator[Problem]:
    """Records of two articles that may be the same thing, unless one of them names the other."""
    groups: dict[Any, list[Mentions]] = defaultdict(list)
    for mentions in loaded.records.values():
        record: Any = mentions[0].record
        same = (getattr(record, name, None) for name in _TWINS)
        if record.regions:
            groups[record.kind, frozenset(record.regions), *same].append(mentions)
    for group in groups.values():
        group.sort(key=lambda mentions: _days(mentions[0]))
        for at, one in enumerate(group):
            for other in islice(group, at + 1, None):
                if _days(other[0])[0] > _days(one[0])[1]:
                    break
                older, newer = sorted((one, other), key=lambda mentions: mentions[0].age)
                if _are_alike(older, newer):
                    yield _twin(loaded.folder, older[0], newer[0])


def _are_alike(ones: Mentions, others: Mentions) -> bool:
    """Whether two records have one figure or most words of a title, and nobody tells them apart.

    An article that mentions both does, or a link between them.
    """
    one, other = ones[0].record, others[0].record
    articles = ({each.article.id for each in mentions} for mentions in (ones, others))
    if set.intersection(*articles) or one.id in other.related or other.id in one.related:
        return False
    ours, theirs = dict(one), dict(other)
    if ours.get("value") and (ours["value"], ours["unit"]) == (theirs["value"], theirs["unit"]):
        return True
    words = [{*fold(each.title).split()} for each in (one, other)]
    return 5 * len(set.intersection(*words)) > 3 * min(map(len, words))


def _twin(folder: Path, older: Mention, newer: Mention) -> Problem:
    """The doubt about a record that may be an older one."""
    id_, place = older.record.id, f"{folder / older.file}:{older.line}"
    text = f"{newer.record.id} may be {id_} ({place}), of the same kind, regions and day"
    advice = f"write retells: {id_}, or related: [{id_}] if it is something else"
    return Problem(str(folder / newer.file), newer.line, 1, "", f"{text}; {advice}")


def _days(mention: Mention) -> tuple[str, str]:
    """The days on which a record can have been; by default, those of the report."""
    own = (getattr(mention.record, name, None) for name in _WHEN)
    earliest, latest = dates.bounds(next(filter(None, own), mention.article.published))
    return earliest or "", latest or "9999"
