"""Whose figure it is, with whom and which way; who speaks or is party, where, and in what role."""

from collections.abc import Iterator
from difflib import get_close_matches
from itertools import combinations

from kzby.errors import Place
from kzby.model import kinds
from kzby.model.vocabulary import VOCABULARIES, Named, Organization, Person, Region, Sector
from kzby.verify.coverage import names_in
from kzby.verify.evidence import Case
from kzby.verify.measures import flow_word, respective
from kzby.verify.names import has_words, same, tokens
from kzby.verify.text import Text, Wrong
from kzby.verify.words import Span

_CLOSE = 30  # characters between a flow and the body whose figure it is
_ROLE = r"(?:(?P<to>@to)|(?P<at>@at)|(?P<source>@source))(?: @fillers| @oblast)* ?$"
_SENDS = {"export": True, "outward": True, "import": False, "inward": False}
Fault = tuple[str | Place, str]


def named(path: Place, id_: str, case: Case) -> Wrong:
    """That a text does not name something, or that its sentence names another instead."""
    field, thing = str(path[0]), case.names.things[id_]
    figure = isinstance(case.record, kinds.Trade | kinds.Goods)
    where = whole = [Span(0, len(case.text.plain))]
    if field == "speaker" and isinstance(thing, Person):
        where = _speakers(case) or whole
    elif field == "subject" and figure:
        where = case.wider
    elif field in ("place", "parties") or (field in ("region", "partner") and figure):
        near = [case.wider] if figure else [case.sentences, case.wider]
        where = next((spans for spans in near if _rivals(field, id_, spans, case)), whole)
    ids = {each.id for each in case.mentions(where)}
    known, inner = id_ in ids, [each for each in ids if id_ in case.names.within(each)[1:2]]
    if field in ("place", "regions") and len(inner) > (field == "place"):
        known = True  # several of its towns
    if isinstance(thing, Sector):
        printed = " ".join(map(case.text.words, where))
        names = (has_words(name, printed, case.words) for name in thing.all_names)
        known = case.card.language != "en" or any(names)  # they have English names alone
    if not known:
        part = "text" if where == whole else "sentence"
        text = f"the {part} prints no known name of {id_}; correct the id, or add the name"
        yield path, "\n".join((text, *_to_add(thing, where, case)))
    elif figure and field in ("region", "partner"):
        yield from _nearest(field, id_, case)


def _to_add(thing: Named, where: list[Span], case: Case) -> Iterator[str]:
    """The most alike name in some parts of a text, among those of a thing, to be pasted."""
    words = {token.word for token in tokens(case.text.plain, case.words)}
    spans = (span for span in names_in(case.text, words) if any(w.holds(span) for w in where))
    runs = [case.text.words(span).split() for span in spans]
    printed = [" ".join(run[i:j]) for run in runs for i, j in combinations(range(len(run) + 1), 2)]
    alike = (get_close_matches(name, printed, 1, 0.8) for name in thing.all_names)
    for (name,) in [each for each in alike if each][:1]:
        file = next(name for name, scheme in VOCABULARIES.items() if isinstance(thing, scheme))
        yield f"in {file}.yaml, at {thing.id}:"
        own, field = thing.__dict__, "spellings"
        if isinstance(thing, Region):
            own, field = own["names"], case.card.language
        yield f"{field}: [{', '.join((*own.get(field, ()), name))}]"


def _rivals(field: str, id_: str, spans: list[Span], case: Case) -> bool:
    """Whether some parts of a text name places; for a party, those of its country."""
    own = case.names.within(id_)[-1:]
    within = (case.names.within(each.id) for each in case.mentions(spans))
    return any(len(w) > 1 if field == "place" else w[-1:] == own for w in within if w)


def _speakers(case: Case) -> list[Span]:
    """Where a speaker is named: in the sentence, if that names a person; else the nearest names.

    In a speech, these are of those who say it: its sentences name others.
    """
    text, source = case.text, case.source
    every = sorted({each.span for each in (*source.people, *source.titled)})
    people = [span for span in every if not _in_speech(span, text)]
    own = [each.span for each in source.titled if any(s.holds(each.span) for s in case.wider)]
    if not case.places:
        return own
    line = text.words(text.line(case.places[0]))
    opening = line.count('"') % 2 and not _marks(case.places[0], text) % 2  # it has none
    if line.startswith("- ") or opening:
        people = [e for e in people if case.words.search("@said", text.low[slice(*text.around(e))])]
    elif named := [at for at in people if any(s.holds(at) for s in case.sentences)]:
        return own + named
    before = [span for span in people if span.end <= case.places[0].start]
    return [*own, *before[-1:], *people[len(before) :][:1]]


def _in_speech(span: Span, text: Text) -> bool:
    """Whether a span stands between the quotation marks of its line."""
    return _marks(span, text) % 2 == 1 and text.words(text.line(span)).count('"') % 2 == 0


def _marks(span: Span, text: Text) -> int:
    """How many quotation marks stand before a span in its line."""
    return text.plain.count('"', text.line(span).start, span.start)


def _nearest(field: str, id_: str, case: Case) -> Iterator[Fault]:
    """That a sentence names another region of a country nearer to the figure."""
    names, text, wrong = case.names, case.text, []
    behind_of = {number.span: number.behind for number in case.numbers(case.figure)}
    for at in case.figures:
        within = text.around(at)
        every = [
            each
            for each in case.mentions([within])
            if names.is_region(each.id)
            and names.within(each.id)[-1] == names.within(id_)[-1]
            and not (
                len(names.within(each.id)) == 1
                and case.words.search("^ @oblast", text.low[each.span.end :])
            )
        ]
        own = {each.span for each in every if each.id == id_}
        outer = names.within(id_)[1:] if own else []
        others = [each.span for each in every if each.id not in outer]
        left = sorted({each for each in others if each.end <= at.start})
        behind = case.words.pattern(" @and ").split(behind_of.get(at, ""))[0]
        near = [each for each in others if 0 <= each.start - at.end < len(behind)] or left[-1:]
        if listed := respective(at, left, [n.span for n in text.numbers], within, case):
            near = [listed]
        if not own:
            near = [] if any(id_ in names.within(each.id) for each in every) else others[-1:]
        wrong.append(text.words(near[0]) if near and near[0] not in own else None)
    if wrong and all(wrong):
        yield field, f"is {id_}, but next to the figure the sentence names “{wrong[0]}”"


def others(record: kinds.Record, case: Case) -> Iterator[Fault]:
    """That a sentence gives the figure or the agreement to others, or the other way round."""
    if isinstance(record, kinds.Trade):
        yield from owner(record, case)
    if isinstance(record, kinds.Trade | kinds.Goods):
        yield from way(record, case)
    if isinstance(record, kinds.Agreement):
        yield from signed(record, case)


def way(record: kinds.Trade | kinds.Goods, case: Case) -> Iterator[Fault]:
    """That a flow goes the other way, by the words before the names of who sends and receives."""
    field = "direction" if getattr(record, "direction", None) else "flow"
    flow, words, low = str(getattr(record, field)), case.words, case.text.low
    sends, roles = _SENDS.get(flow), dict[str, bool]()
    for at in case.figures[:1]:
        sentence = case.text.around(at)
        word = low[slice(*flow_word(at, sentence, case))]
        outward = not words.pattern("@receives").fullmatch(word)
        verb = field == "direction" or len(words.meanings("flows", word)) > 1
        for each in case.mentions([sentence]) if word else ():
            if each.id in (record.region, record.partner):
                role = words.search(_ROLE, low[: each.span.start])
                second = bool(verb and roles)  # the object of a verb, its subject stands before
                by_word = {"to": False, "source": True, "at": not outward}
                is_sender = by_word[role.lastgroup or ""] if role else outward is not second
                roles.setdefault(each.id, is_sender)
    own, other = roles.get(record.region), roles.get(record.partner or "")
    if sends is not None and (own, other) == (not sends, sends):
        yield field, f"is {flow}, but in the sentence it goes the other way"


def owner(record: kinds.Trade, case: Case) -> Iterator[Fault]:
    """That a company or a branch is named as the owner of a figure that is given to its region."""
    spans = [number.span for number in case.numbers(case.figure)] if not record.subject else []
    owners = [_owner(span, record.region, case) for span in spans]
    if owners and all(owners):
        text = f"the figure is that of “{owners[0]}”; give its subject"
        yield "region", f"is {record.region}, but {text}"


def _owner(span: Span, region: str, case: Case) -> str | None:
    names, words, text = case.names, case.words, case.text
    flow = flow_word(span, text.around(span), case)
    near = {}
    for each in case.mentions([text.around(span)]):
        gap = max(each.span.start - flow.end, flow.start - each.span.end)
        between = text.low[min(each.span.end, flow.end) : max(each.span.start, flow.start)]
        press = each.id in (case.card.publisher, case.card.agency)
        said = press or words.search("[,;:(]|@said", between)
        if each.id == region or (isinstance(names.things[each.id], Organization) and not said):
            near[gap] = each
    first = near[min(near)] if near else None
    if not flow.end or (first and first.id != region and min(near) < _CLOSE):
        return text.words(first.span) if flow.end and first else None
    behind = words.pattern("^ (?:@owners )?").sub("", text.low[flow.end : span.start])
    for token in (*tokens(text.plain[: flow.start], words)[-1:], *tokens(behind, words)[:1]):
        branch = not words.search("@flows|@generic", token.word) and any(
            same(each, token.word, "word", words) for each in names.branches
        )
        if branch or words.pattern("@companies").fullmatch(token.word):
            return token.word
    return None


def signed(record: kinds.Agreement, case: Case) -> Iterator[Fault]:
    """That years listed `respectively` belong to other regions."""
    text, names = case.text, case.names
    ids = {id_ for _, _, id_ in record.references()}
    own = {each for id_ in ids for each in names.within(id_)[:1]}
    for within in case.sentences:
        listed = [span for date, span in text.dates if date.years and within.holds(span)]
        regions = [each for each in case.mentions([within]) if names.is_region(each.id)]
        first = min(listed, default=within)
        spans = sorted({each.span for each in regions if each.span < first})
        for at in (span for span in listed if text.words(span)[-4:] in str(record.signed)):
            its = respective(at, spans, listed, within, case)
            if its and own.isdisjoint(each.id for each in regions if each.span == its):
                yield "signed", f"is {record.signed}, but the sentence lists another region so"


def worded(path: Place, printed: str, case: Case) -> list[Fault] | None:
    """That the sentences of the quotes, and those before, do not print words; None if not known."""
    if not case.is_whole:
        return None
    whole = (case.text.words(span) for span in case.wider)
    if any(has_words(printed, each, case.words) for each in whole):
        return []
    return [(path, f"the sentence does not print “{printed}”; give the printed words")]
