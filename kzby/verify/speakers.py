"""The speaker of a quote: whom its sentence has speaking, or else the nearest person named."""

from collections.abc import Iterator

from kzby.verify.evidence import Case
from kzby.verify.names import Mention
from kzby.verify.words import Span

_FEW = r"(?: [^ ,;:\".]+){0,3}"


def named(case: Case) -> list[Span]:
    """Where a speaker is named: in the sentence, if that names a person; else the nearest names.

    In a speech, these are of those who say it: its sentences name others. So they may in a
    paragraph that lacks a quotation mark.
    """
    text, search, source = case.text, case.words.search, case.source
    tellers, titled = _tellers(case), {*source.titled}
    named = [each.span for each in tellers if each in titled]
    own = [at for at in named if any(s.holds(at) for s in case.wider)]
    if not case.places:
        return own
    speaking = [*saying(case)]
    people = [each.span for each in tellers if not text.is_speech(each.span)]
    if speaking:  # `according to Zhaksin, Sushko made an offer`
        people = [at for at in people if at in speaking]
    say = [each for each in people if search("@said", text.low[slice(*text.around(each))])]
    paragraph = text.line(case.places[0])
    is_speech = text.words(paragraph).startswith("- ")
    if is_speech:
        people, own = say, [at for at in own if paragraph.holds(at)]
    earlier = [span for span in people if span.end <= case.places[0].start]
    near = [at for at in people if any(s.holds(at) for s in case.sentences)]
    if near and not is_speech:
        unclosed = text.words(paragraph).count('"') % 2
        part = text.part(case.places[0])
        near = [at for at in near if part.holds(at)] or near
        if search(r"^\W*@pronouns ", text.low[slice(*case.sentences[0])]):  # `She offered Lis help`
            near += [at for at in earlier if at not in near][-1:]
        own = [at for at in own if any(s.holds(at) for s in case.sentences)]
        return own + ([at for at in say if unclosed and paragraph.holds(at)] or near)
    return [*own, *earlier[-1:], *people[len(earlier) :][:1]]


def saying(case: Case) -> Iterator[Span]:
    """The people who say it by the sentence of a quote, or by that in which its speech ends.

    Of two, `Anton Reut and Vera Lozovik noted`, none does so alone.
    """
    text, search = case.text, case.words.search
    for place in case.places:
        within = text.around(place)
        if text.is_speech(place):
            end = text.plain.index('"', place.start)
            within = Span(within.start, text.around(Span(end, end + 1)).end)
        start = within.start
        for span in (each.span for each in _tellers(case) if within.holds(each.span)):
            before, behind = text.low[start : span.start], text.low[span.end :]
            start = span.end
            said = search(r"^ (?:(?!@function)\w+ )?@said(?! @denied)", behind)
            said = said or search(r'(?:^|[",-] ?|(?=,))@said(?: [^ ,;:".]+){0,8} $', before)
            if said and not search(r"@and (?:\w+ )?$", before):
                yield span


def _tellers(case: Case) -> list[Mention]:
    """The people a text names, without those who are only being told something."""
    listeners, last, search = list[Mention](), Mention(Span(0, 0), ""), case.words.search
    every = sorted({*case.source.people, *case.source.titled})
    for each in every:
        between = case.text.low[last.span.end : each.span.start]
        said = search(f"^{_FEW} @said{_FEW} $", between) and not search("@and $", between)
        titled = last.id == each.id and not between.strip(" ,(")  # `told Governor Lis`
        if search(f"@told{_FEW} $", between) or (titled and last in listeners):
            listeners.append(each)
        elif said and last not in listeners:
            listeners.append(last if search("@told_by $", between) else each)
        last = each
    return [each for each in every if each not in listeners]
