"""What the sentence of a record denies, has as a condition or to come, or gives to somebody else."""

from kzby.model import kinds
from kzby.model.terms import HAPPENED
from kzby.model.vocabulary import Person
from kzby.verify import flows, speakers
from kzby.verify.evidence import Case
from kzby.verify.text import Wrong
from kzby.verify.words import ENGLISH, lower

_PENDING = r"^(?: \S+){0,15}? @pending"
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


def _agreed(record: kinds.Agreement, low: str, case: Case) -> Wrong:
    """That the sentences of an agreement, in small letters, have none, or one of another form."""
    undecided = case.words.search(_UNDECIDED, low) if record.status in HAPPENED else None
    if not case.words.search("@agreed", low):
        yield "quote", f"the sentence of {case.quoted} says nothing of an agreement"
    elif undecided and not case.words.search("@concluded", low):
        yield "quote", f"the sentence has “{undecided[1]}”, and does not say that there is one"


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
