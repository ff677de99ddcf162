"""What the sentence of a record denies, has as a condition or to come, or gives to somebody else."""

from kzby.model import kinds
from kzby.model.terms import HAPPENED
from kzby.model.vocabulary import Person
from kzby.verify import flows, speakers
from kzby.verify.calendar import of_edtf
from kzby.verify.evidence import Case
from kzby.verify.numbers import CLAUSE_END
from kzby.verify.text import Wrong
from kzby.verify.words import ENGLISH, Span, lower, reached

# `ab 2015`, but not `sagte den Besuch ab`
_PENDING = r"^(?: \S+){0,15}? @pending"
_HARMLESS = "@affirmed|(?:@hedges<|@open_start<|@open_end<)(?= )|@hedges>|@open_end>"
_IF = "^ ?(?:@and )?@conditional "
_UNDECIDED = r"(?=(@undecided))(?:(?!@and )\S+ ){0,8}?@agreed"


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


def _respectively(record: kinds.Agreement, case: Case) -> Wrong:
    """That the date is another's: `with Karaganda and Atyrau in 2002 and 2009 respectively`."""
    for sentence in case.sentences:
        dates = [(date, at) for date, at in case.text.dates if sentence.holds(at)]
        if dates and case.words.search("@respectively", case.text.low[slice(*sentence)]):
            before = case.mentions([Span(sentence.start, dates[0][1].start)])
            regions = [each.id for each in before if case.names.is_region(each.id)]
            pairs = zip(regions[-len(dates) :], dates, strict=False)
            own = [date for id_, (date, _) in pairs if id_ in record.parties]
            if len(own) == 1 and not own[0] <= of_edtf(record.signed or ""):
                yield "signed", f"is {record.signed}, which is another's, respectively"


def _denied(record: kinds.Record, case: Case) -> Wrong:
    """That the clause of a quote or number denies it, or has a fact as a condition or to come.

    A remark may be about what is not so, a plan about what is not done yet, and so may a record that
    says so itself.
    """
    own = lower(f"{record.title} {getattr(record, 'of', '')}")
    sentences = lower(" ".join(map(case.text.words, case.sentences)))
    is_actual = getattr(record, "basis", "actual") == "actual"
    is_aim = isinstance(record, kinds.Plan) or not is_actual
    is_yet = is_aim and case.words.search("@yet", sentences)
    if is_yet or isinstance(record, kinds.Remark) or ENGLISH.search("@denied", own):
        return
    tables, is_fact = "@denied", is_actual and record.status in HAPPENED
    if is_fact and not ENGLISH.search("@conditional", own):
        tables += "|@conditional"
    numbers = [number.span for number in case.numbers(case.figure)]
    groups = [numbers] if numbers else case.found
    found = [[_denial(span, tables, case) for span in group] for group in groups]
    # what is ahead may follow from an agreement
    is_open = not isinstance(record, kinds.Agreement) or case.words.search("@making", sentences)
    if is_fact and is_open and record.status != "reported":
        done = case.words.search("@concluded|@done", lower(case.quoted))
        pending = "(?!)" if done else _PENDING
        found.append([_denial(span, tables, case, pending) for span in case.places])
    for words in found:
        if words and all(words):
            yield "quote", f"is in a clause with “{words[0]}”; it is not said to be so"
            return


def _denial(span: Span, tables: str, case: Case, pending: str = "") -> str:
    """The word of `tables` in the clauses of a span that denies it, or by which it is to come.

    Empty unless each clause is denied: what one of them states is stated. What is to come is asked
    with the words for it behind the span; those before it are `future`.
    """
    text, search, denials = case.text, case.words.search, []
    clauses = text.parts(rf"{CLAUSE_END.pattern}|(?<= )(?=@breaks )", span)
    masked = case.words.pattern(_HARMLESS)
    read = [masked.sub(lambda m: "#" * len(m[0]), text.low[slice(*each)]) for each in clauses]
    for at in reached(clauses, span):
        above = read[at - 1 : at] if search(r"^ ?@that |@that ?\.?$", read[at]) else []
        beside = [each for each in read[max(at - 1, 0) : at + 2] if search(_IF, each)]
        # `flights, which had been planned, were given up`
        inserted = search("^ ?(?:@function )?@inserts ", "".join(read[at + 1 : at + 2]))
        beside += read[at + 2 : at + 3] if inserted else []
        end = max(span.end - clauses[at].start, 0)
        word = search(tables, " ".join([read[at], *above, *beside]))
        if pending and not word:
            word = search("@future", " ".join([read[at][:end], *above]))
            word = word or search(pending, read[at][end:])
        denials.append(word[0] if word else "")
    return denials[0] if denials and all(denials) else ""
