"""Whose figure it is, with whom and which way; who speaks or is party, and where."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from kzby.errors import Place
from kzby.model import kinds
from kzby.model.terms import HAPPENED
from kzby.model.vocabulary import VOCABULARIES, Named, Organization, Person, Region, Sector
from kzby.verify import flows, speakers
from kzby.verify.calendar import of_edtf
from kzby.verify.evidence import Case
from kzby.verify.names import Mention
from kzby.verify.text import Wrong
from kzby.verify.words import ENGLISH, Span, lower

_EXCEPT = r"(?:@exceptions)(?: @fillers| @to| @source| @oblast| [^ ,]+ @and){0,6} ?$"
_PENDING = r"^(?: \S+){0,15}? @pending"
_UNDECIDED = r"(?=(@undecided))(?:(?!@and )\S+ ){0,8}?@agreed"
_JOINED = r"^(?:,|,? @and)(?: @fillers| @oblast){0,6} $"


def named(path: Place, id_: str, case: Case) -> Wrong:
    """That a text does not name something, or that its sentence names another instead."""
    field, thing, names = str(path[0]), case.names.things[id_], case.names
    if isinstance(thing, Sector):
        return
    subject = getattr(case.record, "subject", None) or ""
    if field in ("region", "partner") and id_ in names.within(subject):
        return  # the seat of a company goes without saying
    every, town = case.mentions(case.sentences), len(names.within(id_)) > 1
    said = [at for at, each in every if id_ in (each, *names.within(each)[1 : 1 + town])]
    if field != "people" and said and all(_is_left_out(span, case) for span in said):
        yield path, f"the sentence leaves {id_} out"
    one_of = (case.text.is_after(span, "@including ") for span in said)
    if field == "partner" and said and all(one_of):
        yield path, f"is {id_}, but the sentence has that as one of several"
    for other in _shared(field, id_, case) if field in ("region", "partner") else ():
        yield path, f"is {id_}, but the figure is that of “{other}”"
    own = _where(field, id_, case)
    where = own or [Span(0, len(case.text.plain))]
    ids, dateline = set[str](), case.text.find(case.card.dateline or "")[:1]
    for mentions in (case.mentions([span]) for span in where):
        if field == "place":  # was not where a report was filed
            mentions = [each for each in mentions if each.span not in dateline]
        places = [each for each in mentions if own and field == "place" and _is_place(each, case)]
        ids |= {each.id for each in places or mentions}
    # An oblast may be named by several of its towns, and in a sentence by a body of it.
    inner = [each for each in sorted(ids) if id_ in names.within(each)[0 if own else 1 : 2]]
    towns = field in ("place", "regions") and len(inner) > (field == "place")
    if id_ not in ids and not towns:
        part, other = ("sentence", ", quote another") if own else ("text", "")
        text = f"the {part} prints no known name of {id_}; correct the id{other}, or add the name"
        lines = () if inner else _to_add(thing, where, case)
        yield path, "\n".join((text, *lines))


def _where(field: str, id_: str, case: Case) -> list[Span]:
    """The sentences that must name something, if they name another that could be meant."""
    if field == "speaker":
        return speakers.named(case) if isinstance(case.names.things[id_], Person) else []
    if field == "participants" and isinstance(case.names.things[id_], Person):
        # Some may be named apart, but not if the sentences name somebody who was not there.
        absent = {each.id for each in case.source.people}
        absent -= {each.person for each in getattr(case.record, field)}
        other = any(each in absent for _, each in case.mentions(case.wider))
        apart = [case.text.around(place, 4, 4) for place in case.places]
        return apart if other and not case.record.note else []
    end = len(case.text.plain)
    tried = [(case.sentences, case.wider, end)]
    if field in ("place", "parties", "region", "partner"):
        # What stands behind a figure does not say whose it is: `the most in Belarus`.
        figure = isinstance(case.record, kinds.Trade)
        last = min((at.start for at in case.figures if figure), default=end)
        tried = [(case.sentences, case.sentences, last), (case.wider, case.wider, end)]
    for read, where, last in tried:
        before = (each for each in case.mentions(read) if each.span.end <= last)
        if any(_rivals(each, field, id_, case) for each in before):
            return where
    return []


def _rivals(mention: Mention, field: str, id_: str, case: Case) -> bool:
    """Whether a name could stand for another place, party or body, unlike `the Belarusian region`.

    A body that is named elsewhere alone needs a note.
    """
    names, (at, other) = case.names, mention
    chain, own = names.within(other), names.within(id_)
    if field in ("subject", "participants", "organizations"):
        bodies = all(isinstance(names.things[each], Organization) for each in (id_, other))
        noted = field == "organizations" and case.record.note and id_ not in case.press
        return bodies and other not in case.press and not noted
    if field == "place":
        return len(chain) > 1 and _is_place(mention, case)
    if field == "regions":
        return len(own) > 1 < len(chain) and chain[-1:] == own[-1:]
    is_within = case.text.is_after(at, "@at(?: @fillers)* ")
    if is_within and isinstance(names.things[id_], Organization):
        return False  # `signed at the forum in Petropavl`
    alike = names.things[id_].name.startswith(names.things[other].name.split()[0])
    if field != "parties" and id_ in chain[1:2] and alike:
        return False  # `Brest companies`
    is_adjective = len(chain) < 2 and case.text.is_before(at, " @oblast")
    return bool(chain) and chain[-1:] == own[-1:] and not is_adjective


def _is_left_out(span: Span, case: Case) -> bool:
    """Whether a sentence names something as an exception, unlike `nobody but`."""
    before = case.text.before(span)
    left = case.words.search(_EXCEPT, before)
    is_left = left and not case.words.search("@denied", before[: left.start()])
    return bool(is_left or case.text.is_before(span, " @excepted"))


def _shared(field: str, id_: str, case: Case) -> Iterator[str]:
    """What a figure is of too, or of alone: another region or country, named before it."""
    text, names, search = case.text, case.names, case.words.search
    pair = [getattr(case.record, each) for each in ("region", "partner")]
    own = {each for region in pair for each in names.within(region)}
    for at in case.figures if all(pair) else ():
        sentence = text.around(at)
        before = Span(sentence.start, at.start)
        regions = [each for each in case.mentions([before]) if names.is_region(each.id)]
        foreign = text.spans("@foreign", before)
        if case.words is ENGLISH:  # no `polish`
            foreign = [each for each in foreign if not text.words(each).islower()]
        others = [e.span for e in regions if own.isdisjoint([e.id, *names.within(e.id)[:-1]])]
        others = [each for each in others + foreign if not _is_left_out(each, case)]
        named = [each.span for each in regions if each.id == id_]
        joined = [
            [each for each in others if search(_JOINED, lower(text.between(each, span)))]
            for span in named
        ] or [foreign] * (field == "partner")
        listed = search("@respectively", text.low[slice(*sentence)])
        if joined and all(joined) and not listed:
            yield text.words(joined[0][0])


def _is_place(mention: Mention, case: Case) -> bool:
    """Whether something may have been where a name says, unlike `Akim of Aktobe`, `from Brest`."""
    text, at = case.text, mention.span
    apart = text.is_after(at, "-|(?:@away|(?:@offices|@guests)(?: @the)?(?: @oblast)?) ")
    apart |= text.is_before(at, "-")
    of_office = text.is_before(at, "(?: @oblast)? @offices") and not text.is_after(
        at, "(?:@at|@to) "
    )
    return case.names.is_region(mention.id) and not (apart or of_office)


def _to_add(thing: Named, where: list[Span], case: Case) -> Iterator[str]:
    """The most alike name in some parts of a text, among those of a thing, to be pasted."""
    parts = (part for span in where for part in re.split(r'[,;:()"]', case.text.words(span)))
    runs = [re.findall(r"[\w'-]+", part) for part in parts]
    is_region = isinstance(thing, Region)
    field = case.card.language if is_region else "spellings"
    own = thing.__dict__["names"] if is_region else thing.__dict__
    for name in thing.all_names:
        size = len(name.split())
        printed = {" ".join(run[at : at + size]) for run in runs for at in range(len(run))}
        # a forename alone would prove nobody
        lone = [each for each in printed if isinstance(thing, Person) and " " not in each]
        for alike in get_close_matches(name, printed.difference(thing.all_names, lone), 1, 0.8):
            file = next(file for file, each in VOCABULARIES.items() if isinstance(thing, each))
            yield f"in {file}.yaml, at {thing.id}:"
            yield f"{field}: [{', '.join((*own.get(field, ()), alike))}]"
            return


def contradictions(record: kinds.Record, case: Case) -> Wrong:
    """What the sentence denies, gives to somebody else, or tells the other way round."""
    yield from _denied(record, case)
    speaker = case.names.things.get(record.speaker)
    if "speaker" in record.model_fields_set and not isinstance(speaker, Person):
        for span in [*speakers.saying(case)][:1]:
            text = f"is {record.speaker}, but the sentence has it from “{case.text.words(span)}”"
            yield "speaker", text
    if isinstance(record, kinds.Trade) and not record.subject:
        numbers = case.numbers(case.figure)
        owners = [flows.owner(number.span, record.region, case) for number in numbers]
        if owners and all(owners):
            text = f"the figure is that of “{owners[0]}”; give its subject"
            yield "region", f"is {record.region}, but {text}"
    if isinstance(record, kinds.Trade | kinds.Goods):
        yield from flows.way(record, case)
    low = lower(" ".join(map(case.text.words, case.sentences)))
    building = case.words.search("@building", low)
    if building and getattr(record, "stage", "") == "operating":
        yield "stage", f"is operating, but the sentence has “{building[0]}”"
    if isinstance(record, kinds.Agreement):
        yield from _agreed(record, low, case)
        yield from _respectively(record, case)


def _agreed(record: kinds.Agreement, low: str, case: Case) -> Wrong:
    """That the sentences of an agreement, in small letters, have none, or one of another form."""
    undecided = case.words.search(_UNDECIDED, low) if record.status in HAPPENED else None
    if not case.words.search("@agreed", low):
        yield "quote", f"the sentence of {case.quoted} says nothing of an agreement"
    elif undecided and not case.words.search("@concluded", low):
        yield "quote", f"the sentence has “{undecided[1]}”, and does not say that there is one"
    forms = case.words.read("forms", low)
    if forms and record.form not in (None, *forms):
        yield "form", f"is {record.form}, but the sentence says {' or '.join(sorted(forms))}"


def _respectively(record: kinds.Agreement, case: Case) -> Wrong:
    """That the date is another's: `with Karaganda and Atyrau in 2002 and 2009 respectively`."""
    for sentence in case.sentences:
        dates = [(date, at) for date, at in case.text.dates if sentence.holds(at)]
        if not (dates and case.words.search("@respectively", case.text.low[slice(*sentence)])):
            continue
        before = case.mentions([Span(sentence.start, dates[0][1].start)])
        regions = [each.id for each in before if case.names.is_region(each.id)][-len(dates) :]
        own = [each for id_, each in zip(regions, dates, strict=False) if id_ in record.parties]
        if len(own) == 1 and not own[0][0] <= of_edtf(record.signed or ""):
            printed = case.text.words(own[0][1])
            yield "signed", f"is {record.signed}, but “{printed}” is, respectively"


def _denied(record: kinds.Record, case: Case) -> Wrong:
    """That the clause of a quote or number denies it, or has a fact as a condition or to come.

    A remark may be about what is not so, a plan about what is not done yet, and so may a record that
    says so itself.
    """
    own = lower(f"{record.title} {getattr(record, 'of', '')}")
    sentences = lower(" ".join(map(case.text.words, case.sentences)))
    is_aim = isinstance(record, kinds.Plan) or getattr(record, "basis", "actual") != "actual"
    if is_aim and case.words.search("@yet", sentences):
        return
    if isinstance(record, kinds.Remark) or ENGLISH.search("@denied", own):
        return
    is_fact = record.status in HAPPENED and getattr(record, "basis", "actual") == "actual"
    numbers = [number.span for number in case.numbers(case.figure)]
    groups = [numbers] if numbers else case.found
    granted = is_fact and not ENGLISH.search("@conditional", own)
    tables, to_come = "@denied|@conditional" if granted else "@denied", ("(?!)", "(?!)")
    # what is ahead may follow from an agreement
    is_open = not isinstance(record, kinds.Agreement) or case.words.search("@making", sentences)
    if is_fact and is_open and record.status != "reported":
        done = case.words.search("@concluded|@done", lower(case.quoted))
        groups, to_come = [*groups, case.places], ("@future", "(?!)" if done else _PENDING)
    for group in groups:
        ahead = to_come if group == case.places else ()
        words = [case.text.denial(span, tables, *ahead) for span in group]
        if words and all(words):
            yield "quote", f"is in a clause with “{words[0]}”; it is not said to be so"
            return
