"""Whose figure it is, with whom and which way; who speaks or is party, where, and in what role."""

import re
from collections.abc import Iterator

from kzby.errors import Place
from kzby.model import kinds
from kzby.model.vocabulary import Organization, Person, Sector
from kzby.verify import calendar
from kzby.verify.evidence import Evidence
from kzby.verify.measures import flow_word, respective
from kzby.verify.names import Mention, has_words, same, tokens
from kzby.verify.text import Wrong
from kzby.verify.words import Span

_CLOSE = 30  # characters between a flow and the body whose figure it is
_ALIKE = 4  # first letters that a branch shares with a word for it
Fault = tuple[str | Place, str]


def named(path: Place, id_: str, evidence: Evidence) -> Wrong:
    """That a text does not name something; or its sentence, which names another instead."""
    field, names = str(path[0]), evidence.source.names
    assert names
    whole = [Span(0, len(evidence.text.plain))]
    figure = isinstance(evidence.record, kinds.Trade | kinds.Goods)
    if field == "speaker" and isinstance(names.things[id_], Person):
        where = _speakers(id_, evidence)
    elif field in ("region", "partner", "subject") and figure:
        where = evidence.wider
    elif field in ("place", "parties") and _rivals(field, id_, evidence):
        where = evidence.sentences
    else:
        where = whole
    if not any(each.id == id_ and _is_own(each, evidence) for each in evidence.mentions(where)):
        part = "text" if where == whole else "sentence"
        yield path, f"the {part} prints no known name of {id_}; correct the id, or add the name"
    elif figure and field in ("region", "partner"):
        yield from _owned(field, id_, evidence)


def _is_own(mention: Mention, evidence: Evidence) -> bool:
    """Whether it is a name; words that many have need the region of the body beside them."""
    names, thing = evidence.source.names, evidence.source.names and evidence.source.names.things[mention.id]
    seat = getattr(thing, "region", None)
    near = [evidence.text.around(mention.span, 1)]
    return mention.own or (
        bool(names and seat and " " in evidence.text.words(mention.span))
        and any(each.id == seat for each in evidence.mentions(near))
    )


def _rivals(field: str, id_: str, evidence: Evidence) -> bool:
    """Whether a sentence names another place; for a party, another one of its country."""
    names = evidence.source.names
    assert names
    own = names.within(id_)
    for each in evidence.mentions(evidence.sentences):
        within = names.within(each.id) if names.is_region(each.id) else []
        if field == "place" and len(within) > 1 and each.id not in own:
            return True
        if field == "parties" and own and within[-1:] == own[-1:] and each.id not in own:
            return True
    return False


def _speakers(id_: str, evidence: Evidence) -> list[Span]:
    """Where a speaker must be named: the sentence, if it names a person; else the nearest names."""
    names, plain = evidence.source.names, evidence.text.plain
    people = [
        each
        for each in evidence.source.mentions
        if names and isinstance(names.things[each.id], Person)
        and plain.count('"', 0, each.span.start) % 2 == plain.count('"') % 2 == 0
    ]
    own = [each for each in people if any(s.holds(each.span) for s in evidence.sentences)]
    if own or not (evidence.places and people):
        return [each.span for each in own] or [Span(0, len(plain))]
    before = [each for each in people if each.span.end <= evidence.places[0].start]
    behind = [each for each in people if each.span.start >= evidence.places[0].end]
    return [each.span for each in (*before[-1:], *behind[:1])]


def _owned(field: str, id_: str, evidence: Evidence) -> Iterator[Fault]:
    """That a sentence names another region of a country nearer to the figure."""
    names, text = evidence.source.names, evidence.text
    assert names
    spots = {spot.number.span: spot for spot in evidence.spots(evidence.figure)}
    wrong: list[str | None] = []
    for at in spots or evidence.places:
        within = text.around(at)
        every = [
            each
            for each in evidence.mentions([within])
            if names.is_region(each.id) and names.within(each.id)[-1] == names.within(id_)[-1]
        ]
        own = {each.span for each in every if each.id == id_}
        outer = names.within(id_)[1:] if own else []
        others = [each.span for each in every if each.id not in outer]
        left = [each for each in others if each.end <= at.start]
        right = text.low[at.end : at.end + len(spots[at].behind)] if spots else ""
        end = at.end + len(evidence.words.pattern(" @and ").split(right)[0])
        near = [each for each in others if at.end <= each.start < end] or left[-1:]
        if listed := respective(at, sorted({*left}), within, evidence):
            near = [listed]
        inner = own or any(id_ in names.within(each.id) for each in every)
        far = near[:1] if own else [] if inner else others[-1:]
        wrong.append(next((text.words(each) for each in far if each not in own), None))
    if wrong and all(wrong):
        yield field, f"is {id_}, but next to the figure the sentence names “{wrong[0]}”"


def way(record: kinds.Trade | kinds.Goods, evidence: Evidence) -> Iterator[Fault]:
    """That a flow goes the other way: who sends or receives by the words before the names."""
    field = "direction" if getattr(record, "direction", None) else "flow"
    flow, words = str(getattr(record, field)), evidence.words
    sends = {"export": True, "outward": True, "import": False, "inward": False}.get(flow)
    spots = evidence.spots(evidence.figure)
    place = spots[0].number.span if spots else next(iter(evidence.places), None)
    word = flow_word(place, evidence, evidence.text.around(place)) if place else None
    if sends is None or word is None or not record.partner or not place:
        return
    phrase = evidence.text.low[slice(*word)]
    outward = not words.pattern("@receives").fullmatch(phrase)
    is_verb = len(words.meanings("flows", phrase)) > 1
    roles = {}
    for each in evidence.mentions([evidence.text.around(place)]):
        if each.id in (record.region, record.partner):
            before = evidence.text.low[: each.span.start]
            found = words.search(r"(?:(?P<to>@to)|(?P<at>@at)|(?P<from>@from_place))(?: @fillers| @oblast)* ?$", before)
            role = found.lastgroup if found else None
            roles.setdefault(each.id, _sends(role, outward, is_verb or field == "direction", bool(roles)))
    own, other = roles.get(record.region), roles.get(record.partner)
    if own is (not sends) and other is sends:
        yield field, f"is {flow}, but in the sentence it goes the other way"


def _sends(role: str | None, outward: bool, is_verb: bool, second: bool) -> bool | None:
    """Whether a region sends: `to` it, or `from` it, or as the subject of the verb."""
    if role == "from":
        return True
    if role == "to" or (role == "at" and outward):
        return False
    if role == "at":
        return True
    return outward is not second if is_verb else outward


def owner(record: kinds.Trade, evidence: Evidence) -> Iterator[Fault]:
    """That a company or a branch is named as the owner of a figure that is given to its region."""
    spots = evidence.spots(evidence.figure)
    found = [_owner(spot.number.span, record.region, evidence) for spot in spots]
    if not record.subject and found and all(found):
        yield "region", f"is {record.region}, but the figure is that of “{found[0]}”; give its subject"


def _owner(span: Span, region: str, evidence: Evidence) -> str | None:
    names, words, text, card = evidence.source.names, evidence.words, evidence.text, evidence.source.card
    flow = flow_word(span, evidence, evidence.text.around(span))
    if not flow or not names:
        return None
    mentions = evidence.mentions([text.around(span)])
    own = min((_gap(each.span, flow) for each in mentions if each.id == region), default=99)
    for each in mentions:
        between = text.low[min(each.span.end, flow.end) : max(each.span.start, flow.start)]
        gap, press = _gap(each.span, flow), each.id in (card.publisher, card.agency)
        is_body = isinstance(names.things[each.id], Organization) and each.own and not press
        if is_body and gap < min(own, _CLOSE) and not words.search("[,;:(]|@said", between):
            return text.words(each.span)
    behind = words.search("^ (?:@owners )?(@companies)", text.low[flow.end :])
    if behind and own > behind.end():
        return behind[1]
    read = tokens(text.plain, words)
    left = [token for token in read if token.span.end < flow.start][-1:]
    right = [token for token in read if token.span.start > flow.end]
    right = [token for token in right[:3] if not words.pattern("@owners|@the").fullmatch(token.word)]
    for thing in names.things.values():
        for name in thing.all_names if isinstance(thing, Sector) else ():
            first = next(iter(names.compared(name)), "")
            known = words.search("@flows|@generic|@oblast", first)
            for token in (*left, *right[:1]):
                if first and not known and same(first, token.word, "word", words):
                    return text.words(token.span)
    return None


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def sector(id_: str, evidence: Evidence) -> Iterator[Fault]:
    """That no sentence has a word like one for the branch whose figure it is."""
    names, words = evidence.source.names, evidence.words
    whole = " ".join(evidence.text.words(span) for span in evidence.wider)
    read = {token.word[:_ALIKE] for token in tokens(whole, words)}
    known = {each[:_ALIKE] for name in (names.things[id_].all_names if names else ()) for each in names.compared(name)}
    if read.isdisjoint(known):
        yield "subject", f"the sentence prints no known name of {id_}; correct the id, or add the name"


def signed(record: kinds.Agreement, evidence: Evidence) -> Iterator[Fault]:
    """That years listed `respectively` belong to other regions."""
    names, text, words = evidence.source.names, evidence.text, evidence.words
    ids = {id_ for _, _, id_ in record.references()}
    own = {each for id_ in ids for each in (names.within(id_)[:1] if names else ())}
    for sentence in evidence.sentences:
        listed = [s for p, s in calendar.printed(text.plain, words) if p.years and sentence.holds(s)]
        if listed and words.search("@respectively", text.low[listed[0].start : sentence.end]):
            spans: dict[Span, set[str]] = {}
            for each in evidence.mentions([Span(sentence.start, listed[0].start)]):
                if names and names.is_region(each.id):
                    spans.setdefault(each.span, set()).add(each.id)
            ordered = [*spans.values()][-len(listed) :]
            for span, ids in zip(listed, ordered, strict=False):
                if text.words(span)[-4:] in str(record.signed) and own.isdisjoint(ids):
                    yield "signed", f"is {record.signed}, but the sentence lists it for another region"


def worded(path: Place, printed: str | None, evidence: Evidence) -> list[Fault] | None:
    """That the sentences of the quotes, and those before, do not print words; None if not known."""
    if not (printed and evidence.is_whole):
        return None
    if any(has_words(printed, evidence.text.words(span), evidence.words) for span in evidence.wider):
        return []
    return [(path, f"the sentence does not print “{printed}”; give the printed words")]


def in_words(entry: object, field: str, language: str) -> tuple[str, str | None]:
    """The printed words of a field, with the name of theirs; ours are printed in English alone."""
    text = getattr(entry, f"{field}_text", None)
    own = getattr(entry, field, None) if language == "en" else None
    return (f"{field}_text", text) if text else (field, own)
