"""A draft of an article's file: what its text prints, TODO for what a person decides."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from textwrap import wrap
from typing import Any
from urllib.parse import unquote

from pydantic import TypeAdapter, ValidationError

from kzby.curate.files import Small, written
from kzby.errors import UsageError
from kzby.load.dataset import Dataset
from kzby.model import fields
from kzby.model.vocabulary import VOCABULARIES
from kzby.verify import words
from kzby.verify.calendar import is_dated, only
from kzby.verify.coverage import counted
from kzby.verify.evidence import LARGEST
from kzby.verify.names import Mention, Names
from kzby.verify.numbers import Number
from kzby.verify.text import Text
from kzby.verify.words import Span

_DATELINE = re.compile(r"(?m)^(\d\d? [\w ]+, |\D{0,5}[\d.-]{8,} )?([^\W\d_][\w -]*?) *[.,:(/–—]")
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?!\d)")  # in an address
_HOST = re.compile(r"^https?://(?:(?:www|\w\w)\.(?=[^./]+\.))?([^/?#]+)")
# What may be a title before a name, or behind it.
_BEFORE = re.compile(r'(?:.*[,:;"(]|.* - )?\s*([^\s,:;"(][^,:;"(]*?)[\s,(]*')
_BEHIND = re.compile(r', ([^,;.:"]+)')
_DATING = "TODO how the day is known. Published on DAY (or between DAY and DAY, both in full)."
_FIELDS = {scheme: name for name, scheme in VOCABULARIES.items()}
_REMOVE = "Remove each sentence once it is coded: the text belongs to its publisher."
_EDITOR = "# yaml-language-server: $schema=../schema/article.json"


def draft(file: Path, loaded: Dataset, id_: str, url: str, language: str) -> Iterator[str]:
    """The lines of a draft for a text; an empty id, URL or language is not known.

    UsageError if the text cannot be read, or if its language is not clear.
    """
    for option, given, form in (
        ("-o", id_, fields.Id), ("--url", url, fields.Url), ("--language", language, fields.Language)
    ):  # fmt: skip
        if given:
            _refuse(option, given, form)
    try:
        if file.exists() and not (file.is_file() and file.stat().st_size <= LARGEST):
            raise UsageError(f"{file} is no file of at most {LARGEST:,} bytes; give a text")
        raw = file.read_bytes()
        decoded = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{file} is not UTF-8; give a text in UTF-8") from None
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}; check the path") from None
    language = language or _language(decoded)
    text = Text(decoded, words.of(language))
    known = text.language
    mentions = sorted(Names(loaded, known).mentions(text)) if known else []
    if (loaded.folder / "schema" / "article.json").is_file():
        yield _EDITOR
    publishers = _publishers(url, loaded)
    news = {each.id for each in loaded.organizations if each.type.startswith("news")}
    # Not as a word: `a report`.
    agencies = {each.id for each in mentions if not text.words(each.span).islower()} & news
    heads = _DATELINE.findall(text.shown)
    datelines = (f"TODO {at}" for day, at in heads if at.isupper() or (day and at.istitle()))
    card = {
        "id": id_ or "TODO",
        **_headline(text, url),
        "publisher": _one_of(publishers),
        "agency": _one_of(agencies or publishers),
        "url": url or "TODO",
        "file": file.name,
        "sha256": hashlib.sha256(raw).hexdigest(),
        "language": language,
        "dateline": next(datelines, None),
        "published": _published(text, url),
        "dating": _DATING,
        "titles": [*_titles(text, mentions, loaded)],
    }
    yield from written({"article": {key: value for key, value in card.items() if value}})
    dates = ", ".join(_own(text, span) for _, span in text.dates)
    yield from _comment(f"dates: {dates or 'none found'}")
    yield from ("", "records:", *_comment(_REMOVE), "")
    for at, block in enumerate(_records(text, mentions, loaded)):
        yield from [""] * bool(at)
        yield from block


def _refuse(option: str, given: str, form: Any) -> None:
    """UsageError if what is given does not have the form of a field."""
    try:
        TypeAdapter(form).validate_python(given)
    except ValidationError as invalid:
        wrong = invalid.errors()[0]["ctx"]["error"]
        raise UsageError(f"{option}: {wrong}") from None


def _language(text: str) -> str:
    """The language by its small words; UsageError if that is not clear."""
    low, small = words.lower(text), Counter[str]()
    for file in Path(words.__file__).parent.glob("*.toml"):
        small[file.stem] = len(words.Words(file).pattern("@function").findall(low))
    (first, most), (_, more), *_ = small.most_common()
    if most < max(5, 2 * more):
        raise UsageError("the language of the text is not clear; give it, such as --language ru")
    return first


def _publishers(url: str, loaded: Dataset) -> set[str]:
    """Who published other articles of its host, or is called as that is."""
    host = _HOST.findall(url)
    called = {each.id for each in loaded.organizations if {*host} & {*each.all_names}}
    return called | {each.publisher for each in loaded.articles if _HOST.findall(each.url) == host}


def _headline(text: Text, url: str) -> dict[str, str]:
    """The first line without a date, if it is no sentence; else any in the address."""
    lines, known = text.shown.strip().split("\n"), text.language
    if known and lines[0][:1].isdigit() and is_dated(lines[0], known):
        lines = lines[1:]
    first = next(filter(None, lines), "")
    if not first.endswith("."):
        return {"headline": f"TODO {first}"}
    name = unquote(re.split("[?#]", url)[0]).rstrip("/").rpartition("/")[2]
    parts = re.sub(r"(_a\d+)?(\.\w+)?$", "", name).split("-")
    if not parts[2:]:
        return {"headline": "TODO"}
    return {"headline": f"TODO {' '.join(parts).capitalize()}", "headline_basis": "TODO address"}


def _published(text: Text, url: str) -> str:
    """The day in the address, or else the first that the text prints."""
    if match := _DAY.search(url):
        return f"TODO {match[1]}?-{match[2]}-{match[3]}"
    days = (_own(text, span) for date, span in text.dates if only(date, "day"))
    return next((f"TODO {day} or later" for day in days), "TODO")


def _titles(text: Text, mentions: Sequence[Mention], loaded: Dataset) -> Iterator[Small]:
    """A stub for each person, with what is before or behind the first full name."""
    people = {each.id for each in loaded.people}
    whole: dict[str, Span] = {}
    for each in mentions:
        if each.id in people and " " in text.words(each.span):
            whole.setdefault(each.id, each.span)
    for id_, span in whole.items():
        sentence = text.around(span)
        others = [each.end for each in whole.values() if each.end < span.start]
        stub = Small({"person": f"TODO {id_}", "title": "TODO"})
        before = _BEFORE.fullmatch(text.plain, max([sentence.start, *others]), span.start)
        if near := before or _BEHIND.match(text.plain, span.end, sentence.end):
            stub["title_text"] = f"TODO {_own(text, Span(*near.span(1)))}"
        yield stub


def _records(text: Text, mentions: Sequence[Mention], loaded: Dataset) -> Iterator[list[str]]:
    """Each sentence as a comment, with a stub for each figure in it; at least one stub."""
    fields = {thing.id: _FIELDS[type(thing)] for thing in loaded.named}
    numbers = counted(text)
    for at, span in enumerate(text.sentences, 1):
        ids = sorted({each.id for each in mentions if span.holds(each.span)})
        named = defaultdict(list)
        for id_ in ids:
            named[fields[id_]].append(f"TODO {id_}")
        lines = _comment(f"{at}. {_own(text, span)} [{', '.join(ids)}]".removesuffix(" []"))
        figures = _figures(each for each in numbers if span.holds(each.span))
        stubs = (_stub(text, each, named) for each in figures)
        yield [*lines, *next(stubs, ())]
        yield from stubs
    if not numbers:
        yield _stub(text, [], {})


def _figures(numbers: Iterable[Number]) -> list[list[Number]]:
    """The numbers of a sentence, an amount and the change beside it together."""
    figures: list[list[Number]] = []
    for number in numbers:
        *_, last = figures or [[]]
        pair = [*last, number]
        if len({bool(each.change) for each in pair if each.units}) == len(pair) == 2:
            last.append(number)
        else:
            figures.append([number])
    return figures


def _stub(text: Text, figure: Sequence[Number], named: dict[str, list[str]]) -> list[str]:
    """A record to fill in, with what the text prints of its figure."""
    stub: dict[str, Any] = {"kind": "TODO", "id": "TODO", "title": "TODO", **named}
    printed = ""
    if figure:
        amount = min(figure, key=lambda each: bool(each.change))
        sentence = text.low[slice(*text.around(amount.span))]
        meanings = {
            "flow": amount.words.read("flows", sentence) if amount.units else (),
            "hedge": {hedge for meant in amount.beside("hedges") for hedge in meant} - {"none"},
            "basis": ("target", "forecast") if amount.target else (),
        }
        for number in figure:
            own = f"TODO {_own(text, number.span)}"
            change = {"change": own, "change_kind": f"TODO {number.change}"}
            stub |= change if number.change else {"value": own, "unit": _one_of(number.units)}
        stub |= {field: _one_of(meant) for field, meant in meanings.items() if meant}
        printed = _own(text, Span(figure[0].span.start, figure[-1].span.end))
    stub["quote"] = f"TODO {printed}".strip()
    return [f"  {line}" for line in written([stub])]


def _own(text: Text, span: Span) -> str:
    return " ".join(text.shown[slice(*span)].split())


def _one_of(words: Iterable[str]) -> str:
    return f"TODO {' or '.join(sorted(words))}".strip()


def _comment(text: str) -> list[str]:
    return [f"  # {line}" for line in wrap(text, 114, break_on_hyphens=False)]
