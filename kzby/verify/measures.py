"""What a record measures, held against its words: numbers, units, changes, flows."""

import re
from collections.abc import Iterable, Iterator

from kzby.model import kinds
from kzby.verify.evidence import Case
from kzby.verify.names import has_words
from kzby.verify.numbers import CLAUSE_END, Number
from kzby.verify.text import Text, Wrong, normal
from kzby.verify.words import ENGLISH, Span, lower

_WAYS = {True: "up", False: "down", None: "neither up nor down"}


def faults(case: Case) -> Iterator[Wrong]:
    """What is wrong with each number that a record states."""
    record = case.record
    if isinstance(record, kinds.Trade):
        yield _figure(record, case)
        if case.states("value") and case.states("change"):
            yield _least("change", case)
    elif isinstance(record, kinds.Count) and case.states("value_text"):
        for _ in range(2 if record.low and record.high else 1):
            yield _count(record, case)


def _figure(record: kinds.Trade, case: Case) -> Wrong:
    yield from _least(case.figure, case)
    yield from flow(record, case)
    changes = [n.span for n in case.numbers("change") if case.figure == "value"]
    if (other := _flows(changes, case)) and record.flow not in other:
        yield "change", f"is that of {_either(other)} in {case.quoted}"
    if record.sign and case.states("sign"):
        means, quoted = case.words.phrases(f"signs.{record.sign}"), lower(case.quoted)
        is_below = any(number.sign in ("-", "−") for number in case.numbers("value"))
        is_minus = record.sign == "deficit" and is_below
        if not (is_minus or re.search(means, quoted)):
            text = f"is {record.sign}, which {case.quoted} does not say"
            yield "sign", text


def goods(record: kinds.Goods, case: Case) -> Wrong:
    """What is wrong with a good: a quote prints each word of its name, and its flow."""
    name = record.name_text or record.name
    if case.states("name") and not has_words(name, normal(case.quoted), case.words):
        yield "name", f"“{name}” is not printed in {case.quoted}"
    yield from flow(record, case)


def flow(record: kinds.Trade | kinds.Goods, case: Case) -> Wrong:
    """What is wrong with a flow, by the words near the number or the quote."""
    # or else every flow that the sentences before say, and that of the context
    before = " ".join(case.text.low[slice(*span)] for span in case.wider)
    earlier = case.words.read("flows", before)
    earlier |= {getattr(each, "flow", "") for each in case.linked if each.id == record.context}
    read = _flows(case.figures, case) or earlier
    if case.states("flow") and record.flow not in read and (case.is_whole or read):
        yield "flow", f"is {record.flow}, but what stands by {case.quoted} says {_either(read)}"


def _flows(places: Iterable[Span], case: Case) -> set[str]:
    """The flows of numbers by the nearest words of their sentences."""
    words = [case.text.low[slice(*flow_word(at, case.text.around(at), case))] for at in places]
    return {each for word in words for each in case.words.meanings("flows", word)}


def flow_word(at: Span, within: Span, case: Case) -> Span:
    """The word for the flow right behind a number (`$5 was export`), or else the last before it."""
    said = case.text.spans("@flows", within)
    before = [each for each in said if each.start < at.start] or said[:1]
    after = case.text.low[at.end : within.end]
    behind = case.words.search("^ (?:@flow_links )?(?P<flow>@flows)", after)
    if behind:
        before.append(Span(at.end + behind.start("flow"), at.end + behind.end("flow")))
    # Of several before a list of figures, that in the same place, if each has its own.
    last = before[-1].end if before else at.start
    listed = [n.span for n in case.text.numbers if last < n.span.start < within.end]
    is_list = case.words.search("@respectively", case.text.low[last : within.end])
    if is_list and at in listed and len(listed) <= len(before):
        before = before[listed.index(at) - len(listed) :][:1]
    return (before or [Span(0, 0)])[-1]


def _least(field: str, case: Case) -> Wrong:
    """What is wrong with a value or a change at the place of a quote where least is."""
    stated, every = case.written.get(field), [n for n in case.numbers(field) if not n.is_part]
    every = [n for n in every if not (field == "value" and n.is_difference)]
    if field and not every:
        yield field, f"{stated} is not printed in {case.quoted} by itself"
    yield from min(([*_beside(field, number, case)] for number in every), key=len, default=[])


def _beside(field: str, number: Number, case: Case) -> Wrong:
    """What stands beside a number against the record: unit or change, hedge, basis, increment."""
    record, quoted, stated = case.record, case.quoted, str(case.written[field])
    is_trade = isinstance(record, kinds.Trade)
    hedge, basis = getattr(record, "hedge", None), getattr(record, "basis", "actual")
    if field == "value":
        if number.sign in ("-", "−") and getattr(record, "sign", None) != "deficit":
            yield "value", f"is above zero, which {quoted} is not"
        yield from _unit(number, case)
    else:
        hedge = None if getattr(record, "value", None) else hedge
        kind, declines = getattr(record, "change_kind", None), stated.startswith("-")
        if kind != number.change:
            yield "change_kind", f"is {kind}, but {quoted} means {_either({number.change} - {''})}"
        elif kind == "percent" and number.rises in (declines, None):
            yield "change", f"is {stated}, but {quoted} says {_WAYS[number.rises]}"
    # `up to $1 billion` is a target, `с 4 до 5 млн` no hedge.
    changed = number.prior and number.prior.change and re.search(r"^\W*\w+ $", number.wide)
    is_end = changed or (number.prior and number.prior.is_old)
    skipped = {"none", "up-to"} if is_end or (basis == "target" and not hedge) else {"none"}
    beside = number.beside("hedges")
    hedges = [each for each in beside if skipped.isdisjoint(each)]
    wrong = next((each for each in hedges if hedge not in each), None)
    if wrong or (hedge and not any(hedge in each for each in beside)):
        said = f"the sentence of {quoted} has {_either(wrong or [None])}"
        advice = "; record the change apart" if field == "change" and case.states("value") else ""
        yield "hedge", f"is {_either([hedge])}, but {said}{advice}"
    target, period = number.target, getattr(record, "period", None)
    ahead = bool(period and period > case.card.published)  # `at least $60 million by 2020`
    foreseen = bool(target) or (basis != "actual" and ahead)
    if is_trade and (basis == "actual") is foreseen and (target or case.is_whole):
        said = f"says “{target}”" if target else "foresees nothing"
        yield "basis", f"is {basis}, but before {quoted} the text {said}"
    further, stated_ = any(number.phrases("increments")), getattr(record, "increment", False)
    if is_trade and field == "value" and case.states("increment") and stated_ is not further:
        said = f"{quoted} names {'a' if further else 'no'} further amount"
        yield "increment", f"is {str(stated_).lower()}, but {said}"


def _unit(number: Number, case: Case) -> Wrong:
    """What is wrong with a unit; in a list it may be that of the next or the last number."""
    unit, after = str(getattr(case.record, "unit", "")), number.following
    per = ENGLISH.search(r"^(.*\S) (@rates>)(?: \w+)?$", lower(unit))
    ours = unit[: per.end(1)] if per else unit
    codes = ENGLISH.meanings("units", lower(ours.partition(" of ")[0]))  # `tonnes of beet`
    if number.next and case.words.search("^ @portions(?: @the| @fillers| @hedges<)* $", number.gap):
        after = number.next  # `340 of the 2,100 lifts`
    elided = not number.units and number.prior
    elided = elided if not number.noun.strip(".,; ") or (elided and codes & elided.units) else None
    fits = bool(codes & (after or elided or number).units)
    if not number.units:  # `$5 million in 2015. Now it is 6 million`
        fits |= any(vars(each).get("unit") == unit for each in case.linked)
    if not codes and not number.units:
        noun = getattr(case.record, "unit_text", None) or ours
        fits |= _counts(noun, number.span, (after or number).noun, case)
    if not fits and (case.is_whole or codes):
        yield "unit", f"is {unit}, which neither {case.quoted} nor its sentence counts"
    rates = {each for rate in number.beside("rates") for each in rate}
    if case.words.search("@years_from", number.behind):  # `$2.9 million a year earlier`
        rates.discard("year")
    if rates != ENGLISH.meanings("rates", per[2] if per else None):
        counted = " or ".join(sorted(rates)) or "nothing"
        yield "unit", f"is {unit}, but {case.quoted} counts per {counted}"


def _counts(unit: str, at: Span, behind: str, case: Case) -> bool:
    """Whether a noun is among those behind a place, or before it if none is."""
    words, clause = case.words, CLAUSE_END.split(behind)[0].lstrip()
    noun = words.pattern(r"^\W|(?:^| )(?:@function|@units|@scales)").split(clause)[0]
    before = "" if noun else case.text.low[case.text.around(at).start : at.start]
    return clause.startswith(lower(unit)) or has_words(unit, noun or before, words)


def _count(record: kinds.Count, case: Case) -> Wrong:
    """What is wrong with a count, and with the words that print it in a quote."""
    words, printed = case.words, normal(record.value_text)
    stated = [*filter(case.states, ("value", "low", "high"))]
    if printed not in normal(case.quoted):
        yield "value_text", f"“{record.value_text}” is not in {case.quoted}"
    read, written = Text(printed, words).numbers, [str(case.written[name]) for name in stated]
    if len(read) != len(written) or not all(map(Number.prints, read, written)):
        yield (*stated, "value_text")[0], f"the number is not that of “{printed}”"
    if "value" in stated:
        yield from _least("value", case)
    elif every := case.numbers(stated[-1] if stated else ""):
        yield from min(([*_unit(number, case)] for number in every), key=len)
    elif case.is_whole:  # `many modern plants`
        places = [at for at in case.text.find(printed) if any(s.holds(at) for s in case.sentences)]
        if not any(_counts_in_words(record, at, case) for at in places):
            yield "unit", f"is {record.unit}, which neither {case.quoted} nor its sentence counts"


def _counts_in_words(record: kinds.Count, at: Span, case: Case) -> bool:
    """Whether words without a number count the unit of a record."""
    unit, words = record.unit_text or record.unit, case.words
    whole, behind = (case.text.low[start : case.text.around(at).end] for start in at)
    is_unit = ENGLISH.meanings("units", lower(record.unit)) & words.read("units", whole)
    nouns = CLAUSE_END.split(behind)[0]
    return bool(is_unit) or has_words(unit, nouns, words) or _counts(unit, at, behind, case)


def _either(words: Iterable[str | None]) -> str:
    return " or ".join(sorted(f"‘{word}’" if word else "no hedge" for word in words)) or "none"
