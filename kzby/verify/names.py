"""Names in a text, also declined, by the vocabularies."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from kzby.load.dataset import Dataset
from kzby.model import vocabulary
from kzby.text import fold
from kzby.verify.words import Span, Words, lower

_TOKEN = re.compile(r"'s\b|[^\W_]+(?:'[^\W_]{2,})*")
_PLACES = ("town", "city", "district")


class Token(NamedTuple):
    """A word of a text as it is compared, and whether it begins with a capital."""

    word: str
    span: Span
    capital: bool


class Mention(NamedTuple):
    """Where a text names something; `own` unless only generic words do (`the administration`)."""

    span: Span
    id: str
    own: bool = True


class _Name(NamedTuple):
    id: str
    words: tuple[str, ...]
    kind: str  # of the endings it can have
    own: bool
    capital: bool  # whether the text must write it so


class Names:
    """The names of a dataset, as the texts of one language may print them."""

    def __init__(self, dataset: Dataset, words: Words) -> None:
        self.words = words
        self.things = {thing.id: thing for thing in dataset.named}
        self.people = {person.id: person for person in dataset.people}
        self.organizations = {body.id for body in dataset.organizations}
        self._by_start: dict[str, list[_Name]] = {}
        for thing in self.things.values():
            for name in (
                {*self._names_of(thing)} if not isinstance(thing, vocabulary.Sector) else ()
            ):
                self._by_start.setdefault(name.words[0][:2], []).append(name)

    def _names_of(self, thing: vocabulary.Named) -> Iterator[_Name]:
        kind = {"region": "region", "person": "person"}.get(thing.noun, "word")
        printed = [*thing.all_names]
        if isinstance(thing, vocabulary.Person):
            full = [each for each in _spellings(thing) if len(each.split()) > 1]
            family = {each.split()[-1] for each in full}
            for name in full:
                yield _Name(thing.id, self.compared(name), kind, True, False)
            for name in family if thing.id not in self.namesakes else ():
                yield _Name(thing.id, self.compared(name), kind, True, True)
            return
        for key, more in self.words.tables["names"].items():
            if isinstance(thing, vocabulary.Region) and key in printed:
                printed += more
        for name in printed:
            if compared := self.compared(name):
                yield _Name(thing.id, compared, kind, self._is_own(name), False)

    def _is_own(self, name: str) -> bool:
        """Whether a name has a word that is more than generic (`the delegation`)."""
        for word in name.split():
            generic = self.words.pattern("@generic").fullmatch(lower(word))
            if word[0].isupper() | word[0].isdigit() and not generic:
                return True
        return False

    def compared(self, name: str) -> tuple[str, ...]:
        """The words of a name as they are compared."""
        return tuple(token.word for token in tokens(name, self.words))

    def mentions(self, plain: str) -> list[Mention]:
        """Every mention in a text in normal form; of two regions the longer name counts."""
        read = tokens(plain, self.words)
        found: list[Mention] = []
        for at, token in enumerate(read):
            for name in self._by_start.get(token.word[:2], ()):
                run = read[at : at + len(name.words)]
                if self._is(name, run) and not self._is_other(name, at, read, plain):
                    span = Span(token.span.start, run[-1].span.end)
                    found.append(Mention(span, name.id, name.own))
        regions = [each for each in found if self.is_region(each.id)]
        return [
            each
            for each in dict.fromkeys(found)
            if not self.is_region(each.id)
            or not any(o.span != each.span and o.span.holds(each.span) for o in regions)
        ]

    def _is(self, name: _Name, run: Sequence[Token]) -> bool:
        if len(run) < len(name.words) or (name.capital and not run[0].capital):
            return False
        return all(
            same(word, token.word, name.kind, self.words)
            for word, token in zip(name.words, run, strict=True)
        )

    def _is_other(self, name: _Name, at: int, read: Sequence[Token], plain: str) -> bool:
        """Whether what stands beside makes it another's name: `Minsk Oblast`, `Ivan Testov`."""
        thing = self.things[name.id]
        before, behind = read[max(at - 2, 0) : at], read[at + len(name.words) :][:1]
        if isinstance(thing, vocabulary.Region) and thing.type in _PLACES:
            beside = (plain[slice(*token.span)] for token in (*before[-1:], *behind))
            return any(self.words.search("^@oblast", lower(word)) for word in beside)
        if not name.capital or not before or not before[-1].capital:
            return False
        start, end = before[-1].span
        if self.words.pattern("@generic").fullmatch(lower(plain[start:end])):
            return False
        if plain[end : read[at].span.start].strip(" .-") or re.search(
            r"(?:^|[.!?:\"]) ?$", plain[:start]
        ):
            return False
        fore = {word for each in _spellings(thing) for word in self.compared(each)[:-1]}
        initials = {word[:1] for word in fore}
        beside = {token.word for token in before}
        known = any(same(word, each, "person", self.words) for word in fore for each in beside)
        regions = any(
            same(name.words[0], before[-1].word, "region", self.words)
            for name in self._by_start.get(before[-1].word[:2], ())
            if self.is_region(name.id)
        )
        return not (known or regions or initials & beside)

    def is_region(self, id_: str) -> bool:
        """Whether an id is that of a region."""
        return isinstance(self.things.get(id_), vocabulary.Region)

    def within(self, id_: str) -> list[str]:
        """A region and those that it lies in, the smallest first."""
        chain: list[str] = []
        while (region := self.things.get(id_)) and id_ not in chain:
            chain.append(id_)
            id_ = getattr(region, "within", None) or ""
        return chain

    @cached_property
    def namesakes(self) -> set[str]:
        """The people who share a family name."""
        families: dict[tuple[str, ...], set[str]] = {}
        for person in self.people.values():
            for spelling in _spellings(person):
                if len(spelling.split()) > 1:
                    families.setdefault(self.compared(spelling)[-1:], set()).add(person.id)
        return {id_ for ids in families.values() if len(ids) > 1 for id_ in ids}


def _spellings(person: vocabulary.Named) -> Iterable[str]:
    own: Mapping[str, Sequence[str]] = person.__dict__
    return (person.name, *own.get("spellings", ()), *own.get("aliases", ()))


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
    if name == word:
        return True
    common = next(
        (at for at, pair in enumerate(zip(name, word, strict=False)) if len({*pair}) > 1), None
    )
    common = min(len(name), len(word)) if common is None else common
    if common < 3 or common < len(name) - 4:
        return False
    ending = _ending(kind, words)
    return bool(ending.fullmatch(name[common:]) and ending.fullmatch(word[common:]))


@lru_cache
def _ending(kind: str, words: Words) -> re.Pattern[str]:
    endings = words.tables["endings"]
    adjective = endings.get("adjective", []) if kind != "person" else []
    listed = "|".join({*map(fold, endings[kind])})
    return re.compile(f"(?:{'|'.join(adjective)})?(?:{listed})?" if adjective else f"(?:{listed})?")


def prints(phrase: str, plain: str, words: Words) -> bool:
    """Whether a text prints each word of a phrase, in any order and with any ending."""
    read = {token.word for token in tokens(plain, words)}
    return all(
        any(same(token.word, word, "word", words) for word in read)
        for token in tokens(phrase, words)
        if not words.pattern("@function|@fillers").fullmatch(token.word)
    )
