"""Whether the sentences of a record name what it refers to, and not another instead."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from kzby.errors import Place
from kzby.model.vocabulary import VOCABULARIES, Named, Organization, Person, Region, Sector
from kzby.verify import speakers
from kzby.verify.evidence import Case
from kzby.verify.names import Mention
from kzby.verify.text import Wrong
from kzby.verify.words import Span, lower

_BODIES = ("subject", "participants", "organizations")
_EXCEPT = r"(?:@exceptions)(?: @fillers| @to| @source| @oblast| [^ ,]+ @and){0,6} ?$"
_JOINED = r"^(?:,|,? @and)(?: @fillers| @oblast){0,6} $"


def named(path: Place, id_: str, case: Case) -> Wrong:
    """That a text does not name something, or that its sentence names another instead."""
    field, thing, names = str(path[0]), case.names.things[id_], case.names
    of_figure, subject = field in ("region", "partner"), getattr(case.record, "subject", None)
    if isinstance(thing, Sector) or (of_figure and id_ in names.within(subject or "")):
        return  # the seat of a company goes without saying
    for other in _shared(field, id_, case) if of_figure else ():
        yield path, f"is {id_}, but the figure is that of “{other}”"
    own = _where(field, id_, case)
    where = own or [Span(0, len(case.text.plain))]
    mentions, dateline = list[Mention](), case.text.find(case.card.dateline or "")[:1]
    for every in (case.mentions([span]) for span in where):
        if field == "place":  # was not where a report was filed
            every = [each for each in every if each.span not in dateline]
        places = [each for each in every if field == "place" and _is_place(each, case)]
        mentions += places or every
    ids, town = {each.id for each in mentions}, len(names.within(id_)) > 1
    said = [e for e in mentions if id_ in (e.id, *names.within(e.id)[1 : 1 + town])]
    if field != "people" and said and all(_is_left_out(each.span, case) for each in said):
        yield path, f"the sentence leaves {id_} out"
    # An oblast may be named by several of its towns, and in a sentence by a body of it.
    inner = [each for each in sorted(ids) if id_ in names.within(each)[:2]]
    towns = field in ("place", "regions") and len(inner) > (field == "place")
    if id_ not in ids and not towns:
        part, other = ("sentence", ", quote another") if own else ("text", "")
        text = f"the {part} prints no known name of {id_}; correct the id{other}, or add the name"
        yield path, "\n".join((text, *(() if inner else _to_add(thing, where, case))))


def _where(field: str, id_: str, case: Case) -> list[Span]:
    """The sentences that must name something, if they name another that could be meant."""
    if field == "speaker":
        return speakers.named(case) if isinstance(case.names.things[id_], Person) else []
    if field == "participants" and isinstance(case.names.things[id_], Person):
        # Some may be named apart, but not if the sentences name somebody who was not there.
        absent = {each.id for each in case.source.people}
        absent -= {each.person for each in getattr(case.record, field)}
        other = any(each.id in absent for each in case.mentions(case.wider))
        apart = [case.text.around(place, 4, 4) for place in case.places]
        return apart if other and not case.record.note else []
    exact = field in ("place", "parties", "region", "partner")
    for where in (case.sentences, case.wider):
        if any(_rivals(each, field, id_, case) for each in case.mentions(where)):
            return where if exact else case.wider
        if not exact:
            break
    return []


def _rivals(mention: Mention, field: str, id_: str, case: Case) -> bool:
    """Whether a name could stand for another place, party or body, unlike `the Belarusian region`.

    A body that is named elsewhere alone needs a note.
    """
    names, (at, other) = case.names, mention
    chain, own = names.within(other), names.within(id_)
    if field in _BODIES:
        bodies = all(isinstance(names.things[each], Organization) for each in (id_, other))
        noted = field == "organizations" and case.record.note and id_ not in case.press
        return bodies and other not in case.press and not noted
    if field == "place":
        return len(chain) > 1 and _is_place(mention, case)
    if not chain or chain[-1:] != own[-1:]:
        return False
    if field == "regions":
        return len(own) > 1 < len(chain)
    if isinstance(names.things[id_], Organization) and case.text.is_after(at, "@at(?: @fillers)* "):
        return False  # `signed at the forum in Petropavl`
    alike = names.things[id_].name.startswith(names.things[other].name.split()[0])
    if field != "parties" and id_ in chain[1:2] and alike:
        return False  # `Brest companies`
    return len(chain) > 1 or not case.text.is_before(at, " @oblast")


def _is_place(mention: Mention, case: Case) -> bool:
    """Whether something may have been where a name says, unlike `Akim of Aktobe`, `from Brest`."""
    text, at = case.text, mention.span
    apart = text.is_after(at, "-|(?:@away|(?:@offices|@guests)(?: @the)?(?: @oblast)?) ")
    of_office = text.is_before(at, "(?: @oblast)? @offices")
    of_office = of_office and not text.is_after(at, "(?:@at|@to) ")
    is_region = case.names.is_region(mention.id)
    return is_region and not (apart or of_office or text.is_before(at, "-"))


def _is_left_out(span: Span, case: Case) -> bool:
    """Whether a sentence names something as an exception, unlike `nobody but`."""
    before = case.text.before(span)
    left = case.words.search(_EXCEPT, before)
    return bool(left or case.text.is_before(span, " @excepted"))


def _shared(field: str, id_: str, case: Case) -> Iterator[str]:
    """What a figure is of too, or of alone: another region or country, named before it."""
    text, names, search = case.text, case.names, case.words.search
    pair = [getattr(case.record, each) for each in ("region", "partner")]
    own = {each for region in pair for each in names.within(region)}
    for at in case.figures if all(pair) else ():
        before = Span(text.around(at).start, at.start)
        regions = [each for each in case.mentions([before]) if names.is_region(each.id)]
        foreign = text.spans("@foreign", before)
        others = [e.span for e in regions if own.isdisjoint([e.id, *names.within(e.id)[:-1]])]
        others = [each for each in others + foreign if not _is_left_out(each, case)]
        joined = [] if any(each.id == id_ for each in regions) or field == "region" else foreign
        for span in (each.span for each in regions if each.id == id_):
            joined += [e for e in others if search(_JOINED, lower(text.between(e, span)))]
        if joined and not search("@respectively", text.low[slice(*text.around(at))]):
            yield text.words(joined[0])


def _to_add(thing: Named, where: list[Span], case: Case) -> Iterator[str]:
    """The most alike name in some parts of a text, among those of a thing, to be pasted."""
    read = [re.findall(r"[\w'-]+", case.text.words(span)) for span in where]
    field = case.card.language if isinstance(thing, Region) else "spellings"
    own = thing.__dict__["names"] if isinstance(thing, Region) else thing.__dict__
    for name in thing.all_names:
        size = len(name.split())
        printed = {" ".join(run[at : at + size]) for run in read for at in range(len(run))}
        # a forename alone would prove nobody
        lone = [each for each in printed if isinstance(thing, Person) and " " not in each]
        for alike in get_close_matches(name, printed.difference(thing.all_names, lone), 1, 0.8):
            file = next(file for file, each in VOCABULARIES.items() if isinstance(thing, each))
            yield f"in {file}.yaml, at {thing.id}:"
            yield f"{field}: [{', '.join((*own.get(field, ()), alike))}]"
            return
