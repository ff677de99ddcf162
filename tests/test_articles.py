"""The real dataset: sound, complete, and right where people ask first."""

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from support import ROOT, TEXTS, Run, answered, cases, needs_texts, questions, screen

from kzby.load import dataset
from kzby.load.dataset import Dataset
from kzby.model.article import Mention
from kzby.query import names
from kzby.store import Store
from kzby.store.open import bundled
from kzby.verify.evidence import name_of


@pytest.fixture(scope="module")
def loaded() -> Dataset:
    return dataset.load(bundled())


@pytest.fixture
def mentions(loaded: Dataset) -> Iterator[Mention]:
    """Every record of every article."""
    return chain.from_iterable(loaded.records.values())


def test_it_is_sound_and_not_empty(loaded: Dataset) -> None:
    assert len(loaded.articles) >= 92
    assert len(loaded.records) >= 1_170


FIRST_LEVEL = """
    BY-BR BY-HM BY-HO BY-HR BY-MA BY-MI BY-VI KZ-10 KZ-11 KZ-15 KZ-19 KZ-23 KZ-27 KZ-31
    KZ-33 KZ-35 KZ-39 KZ-43 KZ-47 KZ-55 KZ-59 KZ-61 KZ-62 KZ-63 KZ-71 KZ-75 KZ-79
"""


def test_every_first_level_region_is_known(loaded: Dataset) -> None:
    codes = {region.id for region in loaded.regions if region.type in ("oblast", "city")}
    assert codes == {*FIRST_LEVEL.split()}


def test_titles_notes_and_ids_are_short(loaded: Dataset, mentions: Iterator[Mention]) -> None:
    for record in (mention.record for mention in mentions):
        assert len(record.title) <= 90, record.id
        assert len(record.id) <= 28, record.id
        assert len(record.note or "") <= 250, record.id
    assert all(len(card.id) <= 40 for card in loaded.articles)


def test_an_inferred_year_is_marked_wherever_it_appears(mentions: Iterator[Mention]) -> None:
    """The texts of these two articles print no year for their own events."""
    inferred = {"2016-06-21-brest-atyrau", "2013-09-25-vitebsk-embassy"}
    records = [mention.record for mention in mentions if mention.article.id in inferred]
    assert len(records) >= 70
    for record in records:
        fields = {"date", "period", "due", "against", "signed"}
        dates = record.model_dump(include=fields, exclude_none=True)
        assert all("?" in date for date in dates.values()), record.id


def test_an_event_has_a_date_only_if_it_is_printed_for_it_or_for_its_whole(loaded: Dataset) -> None:
    records = {mention.record.id: mention.record for (mention, *_) in loaded.records.values()}
    for event in records.values():
        if event.kind == "meeting" and event.date:
            wholes = [records[id_] for id_ in event.related]
            printed = {record.date for record in (event, *wholes) if record.date_text}
            assert event.date in printed, event.id
    assert records["mogilev-ambassador-meeting"].date is None


def test_an_unattributed_remark_says_that_the_article_says_it(mentions: Iterator[Mention]) -> None:
    says = re.compile("The (article|headline)|(The a|A)rticle's headline ")
    for record in (mention.record for mention in mentions):
        if record.kind == "remark" and record.speaker == "article":
            assert says.match(record.title), record.id


def test_a_body_has_a_name_of_its_own(loaded: Dataset) -> None:
    assert not [body.id for body in loaded.organizations if "delegation" in body.id]


@pytest.mark.parametrize(("other", "today"), cases("former-names"))
def test_a_former_or_familiar_name_is_that_of_a_region(real: Store, other: str, today: str) -> None:
    assert names.find(real, "region", other)[0] == (today,)


@pytest.mark.parametrize(("question", "columns", "expected"), questions("answers"))
def test_an_answer_is_as_printed(real: Store, question: str, columns: str, expected: str) -> None:
    """What users ask first, answered from the texts by hand; `...` stands for further rows."""
    rows = answered(real, question, columns)
    *told, last = map(str.strip, ["", *expected.splitlines()])
    if last == "...":
        assert rows[: len(told) - 1] == told[1:]
    else:
        assert rows == [*told, last][1:]


@pytest.mark.parametrize(("line", "shown"), cases("screens-of-the-real"))
def test_a_screen_shows_it(kzby: Run, shipped: Path, line: str, shown: str) -> None:
    assert re.search(shown, screen(kzby, line, "--data", shipped)[1], re.MULTILINE)


# What only the texts can prove.


def words_of(text: str) -> str:
    return " ".join(text.replace("’", "'").split())


def runs(text: str) -> set[str]:
    """Every twelve words in a row."""
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[at : at + 12]) for at in range(len(words) - 11)}


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name in value.keys() - {"headline", "titles", "url"}:  # copied whole
            yield from strings(value[name])
    else:
        for each in value:
            yield from strings(each)


@pytest.fixture(scope="module")
def texts(loaded: Dataset) -> dict[str, str]:
    """The texts that are at hand, by article."""
    at_hand = {card.id: (TEXTS or ROOT) / name_of(card) for card in loaded.articles}
    return {
        id_: words_of(path.read_text("utf-8")) for id_, path in at_hand.items() if path.exists()
    }


@needs_texts
def test_no_quote_is_a_whole_sentence(loaded: Dataset, texts: dict[str, str]) -> None:
    quotes = [(card.id, each.quote) for card in loaded.articles for each in card.nothing]
    for mention in chain.from_iterable(loaded.records.values()):
        quotes += [(mention.article.id, quote) for quote in mention.record.quote]
    for id_, quote in quotes:
        words = re.escape(words_of(quote))
        whole = rf'(^|[.!?:]["»“]? |["«„“]){words}[.!?]["»“]?( |$)'
        assert not re.search(whole, texts.get(id_, "")), (id_, quote)


@needs_texts
def test_every_title_stands_in_its_text(loaded: Dataset, texts: dict[str, str]) -> None:
    titles = [(card.id, each) for card in loaded.articles for each in card.titles]
    for id_, each in titles:
        title = words_of(each.title_text or each.title)
        assert title in texts.get(id_, title), id_


@needs_texts
def test_every_spelling_stands_in_a_text(loaded: Dataset, texts: dict[str, str]) -> None:
    """Of people and bodies that no article names whose text is missing."""
    everything = " ".join((*texts.values(), *(card.url for card in loaded.articles)))
    unread = set()
    for card in loaded.articles:
        if card.id not in texts:
            unread |= {card.agency, card.publisher, *(each.person for each in card.titles)}
    for mention in chain.from_iterable(loaded.records.values()):
        if mention.article.id not in texts:
            unread |= {id_ for _, _, id_ in mention.record.references()}
    spelled = {body.id: body.spellings for body in loaded.people}
    spelled |= {body.id: body.spellings for body in loaded.organizations}
    for id_ in spelled.keys() - unread:
        assert all(words_of(spelling) in everything for spelling in spelled[id_]), id_


@needs_texts
def test_no_sentence_of_a_text_is_in_the_project(loaded: Dataset, texts: dict[str, str]) -> None:
    """Facts carry over, sentences do not: nowhere twelve words in a row."""
    printed = set().union(*map(runs, texts.values()))
    for file in loaded.files():
        for text in strings([entry.written for entry in file.entries]):
            assert not runs(text) & printed, text
    pages = (page for room in ("data", "kzby", "seeds") for page in (ROOT / room).rglob("*.md"))
    for path in (*(ROOT / "tests").rglob("*.py"), *ROOT.glob("*.md"), *pages):
        assert not runs(path.read_text("utf-8")) & printed, path
