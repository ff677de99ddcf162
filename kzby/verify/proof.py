"""The proof of a dataset, from each record back to the words of its article."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from kzby.errors import Place, Problem, UsageError
from kzby.load import dataset
from kzby.load.entries import Located
from kzby.model import kinds, vocabulary
from kzby.model.terms import CLAIMS, Claim
from kzby.text import fold
from kzby.verify import dating, measures
from kzby.verify.evidence import Evidence, Source, name_of, sources
from kzby.verify.text import Wrong, unprinted
from kzby.verify.words import PATTERNS

Spellings = Mapping[str, Sequence[str]]  # names by the id of what they name


class Proof(NamedTuple):
    """Whether each claim is proven on the texts of a folder (None: not checked), by its kind."""

    texts: Path | None
    missing: Sequence[str]
    problems: Sequence[Problem]
    verdicts: Mapping[Claim, Sequence[bool | None]]


def prove(folder: Path, texts: Path | None = None) -> Proof:
    """The proof of a dataset on the texts in a folder, by default `seeds` beside the dataset.

    If the folder is named, a missing text is a problem; UsageError if it holds none.
    """
    loaded = dataset.load(folder)
    place, articles = sources(loaded, texts)
    missing = [name_of(article.card) for article in articles if place and article.wrong is None]
    if texts and len(missing) == len(articles):
        raise UsageError(f"--texts {texts} holds no text of an article, such as {missing[0]}")
    named = [thing for thing in loaded.named if not isinstance(thing, vocabulary.Sector)]
    spellings = {thing.id: thing.all_names for thing in named}
    verdicts: dict[Claim, list[bool | None]] = {claim: [] for claim in CLAIMS}
    problems = []
    for article in articles:
        if texts and article.wrong is None:
            lacking = f"{texts / name_of(article.card)} is not there; put the text there"
            problems.append(article.entries[0].problem(("file",), lacking))
        for entry, claim, wrong in _findings(article, spellings):
            faults = list(wrong or ())
            verdicts[claim].append(None if wrong is None else not faults)
            for field, sentence in faults:
                path = (field,) if isinstance(field, str) else field
                problems.append(entry.problem(path, sentence))
    return Proof(place, missing, problems, verdicts)


def _findings(
    article: Source, spellings: Spellings
) -> Iterator[tuple[Located, Claim, Wrong | None]]:
    card, text, (head, *entries) = article.card, article.text, article.entries
    yield head, "text", article.wrong
    yield head, "date", dating.published(card, text)
    for index, nothing in enumerate(card.nothing):
        yield head, "quote", unprinted(("nothing", index, "quote"), nothing.quote, text)
    for entry, record in zip(entries, article.records, strict=True):
        evidence = Evidence(record, entry.written, article)
        for claim, wrong in claims(evidence, spellings):
            yield entry, claim, wrong


def claims(evidence: Evidence, spellings: Spellings) -> Iterator[tuple[Claim, Wrong | None]]:
    """What is wrong with each claim of a record; None if it was not checked."""
    record, text = evidence.record, evidence.text
    for quote in record.quote:
        yield "quote", unprinted("quote", quote, text)
    for path, _, id_ in record.references():
        if id_ in spellings:
            yield "name", _unnamed(path, id_, spellings[id_], evidence) if text else None
    if isinstance(record, kinds.Goods):
        yield "name", measures.of_goods(record, evidence) if text else None
    yield from (("number", wrong) for wrong in measures.faults(evidence))
    yield from (("date", wrong) for wrong in dating.faults(evidence))


def _unnamed(path: Place, id_: str, names: Sequence[str], evidence: Evidence) -> Wrong:
    """That the text prints no known name; for whose trade it is, the sentence or that before."""
    where, passages = "text", [evidence.text.plain if evidence.text else ""]
    if path[0] in ("region", "partner") and evidence.wider:
        where, passages = "sentence", [passage.words for passage in evidence.wider]
    if not any(_folded(name) in _folded(passage) for passage in passages for name in names):
        yield path, f"the {where} prints no known name of {id_}; correct the id, or add the name"


@lru_cache(maxsize=1024)
def _folded(passage: str) -> str:
    """Words for comparison, without possessive endings."""
    return f" {fold(PATTERNS['possessive'].sub(' ', passage))} "
