"""What a curator should look at again, though it may be right."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from kzby.curate.files import article_id
from kzby.errors import DataError, Problem
from kzby.load import dataset
from kzby.load.dataset import Dataset
from kzby.load.entries import ARTICLES, read_vocabulary
from kzby.model import dates
from kzby.model.article import Mention
from kzby.model.kinds import Plan, Trade
from kzby.model.trade import rivals
from kzby.text import fold
from kzby.verify.evidence import read

_SAME = ("sector", "flow", "partner", "subject", "basis")
_COMPARED = 200  # records of one kind, regions and day; with more it would be slow
_WHEN = ("period", "signed", "date", "due")

Mentions = tuple[Mention, ...]


def review(
    folder: Path, article: str = "", *, strict: bool = False
) -> tuple[dict[str, int], list[Problem]]:
    """How many entries of each kind a dataset has, and the doubts about it or one article.

    DataError if it has problems, those of the article alone if this has any; if `strict`, for doubts.
    """
    only = article_id(folder, article)
    try:
        loaded = dataset.load(folder)
    except DataError as error:
        own = [each for each in error.every if Path(each.file).stem == only]
        raise (DataError(own, error.unjudged) if own else error) from None
    rules = (_twins, _rivals, _overdue, _unused, _left)
    doubts = sorted(chain.from_iterable(rule(loaded) for rule in rules))
    doubts = [each for each in doubts if only in ("", Path(each.file).stem)]
    if strict and doubts:
        raise DataError(doubts)
    named = Counter(thing.noun for thing in loaded.named)
    number = {"record": len(loaded.records), "article": len(loaded.articles), **named}
    return number, doubts


def _twins(loaded: Dataset) -> Iterator[Problem]:
    """Newer records that may be an older one, of the same kind, regions and day."""
    groups: dict[Any, list[Mentions]] = defaultdict(list)
    for newer in loaded.records.values():
        mention, record = newer[0], newer[0].record
        days = (getattr(record, name, None) for name in _WHEN)
        span = dates.bounds(next(filter(None, days), mention.article.published))
        same = (getattr(record, name, None) for name in _SAME)
        group = groups[record.kind, frozenset(record.regions), span, *same]
        for older in group[-_COMPARED:] if record.regions else ():
            if _may_be_one(older, newer):
                id_, place = older[0].record.id, f"{loaded.folder / older[0].file}:{older[0].line}"
                text = f"{record.id} may be {id_} ({place}), of the same kind, regions and day"
                advice = f"write retells: {id_}, or related: [{id_}] if it is something else"
                file = str(loaded.folder / mention.file)
                yield Problem(file, mention.line, 1, "", f"{text}; {advice}")
                break
        group.append(newer)


def _rivals(loaded: Dataset) -> Iterator[Problem]:
    """Figures of an article that differ, such as that of its headline from that below."""
    own = defaultdict[str, dict[str, Mention]](dict)
    for mention in chain.from_iterable(loaded.records.values()):
        own[mention.file][mention.record.id] = mention
    for file, mentions in own.items():
        figures = [each.record for each in mentions.values() if isinstance(each.record, Trade)]
        for first, record in rivals(figures):
            text = f"{record.id} and {first.id} are of one period and flow, but differ"
            advice = "check both; if they measure different things, say so by subject or period"
            line = mentions[record.id].line
            yield Problem(str(loaded.folder / file), line, 1, "", f"{text}; {advice}")


def _overdue(loaded: Dataset) -> Iterator[Problem]:
    """Plans that were due before they were first told, and of which no article says what became."""
    mentions = chain.from_iterable(loaded.records.values())
    settled = {each.plan for mention in mentions for each in mention.record.settles}
    for mention, *_ in loaded.records.values():
        plan, published = mention.record, mention.article.published
        is_past = isinstance(plan, Plan) and dates.before(plan.due, published)
        if is_past and plan.id not in settled:
            text = f"{plan.id} was due before the article of {published}; check both dates"
            file = str(loaded.folder / mention.file)
            yield Problem(file, mention.line, 1, "", f"{text}, or say what became of it")


def _unused(loaded: Dataset) -> Iterator[Problem]:
    """Spellings that no article prints, if the texts of all are at hand."""
    texts = [read(card, loaded.folder.parent / "seeds")[0] for card in loaded.articles]
    printed = [text for text in texts if text]
    for name in ("people", "organizations") if len(printed) == len(texts) else ():
        for entry in read_vocabulary(loaded.folder / f"{name}.yaml").entries:
            for at, words in enumerate(entry.entry.spellings):
                if not any(each.find(words) for each in printed):
                    advice = "is printed by no article; move it to aliases, or remove it"
                    yield entry.problem(("spellings", at), f"{words!r} {advice}")


def _left(loaded: Dataset) -> Iterator[Problem]:
    """Articles whose sentences were left in comments, as a draft has them."""
    for card in loaded.articles:
        file = loaded.folder / ARTICLES / f"{card.id}.yaml"
        for number, line in enumerate(file.read_text("utf-8", "replace").splitlines(), 1):
            if re.match(r" *# \d+\. ", line):
                text = "is a sentence of the article; remove all, as they belong to its publisher"
                yield Problem(str(file), number, 1, "", text)
                break


def _may_be_one(older: Mentions, newer: Mentions) -> bool:
    """Whether two records that are not linked share a figure or most words of a title.

    Those of one article share all but the id, the quote and the note.
    """
    first, second = older[0].record, newer[0].record
    if first.id in second.related or second.id in first.related:
        return False
    if {each.article.id for each in older} & {each.article.id for each in newer}:
        own = {"id": "", "quote": (), "note": None}
        return first.model_copy(update=own) == second.model_copy(update=own)
    words, more = ({*fold(record.title).split()} for record in (first, second))
    figure, same = ((getattr(r, "value", None), getattr(r, "unit", None)) for r in (first, second))
    alike = 5 * len(words & more) > 3 * min(len(words), len(more))
    return alike or (figure == same and figure[0] is not None)
