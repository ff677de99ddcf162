"""What a curator should look at again, though it may be right."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from kzby.curate.files import article_id
from kzby.errors import DataError, Problem
from kzby.load import dataset
from kzby.load.dataset import Dataset
from kzby.load.entries import read_vocabulary
from kzby.model import dates
from kzby.model.article import Mention
from kzby.text import fold
from kzby.verify.evidence import Source, sources

_SAME = ("sector", "flow", "partner", "subject", "basis")
_WHEN = ("period", "signed", "date", "due")

Mentions = tuple[Mention, ...]


def review(
    folder: Path, article: str = "", *, strict: bool = False
) -> tuple[dict[str, int], list[Problem]]:
    """How many entries of each kind a dataset has, and the doubts about it or one article's file.

    DataError with its problems; if `strict`, also with its doubts. Other files that an article is
    reviewed without are the last doubt.
    """
    only = article_id(folder, article)
    loaded = dataset.load(folder, article=only)
    _, articles = sources(loaded, None)
    every = chain(_twins(loaded), _spellings(folder, articles))
    doubts = sorted(each for each in every if only in ("", Path(each.file).stem))
    if strict and doubts:
        raise DataError(doubts)
    named = Counter(thing.noun for thing in loaded.named)
    number = {"record": len(loaded.records), "article": len(loaded.articles), **named}
    return number, [*doubts, *loaded.left_out()]


def _spellings(folder: Path, articles: Sequence[Source]) -> Iterator[Problem]:
    """Spellings that no article prints, if all texts are at hand."""
    texts = [article.text for article in articles if article.text]
    for name in ("people", "organizations") if len(texts) == len(articles) else ():
        for entry in read_vocabulary(folder / f"{name}.yaml").entries:
            for at, words in enumerate(entry.entry.spellings):
                if not any(text.find(words) for text in texts):
                    advice = "is printed by no article; move it to aliases, or remove it"
                    yield entry.problem(("spellings", at), f"{words!r} {advice}")


def _twins(loaded: Dataset) -> Iterator[Problem]:
    """Records of two articles that may be one: of the same kind, regions and days; each once."""
    groups: dict[Any, list[Mentions]] = defaultdict(list)
    for mentions in loaded.records.values():
        record = mentions[0].record
        same = (getattr(record, name, None) for name in _SAME)
        if record.regions:
            groups[record.kind, frozenset(record.regions), *same].append(mentions)
    for group in groups.values():
        dated = sorted(((_days(mentions[0]), mentions) for mentions in group), key=itemgetter(0))
        told = set[str]()
        for at, ((_, last), one) in enumerate(dated):
            for (first, _), other in islice(dated, at + 1, None):
                if first > last:
                    break
                if other[0].record.id not in told and _may_be_one(one, other):
                    told.add(other[0].record.id)
                    yield _twin(loaded.folder, one[0], other[0])


def _may_be_one(ones: Mentions, others: Mentions) -> bool:
    """Whether two records share a figure or most words of a title, but no link and no article."""
    articles = {each.article.id for each in ones}
    one, other = ones[0].record, others[0].record
    linked = one.id in other.related or other.id in one.related
    if linked or any(each.article.id in articles for each in others):
        return False
    figure, same = (
        [getattr(each, name, None) for name in ("value", "unit")] for each in (one, other)
    )
    if figure[0] and figure == same:
        return True
    words, more = ({*fold(each.title).split()} for each in (one, other))
    return 5 * len(words & more) > 3 * min(len(words), len(more))


def _twin(folder: Path, *pair: Mention) -> Problem:
    older, newer = sorted(pair, key=lambda mention: mention.age)
    id_, place = older.record.id, f"{folder / older.file}:{older.line}"
    text = f"{newer.record.id} may be {id_} ({place}), of the same kind, regions and day"
    advice = f"write retells: {id_}, or related: [{id_}] if it is something else"
    return Problem(str(folder / newer.file), newer.line, 1, "", f"{text}; {advice}")


def _days(mention: Mention) -> tuple[str, str]:
    """The days when a record may have been; by default, of the report."""
    own = (getattr(mention.record, name, None) for name in _WHEN)
    earliest, latest = dates.bounds(next(filter(None, own), mention.article.published))
    return earliest or "", latest or "9999"
