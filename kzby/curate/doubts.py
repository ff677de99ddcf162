"""What a curator should look at again, though it may be right."""

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from kzby.curate.files import article_id
from kzby.errors import DataError, Problem, counted
from kzby.load import dataset
from kzby.load.dataset import Dataset
from kzby.load.entries import read_vocabulary
from kzby.model import dates
from kzby.model.article import Article, Mention
from kzby.text import fold
from kzby.verify.evidence import read
from kzby.verify.text import Text

_SAME = ("sector", "flow", "partner", "subject", "basis")
_COMPARED = 200  # records of one kind and regions; with more it would be slow
_WHEN = ("period", "signed", "date", "due")

Days = tuple[str, str]
Mentions = tuple[Mention, ...]
Doubt = tuple[Mention, str]


def review(
    folder: Path, article: str = "", *, strict: bool = False
) -> tuple[dict[str, int], list[Problem]]:
    """How many entries of each kind a dataset has, and the doubts about it or one article.

    DataError if it has problems or, if `strict`, doubts.
    """
    only = article_id(folder, article)
    loaded = dataset.load(folder)
    texts = [read(card, loaded.folder.parent / "seeds")[0] for card in loaded.articles]
    rules = (_twins, _past, _late, _of_files)
    doubted = chain.from_iterable(rule(loaded) for rule in rules)
    every = (
        Problem(str(folder / mention.file), mention.line, 1, "", text) for mention, text in doubted
    )
    doubts = sorted(chain(every, _spellings(folder, texts)))
    doubts = [each for each in doubts if only in ("", Path(each.file).stem)]
    if strict and doubts:
        raise DataError(doubts)
    named = Counter(thing.noun for thing in loaded.named)
    number = {"record": len(loaded.records), "article": len(loaded.articles), **named}
    return number, doubts


def _spellings(folder: Path, texts: Sequence[Text | None]) -> Iterator[Problem]:
    """Spellings of two people, or names of two bodies; if all texts are at hand, those of none."""
    printed = [text for text in texts if text]
    for name in ("people", "organizations"):
        known: dict[str, Any] = {}
        for entry in read_vocabulary(folder / f"{name}.yaml").entries:
            for at, words in enumerate(entry.entry.spellings):
                other = known.setdefault(fold(words), entry)
                # a plural may be a spelling of two bodies
                alike = name == "people" or words in (entry.entry.name, other.entry.name)
                if other is not entry and alike:
                    text = f"is a spelling of {other.id!r}, too; join the two, or tell them apart"
                    yield entry.problem(("spellings", at), f"{words!r} {text}")
                if len(printed) == len(texts) and not any(each.find(words) for each in printed):
                    advice = "is printed by no article; move it to aliases, or remove it"
                    yield entry.problem(("spellings", at), f"{words!r} {advice}")


def _twins(loaded: Dataset) -> Iterator[Doubt]:
    """Newer records that may be one of the last read of the same kind, regions and days.

    Or that are like any before but for the words and the note.
    """
    groups: dict[Any, list[tuple[Days, Mentions]]] = defaultdict(list)
    copied: dict[str, Mentions] = {}
    for newer in loaded.records.values():
        mention, record = newer[0], newer[0].record
        same = (getattr(record, name, None) for name in _SAME)
        group = groups[record.kind, frozenset(record.regions), *same]
        first, last = _days(mention)
        latest = group[-_COMPARED:]
        near = (each for (begin, end), each in latest if begin <= last and first <= end)
        older = next((each for each in near if _may_be_one(each, newer)), None)
        alike = "of the same kind, regions and day"
        if not older:
            content = repr({**dict(record), "id": "", "quote": "", "note": ""})
            older, alike = copied.setdefault(content, newer), "equal in all but the quote"
        if older is not newer:
            id_, place = older[0].record.id, f"{loaded.folder / older[0].file}:{older[0].line}"
            text = f"{record.id} may be {id_} ({place}), {alike}"
            merge = "remove one" if older[0].file == mention.file else f"write retells: {id_}"
            yield mention, f"{text}; {merge}, or related: [{id_}] if it is something else"
        if record.regions:
            group.append(((first, last), newer))


def _past(loaded: Dataset) -> Iterator[Doubt]:
    """Plans and projects that were due before the first article that tells of them."""
    for mention, *_ in loaded.records.values():
        due, published = getattr(mention.record, "due", None), mention.article.published
        last = dates.bounds(due)[1] if due else None
        if last and last < (dates.bounds(published)[0] or ""):
            text = f"{mention.record.id} is due {due}, before the article of {published}"
            yield mention, f"{text}; check both"


def _late(loaded: Dataset) -> Iterator[Doubt]:
    """What is said to fulfil a plan, but came after the day by which that was due."""
    for mention in chain.from_iterable(loaded.records.values()):
        date = mention.record.date or getattr(mention.record, "signed", None)
        begun = (date and dates.bounds(date)[0]) or ""
        for plan in (each.plan for each in mention.record.settles if each.outcome == "fulfilled"):
            told = (getattr(each.record, "due", None) for each in loaded.records[plan])
            ends = {dates.bounds(due)[1] or "9": due for due in told if due}
            if ends and begun > max(ends):
                text = f"{mention.record.id} is of {date}, but {plan} was due {ends[max(ends)]}"
                yield mention, f"{text}; write the outcome late, or check both dates"


def _of_files(loaded: Dataset) -> Iterator[Doubt]:
    """Articles whose `dating` names other days than `published`, or whose sentences were left."""
    for mention in {m.article.id: m for m in chain(*loaded.records.values())}.values():
        card = mention.article
        said = re.findall(r"Published [^.;]+", card.dating)
        if said and not {*said} & {*_published(card)}:
            text = f"dating says {said[-1]!r}, but published is {card.published}; check both"
            yield mention._replace(line=1), text
        written = ""
        with suppress(OSError, ValueError):  # it was changed meanwhile
            written = (loaded.folder / mention.file).read_text("utf-8")
        if left := [*re.finditer(r"(?m)^ *# \d+\. ", written)]:  # as a draft has them
            text = f"has {counted(len(left), 'sentence')} of the article in comments; remove them"
            line = written.count("\n", 0, left[0].start()) + 1
            yield mention._replace(line=line), f"{text}, as they belong to its publisher"


def _published(card: Article) -> Iterator[str]:
    """What the words on the days of publication can be."""
    days = [datetime.date.fromisoformat(day) for day in dates.bounds(card.published) if day]
    first, last = (
        [str(day.day), dates.MONTHS[day.month - 1], str(day.year)] for day in (days[0], days[-1])
    )
    yield f"Published on {' '.join(last)}" if first == last else ""
    for size in (1, 2, 3):  # what both end with can stand once
        if first[size:] == last[size:]:
            begin, end = " ".join(first[:size]), " ".join(last)
            yield from (f"Published between {begin} and {end}", f"Published on {begin} or {end}")


def _may_be_one(older: Mentions, newer: Mentions) -> bool:
    """Whether two records share a figure or most words of a title, but no link or article."""
    first, second = older[0].record, newer[0].record
    words, more = _words(first.title), _words(second.title)
    figure, same = ((getattr(r, "value", None), getattr(r, "unit", None)) for r in (first, second))
    alike = 5 * len(words & more) > 3 * min(len(words), len(more))
    linked = first.id in second.related or second.id in first.related
    apart = {each.article.id for each in older}.isdisjoint(each.article.id for each in newer)
    return apart and not linked and (alike or (figure == same and figure[0] is not None))


@lru_cache(maxsize=100_000)  # each is compared with all that are of its kind, regions and days
def _words(title: str) -> frozenset[str]:
    return frozenset(fold(title).split())


def _days(mention: Mention) -> Days:
    """The days when a record may have been; by default, of the report."""
    own = (getattr(mention.record, name, None) for name in _WHEN)
    earliest, latest = dates.bounds(next(filter(None, own), mention.article.published))
    return earliest or "", latest or "9999"
