"""The speaker of a quote: whom its sentence has speaking, or else the nearest person named."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from kzby.verify.evidence import Case
from kzby.verify.names import Mention
from kzby.verify.words import Span

_FEW = r"(?: [^ ,;:\".]+){0,3}"


def named(case: Case) -> list[Span]:
    """Where a speaker is named: who says it, or else whom the sentence names, or the nearest names.

    Those named within direct speech are others.
    """
    text, near = case.text, [*saying(case)]
    people = list(_outside_speech(case))
    parts = [*map(text.part, case.places)]
    near = near or [at for at in people if any(part.holds(at) for part in parts)]
    earlier = [at for at in people if parts and at.end <= case.sentences[0].start]
    # of those before, any in the sentence right before, or else the last
    before = [at for at in earlier if case.wider[0].holds(at)] or earlier[-1:]
    if parts and case.words.search(r"^\W*@pronouns ", text.low[slice(*case.sentences[0])]):
        return [*near, *before]  # `She offered Lis help`
    return near or [*before, *people[len(earlier) :][:1]]


def saying(case: Case) -> Iterator[Span]:
    """The people who say it by the sentence of a quote, or by that in which its speech ends.

    A paragraph that opens with a dash, or lacks a quotation mark, is speech to its end.

    Of two, `Anton Reut and Vera Lozovik noted`, none does so alone.
    """
    text, tellers = case.text, _tellers(case)
    for place in case.places:
        within, line = text.around(place), text.line(place)
        if _is_dashed(line, case):
            within = line
        elif text.words(line).count('"') % 2:
            within = Span(within.start, max(within.end, line.end))
        elif text.is_speech(place):
            end = text.plain.index('"', place.start)
            within = Span(within.start, text.around(Span(end, end + 1)).end)
        yield from _sayers([name for name in tellers if within.holds(name)], within.start, case)


def _is_dashed(line: Span, case: Case) -> bool:
    """Whether a paragraph is speech that opens with a dash."""
    return case.text.words(line).startswith("- ")


def _outside_speech(case: Case) -> Iterator[Span]:
    """The people who are named outside direct speech, in a dashed paragraph those who say it."""
    for line, names in groupby(_tellers(case), case.text.line):
        if _is_dashed(line, case):
            every = list(names)
            sayers = list(_sayers(every, line.start, case))
            unnamed = not sayers and case.words.search("[-,] @said", case.text.low[slice(*line)])
            yield from every if unnamed else sayers
        else:
            yield from (name for name in names if not case.text.is_speech(name))


def _sayers(names: Sequence[Span], start: int, case: Case) -> Iterator[Span]:
    """Of the people named in a stretch of text that begins there, those who say something."""
    low, search = case.text.low, case.words.search
    for name in names:
        before, behind = low[start : name.start], low[name.end :]
        comma = ",?" * low.startswith(", ", name.start - 2)  # `the Governor, Lis, said`
        start = name.end
        said = search(rf"^{comma} (?:(?!@function)\w+ )?@said(?! @denied)", behind)
        said = said or search(r'(?:^|[",-] ?|(?=,))@said(?: [^ ,;:".]+){0,8} $', before)
        if said and not search(r"@and (?:\w+ )?$", before):
            yield name


def _tellers(case: Case) -> list[Span]:
    """The people a text names, without those who are only being told something."""
    listeners, last, search = set[Mention](), Mention(Span(0, 0), ""), case.words.search
    every = sorted({*case.source.people, *case.source.titled})
    for each in every:
        between = case.text.low[last.span.end : each.span.start]
        said = search(f"^{_FEW} @said{_FEW} $", between) and not search("@and $", between)
        titled = last.id == each.id and not between.strip(" ,(")  # `told Governor Lis`
        if search(f"@told{_FEW} $", between) or (titled and last in listeners):
            listeners.add(each)
        elif said and last not in listeners:
            listeners.add(last if search("@told_by $", between) else each)
        last = each
    return [each.span for each in every if each not in listeners]
