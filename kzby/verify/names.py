"""Names in a text, also declined, by the vocabularies."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from kzby.load.dataset import Dataset
from kzby.model.vocabulary import Named, Organization, Person, Region, Sector
from kzby.text import fold
from kzby.verify.text import Text
from kzby.verify.words import Span, Words, lower, reached

_WORD = re.compile(r"'s\b|[^\W_]+(?:'[^\W_]{2,})*")


class Token(NamedTuple):
    """A word of a text as it is compared."""

    word: str
    span: Span


class Mention(NamedTuple):
    """Where a text names something."""

    span: Span
    id: str


class _Name(NamedTuple):
    id: str
    words: tuple[str, ...]
    kind: str  # of the endings it can have
    capitals: int = 0  # with how many it must begin: `BISR` is no `bis`
    is_family: bool = False


class Names:
    """The names of a dataset, as the texts of a language may print them."""

    def __init__(self, dataset: Dataset, words: Words) -> None:
        self.words, self.things = words, {thing.id: thing for thing in dataset.named}
        every = {name for thing in dataset.named for name in self._of(thing)}
        shared = Counter(name.words for name in every if name.is_family)
        self._starts, self._forenames = defaultdict[str, list[_Name]](list), defaultdict(set)
        for name in every:
            if shared[name.words] < 2 or not name.is_family:
                self._starts[name.words[0][:2]].append(name)
            if name.kind == "person" and name.words[1:]:
                self._forenames[name.words[0]].add(name.id)
        self.every = {name.words for name in every}

    def _of(self, thing: Named) -> Iterator[_Name]:
        """The names that prove something: a family name, but no forename or `the delegation`."""
        more = self.words.tables["names"].get(thing.name, ())
        kind = {Region: "region", Person: "person"}.get(type(thing), "word")
        for name in () if isinstance(thing, Sector) else (*thing.all_names, *more):
            words = tuple(token.word for token in tokens(name, self.words))
            generic = self.words.pattern("@generic(?:[ -]@generic)*").fullmatch(lower(name))
            forename = kind == "person" and name != thing.name
            if words and not generic and (words[1:] or not forename):
                yield _Name(thing.id, words, kind, 2 * name.isupper())
            if len(words) > 1 and kind == "person":
                yield _Name(thing.id, words[-1:], kind, 1, is_family=True)

    @lru_cache(maxsize=128)  # noqa: B019 (there are as many as languages)
    def mentions(self, text: Text) -> list[Mention]:
        """Every mention in the sentences of a text; of two regions or people the longer name counts.

        What an oblast and a town can both be called is the town, but for `Minsk Oblast`.
        """
        every = dict[Mention, None]()
        for name, span in self._found(text):
            listed = text.is_before(span, r"(?:(?:, \S+)*,? @and(?: @denied)? \S+)? @oblast")
            listed |= text.is_after(span, r"@oblast(?: @the)?(?: \S+,)*(?: \S+ @and)? ")
            other = text.is_before(span, '"? ?@namesakes>')
            other |= text.is_after(span, '@namesakes<[" -]*')
            if not (other or (listed and self._is_town(name.id))):
                every[Mention(span, name.id)] = None
        bodies = {each for each in every if isinstance(self.things[each.id], Organization)}
        longest, end = set[Span](), 0
        for span in sorted({e.span for e in every if e not in bodies}, key=lambda e: (e[0], -e[1])):
            longest |= {span} if span.end > end else set()
            end = max(end, span.end)
        towns = {each.span for each in every if self._is_town(each.id)}
        others = [each for each in every if each.span in longest and each not in bodies]
        named = (e for e in others if self._is_town(e.id) is (e.span in towns))
        return sorted({*bodies, *named})

    @lru_cache(maxsize=128)  # noqa: B019
    def places(self, title: str, text: Text) -> list[Span]:
        """Where a text prints a title, also declined, but not as part of `deputy governor`."""
        office = "@offices" if self.words.search("@offices", lower(title)) else ""  # no `Botschaft`
        name = _Name("", tuple(token.word for token in tokens(title, self.words)), "word")
        found = (at for _, at in self._found(text, {name.words[0][:2]: [name]}))
        alike = (at for at in found if text.spans(office, at))
        return [at for at in alike if not text.is_after(at, "@lesser[ -]")]

    def _found(
        self, text: Text, starts: Mapping[str, Sequence[_Name]] | None = None
    ) -> Iterator[tuple[_Name, Span]]:
        """Where a sentence has the words of a name, by the first two letters of these."""
        read = tokens(text.plain, self.words)
        for at, token in enumerate(read):
            for name in (starts or self._starts).get(token.word[:2], ()):
                run = read[at : at + len(name.words)]
                span = Span(token.span.start, run[-1].span.end)
                first = text.plain[span.start : span.start + name.capitals]
                alike = first == first.upper() and len(run) == len(name.words)
                pairs = zip(name.words, (each.word for each in run), strict=False)
                if not alike or not all(same(*pair, name.kind, self.words) for pair in pairs):
                    continue
                # not behind the forename of others alone
                forename = read[at - 1].word if at and name.is_family else ""
                owners = self._forenames.get(forename, {name.id})
                if len(reached(text.sentences, span)) == 1 and name.id in owners:
                    yield name, span

    def regions(self, title: str) -> list[str]:
        """The regions that a title names, in its order."""
        named = sorted(self.mentions(Text(title, self.words)))
        return [id_ for _, id_ in named if self.is_region(id_)]

    def is_region(self, id_: str) -> bool:
        """Whether an id is that of a region."""
        return isinstance(self.things.get(id_), Region)

    def _is_town(self, id_: str) -> bool:
        return getattr(self.things[id_], "type", "") in ("town", "city", "district")

    def within(self, id_: str) -> list[str]:
        """A region (or the seat of a body) and those that it lies in, the smallest first."""
        thing, chain = self.things.get(id_), list[str]()
        if isinstance(thing, Organization):
            thing = self.things.get(thing.region or "")
        while isinstance(thing, Region) and thing.id not in chain:
            chain.append(thing.id)
            thing = self.things.get(thing.within or "")
        return chain


@lru_cache(maxsize=1024)
def tokens(plain: str, words: Words) -> tuple[Token, ...]:
    """The words of a text in normal form as they are compared, without possessive endings."""
    read = []
    for match in _WORD.finditer(plain):
        word = fold(match[0]) if match[0] != "'s" else ""
        for letters, other in words.tables["letters"].items():
            word = re.sub(letters, other, word)
        if word:
            read.append(Token(word, Span(*match.span())))
    return tuple(read)


@lru_cache(maxsize=65536)
def stems(word: str, kind: str, words: Words) -> frozenset[str]:
    """A word, also without each ending that the language has for a kind of word."""
    endings = words.tables["endings"]
    adjective = "|".join(endings["adjective"] if kind != "person" else ())
    ending = re.compile(f"(?:{adjective})?(?:{'|'.join(map(fold, endings[kind]))})?")
    return frozenset(word[:at] for at in range(3, len(word) + 1) if ending.fullmatch(word, at))


def same(name: str, word: str, kind: str, words: Words) -> bool:
    """Whether two words have a stem in common that is most of the name."""
    shared = stems(name, kind, words) & stems(word, kind, words)
    return name == word or any(len(stem) >= len(name) - 4 for stem in shared)


def has_words(phrase: str, plain: str, words: Words) -> bool:
    """Whether a text prints each word of a phrase, in any order and with any ending."""
    read = {token.word for token in tokens(plain, words)}
    small = words.pattern("@function|@fillers")
    return all(
        small.fullmatch(own.word) or any(same(own.word, word, "word", words) for word in read)
        for own in tokens(phrase, words)
    )
