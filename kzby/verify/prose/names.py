"""Capitalised names as a text prints them: `Brest Fortress`, `Week`, `Kazakh Cinema`, `OAO Mogilevliftmash`."""

import re
from collections.abc import Callable, Iterator
from itertools import groupby

from kzby.verify.prose.span import Span
from kzby.verify.prose.text import Text

_WORD = r"[^\W\d_](?:[\w'-]*\w)?"
_RUN = re.compile(rf"(?<![\w'-]){_WORD}(?: {_WORD})*")
_WORDS = re.compile(_WORD)
_POSSESSIVE = re.compile(r"'s?$")
_OPENS = re.compile(r"(?:^|[.!?:]\"?|\"| -) ?$")


def names(text: Text, *, known: Callable[[str], bool]) -> Iterator[Span]:
    """Every run of capitalised words, without a possessive ending, in the order of the text.

    The first word of a sentence has its capital whatever it is: it is part of a name only if it is `known` as one.
    """
    starts = {sentence.start for sentence in text.sentences}
    for first, *others in _runs(text.plain):
        opens = first.start in starts or _OPENS.search(text.plain[: first.start]) is not None
        run = others if opens and not known(text.words(first)) else [first, *others]
        if run and run[-1].end - run[0].start > 1:
            yield Span(run[0].start, run[-1].end)


def _runs(plain: str) -> Iterator[list[Span]]:
    """The runs of words that begin with a capital, word by word."""
    for phrase in _RUN.finditer(plain):
        words = _WORDS.finditer(plain, *phrase.span())
        for capital, run in groupby(words, key=lambda word: word[0][0].isupper()):
            if capital:
                *before, last = (Span(*word.span()) for word in run)
                ending = _POSSESSIVE.search(plain[last.start : last.end])
                yield [*before, Span(last.start, last.start + ending.start()) if ending else last]
