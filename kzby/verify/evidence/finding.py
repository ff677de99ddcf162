"""What a check finds: a claim that is proven, or what is wrong with it, or that it could not be checked."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import NamedTuple

from kzby.errors import Place
from kzby.model.terms import Claim
from kzby.verify.prose.span import Span
from kzby.verify.prose.text import Text, normal


class Fault(NamedTuple):
    """What is wrong with an entry: the path of the field in it, and a sentence."""

    path: Place
    text: str


class Finding(NamedTuple):
    """One claim and its faults: none if it is proven, None instead of them if it could not be checked."""

    claim: Claim
    faults: tuple[Fault, ...] | None


class Quoted(NamedTuple):
    """The quote of a record in normal form, its article's text if that is at hand, and where the quote stands in it."""

    quote: str
    text: Text | None
    places: tuple[Span, ...]

    def around(self) -> Iterator[tuple[str, Span]]:
        """Each sentence that the quote stands in, and where in that sentence."""
        if self.text is not None:
            for place in self.places:
                sentence = self.text.sentence(place)
                yield (
                    self.text.words(sentence),
                    Span(place.start - sentence.start, place.end - sentence.start),
                )


def unprinted(path: Place, words: str | None, text: Text | None) -> Iterator[Fault]:
    """What is wrong with words that must stand in a text: they do not; the passage that comes nearest helps to mend."""
    if words and text is not None and not text.find(words):
        near = _nearest(normal(words), text)
        hint = f"; the nearest passage is “{near}”" if near else ""
        yield Fault(path, f"“{words}” does not stand in the text{hint}")


def _nearest(quote: str, text: Text) -> str | None:
    """As many words of a text as a quote has, or one more, those most like it; None if no passage is like it."""
    words, wanted = text.plain.split(), quote.split()
    lengths = (len(wanted), len(wanted) + 1)
    passages = [
        words[at : at + length]
        for length in lengths
        for at in range(max(len(words) - length, 0) + 1)
    ]
    shared = [len({*wanted}.intersection(passage)) for passage in passages]
    most = max(shared)
    best = [
        " ".join(passage)
        for passage, number in zip(passages, shared, strict=True)
        if number == most
    ]
    return next(iter(get_close_matches(quote, best, n=1)), None)


def either(words: Iterable[object]) -> str:
    """Words in alphabetical order, joined by `or`; `none` if there are none."""
    return " or ".join(sorted(map(str, words))) or "none"
