"""Whose figure it is, with whom and which way; who is party, where it was, and in what role."""

import re
from collections.abc import Iterator

from kzby.errors import Place
from kzby.model import kinds, vocabulary
from kzby.verify import calendar
from kzby.verify.context import Spot, respective, spots
from kzby.verify.evidence import Evidence, Passage
from kzby.verify.names import Mention, Names, prints, same, tokens
from kzby.verify.numbers import numbers
from kzby.verify.numbers import prints as prints_value
from kzby.verify.text import Wrong, normal
from kzby.verify.words import Span, Words, lower

_CLOSE = 30  # characters between a flow and the body whose figure it is
_IN_SENTENCE = ("region", "partner", "parties", "place", "subject")
_WAYS = {"export": "to", "outward": "to", "import": "from_place", "inward": "from_place"}
Figure = kinds.Trade | kinds.Goods


def named(path: Place, id_: str, evidence: Evidence) -> Wrong:
    """That the text prints no name of something; what a sentence must print, it or that before."""
    field, text = str(path[0]), evidence.text
    near = field in _IN_SENTENCE and evidence.wider
    if field in ("place", "parties") and not _rivals(id_, evidence):
        near = []
    where, spans = ("sentence", evidence.places()) if near else ("text", None)
    if not evidence.source.named(id_, spans):
        yield path, f"the {where} prints no known name of {id_}; correct the id, or add the name"
    elif text and field in ("region", "partner") and isinstance(evidence.record, Figure):
        yield from min((_owned(field, id_, *at, evidence) for at in _places(evidence)), key=len)


def _rivals(id_: str, evidence: Evidence) -> list[Mention]:
    """The regions of its country that the sentences of the quotes name."""
    names = evidence.source.names
    seat = id_ if names and names.is_region(id_) else names and getattr(names.things[id_], "region", None)
    country = names.within(seat)[-1] if names and seat else ""
    return [
        each
        for passage in evidence.sentences
        for each in (_regions(passage, names, evidence, country) if names and country else ())
    ]


def sector_named(id_: str, evidence: Evidence) -> Wrong:
    """That a sentence does not name the branch whose figure it is."""
    names = evidence.source.names
    thing = names and names.things[id_]
    places = [evidence.text.words(span) for span in evidence.places()] if evidence.text else []
    if thing and not any(
        prints(name, each, evidence.words) for each in places for name in thing.all_names
    ):
        yield (
            "subject",
            f"the sentence prints no known name of {id_}; correct the id, or add the name",
        )


def _places(evidence: Evidence) -> Iterator[tuple[Passage, Span, Spot | None]]:
    """Where the figure of a record stands: its number, or the quotes."""
    record, empty = evidence.record, True
    field = next((name for name in ("value", "change") if getattr(record, name, None)), None)
    for passage in evidence.sentences if field else ():
        for spot in spots(passage, evidence.words):
            if prints_value(
                spot.number, str(evidence.written.get(field or "", "")), evidence.words
            ):
                yield passage, spot.number.span, spot
                empty = False
    if empty:
        yield from ((passage, passage.place, None) for passage in evidence.sentences)


def _regions(passage: Passage, names: Names, evidence: Evidence, country: str) -> list[Mention]:
    """The regions of a country that a sentence names, in its order, at their places in it."""
    whole = Span(passage.start, passage.start + len(passage.plain))
    return sorted(
        Mention(passage.slice(each.span), each.id)
        for each in evidence.source.mentions
        if whole.holds(each.span)
        and names.is_region(each.id)
        and names.within(each.id)[-1] == country
    )


def _owned(
    field: str, id_: str, passage: Passage, span: Span, spot: Spot | None, evidence: Evidence
) -> list[tuple[str, str]]:
    """That the sentence names another region nearer to the figure than the one recorded."""
    names = evidence.source.names
    assert names
    mentions = _regions(passage, names, evidence, names.within(id_)[-1])
    own = [each for each in mentions if each.id == id_]
    inner = {each.id for each in mentions if id_ in names.within(each.id)}
    outer = {*names.within(id_)[1:]} if own else set()
    others = [each for each in mentions if each.id not in outer]
    at_own = {each.span for each in own}
    if not others:
        return []
    if not own:
        if {each.id for each in others} <= inner:
            return []
        nearest = others[-1]
    else:
        spans = sorted({each.span for each in others if each.span.end <= span.start})
        listed = respective(passage.low, span, spans, evidence.words)
        end = (
            span.end
            + len(re.split(" @and ".replace("@and", evidence.words.phrases("and")), spot.behind)[0])
            if spot
            else span.end
        )
        right = [each for each in others if span.end <= each.span.start < end]
        left = [each for each in others if each.span.end <= span.start]
        near = Span(0, 0) if not (right or left) else (right[0] if right else left[-1]).span
        near = listed or near
        if near == Span(0, 0) or near in at_own:
            return []
        nearest = next(each for each in others if each.span == near)
    words = passage.plain[slice(*nearest.span)]
    return [(field, f"is {id_}, but next to the figure {passage.name} names “{words}”")]


def way(record: Figure, evidence: Evidence) -> Wrong:
    """That a flow goes the other way in the sentence: `to` the region, `from` the partner."""
    flow = getattr(record, "direction", None) or record.flow
    names, words = evidence.source.names, evidence.words
    if flow not in _WAYS or not record.partner or not names:
        return
    for passage, *_ in [*_places(evidence)][:1]:
        preposition = {
            id_: _prepositions(id_, passage, names, evidence, words)
            for id_ in (record.region, record.partner)
        }
        own, other = preposition[record.region], preposition[record.partner]
        right = _WAYS[flow]
        wrong = "from_place" if right == "to" else "to"
        if (right in own and right not in other and other) or (
            wrong in other and wrong not in own and own
        ):
            field = "direction" if getattr(record, "direction", None) else "flow"
            yield field, f"is {flow}, but {passage.name} has it the other way"


def _prepositions(
    id_: str, passage: Passage, names: Names, evidence: Evidence, words: Words
) -> set[str]:
    """Whether a sentence has a region behind `to` or `from`; `none` if it has it without."""
    found = set()
    for each in _regions(passage, names, evidence, names.within(id_)[-1]):
        if each.id == id_:
            before = passage.low[: each.span.start]
            match = words.search(
                r"(?:(?P<to>@to)|(?P<from_place>@from_place))(?: @fillers| @oblast| [\w-]+'s)* ?$",
                before,
            )
            found.add((match and match.lastgroup) or "none")
    return found


def owner(record: kinds.Trade, evidence: Evidence) -> Wrong:
    """That a company or a branch is named as the owner of a figure that is given to its region."""
    names, words = evidence.source.names, evidence.words
    if record.subject or not names:
        return
    found = [_owner(*at[:2], evidence, names, words, record.region) for at in _places(evidence)]
    if found and all(found):
        yield (
            "region",
            f"is {record.region}, but the figure is that of “{found[0]}”; give its subject",
        )


def _owner(
    passage: Passage, span: Span, evidence: Evidence, names: Names, words: Words, region: str
) -> str | None:
    flows = [Span(*m.span()) for m in words.pattern("@flows").finditer(passage.low)]
    flow = next((each for each in reversed(flows) if each.start < span.start), None)
    if flow is None:
        return None
    clause = Span(*_clause(passage.low, flow))
    own = [
        _gap(passage.slice(each.span), flow)
        for each in evidence.source.mentions
        if each.id == region and clause.holds(passage.slice(each.span))
    ]
    for each in evidence.source.mentions:
        thing, at = names.things[each.id], passage.slice(each.span)
        if isinstance(thing, vocabulary.Organization) and each.own and clause.holds(at):
            between = passage.low[min(at.end, flow.end) : max(at.start, flow.start)]
            press = each.id in (evidence.card.publisher, evidence.card.agency)
            gap = _gap(at, flow)
            if (
                not press
                and gap <= _CLOSE
                and not words.search("@said", between)
                and gap < min(own, default=99)
            ):
                return passage.plain[slice(*at)]
    return _branch(passage, flow, names, words)


def _branch(passage: Passage, flow: Span, names: Names, words: Words) -> str | None:
    """The branch right before or behind a flow: `machinery exports`, `export of machinery`."""
    read = tokens(passage.plain, words)
    left = [token for token in read if token.span.end <= flow.start]
    right = [token for token in read if token.span.start >= flow.end]
    skipped = words.pattern("@owners|@fillers")
    while right and skipped.fullmatch(right[0].word):
        right.pop(0)
    for thing in names.things.values():
        if not isinstance(thing, vocabulary.Sector):
            continue
        for name in thing.all_names:
            alias = names.compared(name)
            if not alias or words.search("@flows", lower(name)):
                continue
            for run in (left[-len(alias) :], right[: len(alias)]):
                if len(run) == len(alias) and all(
                    same(own, token.word, "word", words)
                    for own, token in zip(alias, run, strict=True)
                ):
                    return name
    return None


def _clause(low: str, span: Span) -> tuple[int, int]:
    stops = [0, *(m.end() for m in re.finditer(r"[;:()]|,(?!\d)", low)), len(low)]
    return max(s for s in stops if s <= span.start), min(s for s in stops if s >= span.end)


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def parties_in_order(record: kinds.Agreement, evidence: Evidence) -> Wrong:
    """That years listed `respectively` belong to other regions."""
    names, words = evidence.source.names, evidence.words
    years = of_years(record.signed)
    if not names or not years:
        return
    own = {id_ for _, _, id_ in record.references()}
    own |= {seat for id_ in own if (seat := getattr(names.things.get(id_), "region", None))}
    for passage in evidence.sentences:
        listed = [
            Span(*span) for parts, span in calendar.printed(passage.plain, words) if parts.years
        ]
        if not listed or not words.search("@respectively", passage.low[listed[0].start :]):
            continue
        whole = Span(passage.start, passage.start + len(passage.plain))
        spans: dict[Span, set[str]] = {}
        for each in evidence.source.mentions:
            at = passage.slice(each.span)
            if whole.holds(each.span) and names.is_region(each.id) and at.end <= listed[0].start:
                spans.setdefault(at, set()).add(each.id)
        at = [i for i, span in enumerate(listed) if passage.plain[slice(*span)][:4] in years]
        ordered = [spans[span] for span in sorted(spans)][-len(listed) :]
        if len(ordered) == len(listed) and at and own.isdisjoint(ordered[at[0]]):
            yield "signed", f"is {record.signed}, but {passage.name} lists it for another region"


def of_years(date: str | None) -> set[str]:
    """The years of a date, as digits."""
    return set(re.findall(r"\d{4}", date or ""))


def roles(
    record: kinds.Record, evidence: Evidence
) -> Iterator[tuple[Place, list[tuple[Place, str]] | None]]:
    """For each role: that no sentence of the quotes, or that before, prints its words."""
    for at, each in enumerate(
        getattr(record, "participants", ()) if evidence.states("participants") else ()
    ):
        printed = each.role_text or (each.role if evidence.card.language == "en" else None)
        path: Place = ("participants", at, "role_text" if each.role_text else "role")
        if each.role:
            yield path, worded(path, printed, evidence)


def worded(path: Place, printed: str | None, evidence: Evidence) -> list[tuple[Place, str]] | None:
    """That the sentences of the quotes, and those before, do not print words; None if not known."""
    if not (printed and evidence.text):
        return None
    places = [evidence.text.words(span) for span in evidence.places()]
    if any(prints(printed, each, evidence.words) for each in places):
        return []
    return [(path, f"the sentence does not print “{printed}”; give the printed words")]
