"""The speaker of a quote: whom its sentence has speaking, or else the nearest person named."""

from collections.abc import Iterator

from kzby.model.vocabulary import Person
from kzby.verify.evidence import Case
from kzby.verify.names import Mention
from kzby.verify.text import Text
from kzby.verify.words import Span, reached

_FEW = r"(?: [^ ,;:\".]+){0,3}"


def named(case: Case) -> list[Span]:
    """Where a speaker is named: who says it, or else whom the sentence names, or the nearest names.

    Those named within direct speech are others.
    """
    text = case.text
    people = [at for at in _tellers(case) if not _speech(at, text)]
    parts = [*map(text.part, case.places)]
    near = [*saying(case)] or [at for at in people if any(part.holds(at) for part in parts)]
    earlier = [at for at in people if parts and at.end <= case.sentences[0].start]
    # of those before, any in the sentence right before, or else the last
    before = [at for at in earlier if case.wider[0].holds(at)] or earlier[-1:]
    if parts and case.words.search(r"^\W*@pronouns ", text.low[slice(*case.sentences[0])]):
        return [*near, *before]  # `She offered Lis help`
    return near or [*before, *people[len(earlier) :][:1]]


def saying(case: Case) -> Iterator[Span]:
    """The people who say it by the sentence of a quote, or by that in which its speech ends.

    Of two, `Anton Reut and Vera Lozovik noted`, none does so alone.
    """
    text, tellers, search = case.text, _tellers(case), case.words.search
    for place in case.places:
        start, end = text.around(place)
        for speech in _speech(place, text):
            start = min(start, speech.start)
            end = text.around(Span(speech.end - 1, speech.end + 1)).end
        for name in (each for each in tellers if Span(start, end).holds(each)):
            before, behind = text.low[start : name.start], text.low[name.end :]
            start = name.end
            said = search(r"^,? (?:(?!@function)\w+ )?@said(?! @denied)", behind)
            said = said or search(r'(?:^|[",-] ?|(?=,))@said(?: [^ ,;:".]+){0,8} $', before)
            if said and not search(r"@and (?:\w+ )?$", before):
                yield name


def _speech(span: Span, text: Text) -> list[Span]:
    """The direct speech that a span begins in, if any."""
    return [text.speech[at] for at in reached(text.speech, Span(span.start, span.start + 1))]


def _tellers(case: Case) -> list[Span]:
    """The people a text names, without those who are only being told something."""
    tellers, search, last = list[Span](), case.words.search, Mention(Span(0, 0), "")
    for each in (e for e in case.source.named if isinstance(case.names.things[e.id], Person)):
        between = case.text.low[last.span.end : each.span.start]
        said = search(f"^{_FEW} @said{_FEW} $", between) and not search("@and $", between)
        is_teller = tellers[-1:] == [last.span]
        if said and is_teller and search("@told_by $", between):  # `heard from Lis`
            tellers.pop()
            is_teller = False
        titled = last.id == each.id and not between.strip(" ,(")  # `told Governor Lis`
        told = is_teller if said else titled and not is_teller
        if not (told or search(f"@told{_FEW} $", between)):
            tellers.append(each.span)
        last = each
    return tellers
