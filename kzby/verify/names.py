"""Names in a text, also declined, by the vocabularies."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from kzby.load.dataset import Dataset
from kzby.model.vocabulary import Named, Organization, Person, Region, Sector
from kzby.text import fold
from kzby.verify.words import Span, Words, lower

_TOKEN = re.compile(r"'s\b|[^\W_]+(?:'[^\W_]{2,})*")


class Token(NamedTuple):
    """A word of a text as it is compared, and whether it begins with a capital."""

    word: str
    span: Span
    capital: bool


class Mention(NamedTuple):
    """Where a text names something; `own` unless all its words are generic."""

    span: Span
    id: str
    own: bool = True


class _Name(NamedTuple):
    id: str
    words: tuple[str, ...]
    kind: str  # of the endings that it can have
    own: bool
    family: bool  # whether it is that of a person without a forename


class Names:
    """The names of a dataset, as the texts of a language may print them."""

    def __init__(self, dataset: Dataset, words: Words) -> None:
        self.words = words
        self.things = {thing.id: thing for thing in dataset.named}
        self._by_start: dict[str, set[_Name]] = {}
        families: dict[tuple[str, ...], set[str]] = {}
        for name in (name for thing in dataset.named for name in self._names_of(thing)):
            self._by_start.setdefault(name.words[0][:2], set()).add(name)
            if name.family:
                families.setdefault(name.words, set()).add(name.id)
        self._shared = {words for words, ids in families.items() if len(ids) > 1}

    def _names_of(self, thing: Named) -> Iterator[_Name]:
        own = thing.__dict__
        if isinstance(thing, Person):
            for name in (thing.name, *own["spellings"], *own["aliases"]):
                *fore, family = self.compared(name)
                if fore:
                    yield _Name(thing.id, (*fore, family), "person", True, False)
                    yield _Name(thing.id, (family,), "person", True, True)
        elif not isinstance(thing, Sector):
            more = self.words.tables["names"]
            kind = "region" if isinstance(thing, Region) else "word"
            names = [*thing.all_names, *more.get(thing.name, ())]
            for name in names:
                if compared := self.compared(name):
                    yield _Name(thing.id, compared, kind, self._is_own(name), False)

    def _is_own(self, name: str) -> bool:
        """Whether a name has a word that is more than generic (`the delegation`)."""
        words = [word for word in name.split() if not word.islower()]
        return any(not self.words.pattern("@generic").fullmatch(lower(word)) for word in words)

    def compared(self, name: str) -> tuple[str, ...]:
        """The words of a name as they are compared."""
        return tuple(token.word for token in tokens(name, self.words))

    def mentions(self, plain: str) -> list[Mention]:
        """Every mention in a text in normal form; of two regions the longer name counts."""
        read = tokens(plain, self.words)
        every: dict[Mention, None] = {}
        for at, token in enumerate(read):
            for name in self._by_start.get(token.word[:2], ()):
                run = read[at : at + len(name.words)]
                if self._is(name, run):
                    span = Span(run[0].span.start, run[-1].span.end)
                    if self._fits(name.id, span, plain):
                        every[Mention(span, name.id, name.own)] = None
        regions = [each.span for each in every if self.is_region(each.id)]
        towns = {each.span for each in every if self._is_town(each.id)}
        return [
            each
            for each in every
            if not self.is_region(each.id)
            or not any(other != each.span and other.holds(each.span) for other in regions)
            and (each.span not in towns or self._is_town(each.id) or self._is_listed(each.span, plain))
        ]

    def _is(self, name: _Name, run: Sequence[Token]) -> bool:
        if len(run) < len(name.words) or (name.family and not run[0].capital):
            return False
        pairs = zip(name.words, run, strict=True)
        same_words = all(same(word, token.word, name.kind, self.words) for word, token in pairs)
        return same_words and not (name.family and name.words in self._shared)

    def _fits(self, id_: str, span: Span, plain: str) -> bool:
        """Whether a town is not named for its oblast, as in `Minsk Oblast`."""
        before, behind = lower(plain[: span.start]), lower(plain[span.end :])
        beside = self.words.search("@oblast(?: @the)? $", before) or self.words.search("^ @oblast", behind)
        return not (beside and self._is_town(id_))

    def _is_listed(self, span: Span, plain: str) -> bool:
        """Whether an oblast is named with others: `Gomel and Karaganda oblasts`."""
        listed = r"^(?:,? (?:@and )?[^\W\d_]\S*){1,4} @oblast"
        behind = lower(plain[span.end : span.end + 60])
        before = lower(plain[: span.start])
        return bool(
            self.words.search(rf"{listed}|^ @oblast", behind)
            or self.words.search(r"@oblast(?: @the)?(?: \S+){0,3} ?$", before)
        )

    def is_region(self, id_: str) -> bool:
        """Whether an id is that of a region."""
        return isinstance(self.things.get(id_), Region)

    def _is_town(self, id_: str) -> bool:
        thing = self.things[id_]
        return isinstance(thing, Region) and thing.type in ("town", "city", "district")

    def within(self, id_: str) -> list[str]:
        """A region (or the seat of a body) and those that it lies in, the smallest first."""
        thing, chain = self.things.get(id_), list[str]()
        if isinstance(thing, Organization):
            thing = self.things.get(thing.region or "")
        while thing and thing.id not in chain:
            chain.append(thing.id)
            thing = self.things.get(getattr(thing, "within", None) or "")
        return chain


@lru_cache(maxsize=1024)
def tokens(plain: str, words: Words) -> tuple[Token, ...]:
    """The words of a text in normal form as they are compared, without possessive endings."""
    read = []
    for match in _TOKEN.finditer(plain):
        word = fold(match[0])
        for letters, other in words.tables["letters"].items():
            word = word.replace(letters, other)
        if word and match[0] != "'s":
            read.append(Token(word, Span(*match.span()), match[0][0].isupper()))
    return tuple(read)


@lru_cache(maxsize=65536)
def same(name: str, word: str, kind: str, words: Words) -> bool:
    """Whether two words differ at most by endings that the language has for a kind of word."""
    pairs = enumerate(zip(name, word, strict=False))
    least = min(len(name), len(word))
    common = next((at for at, pair in pairs if pair[0] != pair[1]), least)
    if name == word or common < max(3, len(name) - 4):
        return name == word
    ending = _ending(kind, words)
    return bool(ending.fullmatch(name[common:]) and ending.fullmatch(word[common:]))


@lru_cache
def _ending(kind: str, words: Words) -> re.Pattern[str]:
    endings = words.tables["endings"]
    adjective = endings["adjective"] if kind != "person" else []
    return re.compile(f"(?:{'|'.join(adjective)})?(?:{'|'.join(map(fold, endings[kind]))})?")


def has_words(phrase: str, plain: str, words: Words) -> bool:
    """Whether a text prints each word of a phrase, in any order and with any ending."""
    read = {token.word for token in tokens(plain, words)}
    small = words.pattern("@function|@fillers")
    return all(
        any(same(token.word, word, "word", words) for word in read)
        for token in tokens(phrase, words)
        if not small.fullmatch(token.word)
    )
