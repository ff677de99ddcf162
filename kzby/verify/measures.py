"""What a record measures, held against its words: value, scale, unit, hedge, change, flow.

A quote prints the number; its sentence may add what is counted, that a figure is a target, and,
with the sentence before, the flow.
"""

import re
from collections.abc import Iterable, Iterator

from kzby.model import kinds
from kzby.verify import beside
from kzby.verify import words as languages
from kzby.verify.beside import Spot
from kzby.verify.evidence import Evidence
from kzby.verify.names import has_words, same, tokens
from kzby.verify.numbers import prints
from kzby.verify.text import Text, Wrong, normal
from kzby.verify.words import Span, Words, lower

_NEAR = 5  # words behind a number, among which is the noun that it counts
Fault = tuple[str, str]


def faults(evidence: Evidence) -> Iterator[Wrong]:
    """What is wrong with each number that a record states."""
    record = evidence.record
    if isinstance(record, kinds.Trade):
        yield [*_figure(record, evidence)]
        if evidence.states("value") and evidence.states("change"):
            yield _least("change", record, evidence)
    elif isinstance(record, kinds.Count) and evidence.states("value_text"):
        yield from [[*_count(record, evidence)]] * (2 if record.low and record.high else 1)


def _figure(record: kinds.Trade, evidence: Evidence) -> Iterator[Fault]:
    words = evidence.words
    if evidence.figure:
        yield from _least(evidence.figure, record, evidence)
    if record.sign and evidence.states("sign"):
        printed = lower(evidence.quoted)
        signs = words.pattern("@signs").findall(printed)
        denied = rf"@denied(?: [\w-]+){{0,2}} {words.phrases(f'signs.{record.sign}')}"
        whole = (evidence.text.low[slice(*span)] for span in evidence.sentences)
        if record.sign not in {s for each in signs for s in words.meanings("signs", each)} or any(
            words.search(denied, each) for each in (printed, *whole)
        ):
            text = f"is {record.sign}, which {evidence.quoted} does not say, or its sentence denies"
            yield "sign", text
    if evidence.states("flow"):
        yield from _flow(record.flow, evidence)


def _flow(flow: str, evidence: Evidence) -> Iterator[Fault]:
    """What is wrong with a flow by the sentence, or with that before."""
    spots = [spot.number.span for spot in evidence.spots(evidence.figure)]
    read = set[str]()
    for place, *around in zip(evidence.places, evidence.sentences, evidence.wider, strict=True):
        near = [span for span in spots if span.overlaps(place)] or [Span(place.end, place.end)]
        for span in near:
            own, wider = (flows(span, evidence, within) for within in around)
            read |= own or wider
    if flow not in read and (evidence.is_whole or read):
        text = f"next to the number {evidence.quoted} or its sentence says {_either(read)}"
        yield "flow", f"is {flow}, but {text}"


def flow_word(span: Span, evidence: Evidence, within: Span) -> Span | None:
    """The word for the flow right behind a number (`$5 was export`), or else the last before it."""
    words, low = evidence.words, evidence.text.low
    every = [Span(*each.span()) for each in words.pattern("@flows").finditer(low, *within)]
    before = [each for each in every if each.start < span.start]
    if listed := respective(span, before, within, evidence):
        return listed
    if behind := words.search("^ (?:@flow_links )?(?P<flow>@flows)", low[span.end : within.end]):
        return Span(span.end + behind.start("flow"), span.end + behind.end("flow"))
    return before[-1] if before else None


def flows(span: Span, evidence: Evidence, within: Span) -> frozenset[str]:
    """What the word for the flow can mean; `trade surplus` is a balance."""
    word = flow_word(span, evidence, within)
    phrase = evidence.text.low[slice(*word)] if word else None
    meanings = evidence.words.meanings("flows", phrase)
    return meanings - {"turnover"} or meanings


def respective(span: Span, before: list[Span], within: Span, evidence: Evidence) -> Span | None:
    """Of several things before a list of numbers, that in the same place, if each has its own."""
    low = evidence.text.low
    if not before or not evidence.words.search("@respectively", low[span.start : within.end]):
        return None
    spots = (spot.number.span for spot in beside.of(evidence.text, evidence.words))
    listed = [each for each in spots if before[-1].end < each.start < within.end]
    if span not in listed or len(listed) > len(before):
        return None
    return before[-len(listed) :][listed.index(span)]


def goods(record: kinds.Goods, evidence: Evidence) -> Iterator[Fault]:
    """What is wrong with a good: a quote prints each word of its name, and its flow."""
    name = record.name_text or record.name
    if evidence.states("name") and not has_words(name, normal(evidence.quoted), evidence.words):
        yield "name", f"“{name}” is not printed in {evidence.quoted}"
    if evidence.states("flow"):
        yield from _flow(record.flow, evidence)


def _least(field: str, record: kinds.Record, evidence: Evidence) -> list[Fault]:
    """What is wrong with a value or a change at the place of a quote where least is."""
    stated, of_field = str(evidence.written[field]), _change if field == "change" else _value
    spots = [spot for spot in evidence.spots(field) if not spot.is_part]
    if field == "value":
        spots = [spot for spot in spots if not spot.is_difference]
    if not spots:
        return [(field, f"{stated} is not printed in {evidence.quoted} by itself")]
    return min(([*of_field(record, spot, stated, evidence)] for spot in spots), key=len)


def _change(record: kinds.Record, spot: Spot, stated: str, evidence: Evidence) -> Iterator[Fault]:
    kind, declines = getattr(record, "change_kind", None), stated.startswith("-")
    if kind not in spot.changes:
        yield "change_kind", f"is {kind}, but {evidence.quoted} means {_either(spot.changes)}"
    elif kind == "percent" and spot.rises in (declines, None):
        yield "change", f"is {stated}, but {evidence.quoted} says {'up' if declines else 'down'}"
    if hedges := spot.beside("hedges"):
        yield "change", f"is {stated}, but {evidence.quoted} has {_either(set().union(*hedges))}"
    yield from _basis(record, spot, evidence)


def _value(record: kinds.Record, spot: Spot, stated: str, evidence: Evidence) -> Iterator[Fault]:
    hedge, basis = getattr(record, "hedge", None), getattr(record, "basis", None)
    yield from _unit(record, spot, evidence)
    hedges = [each for each in spot.beside("hedges") if "none" not in each]
    if basis == "target" and not hedge:  # `up to $1 billion` is a target of a billion
        hedges = [each for each in hedges if "up-to" not in each]
    if any(hedge not in each for each in hedges) or bool(hedge) > bool(hedges):
        text = f"is {_either([hedge])}, but the sentence of {evidence.quoted} has"
        yield "hedge", f"{text} {_either(hedges[0] if hedges else [None])}"
    if basis:
        yield from _basis(record, spot, evidence)
        more = getattr(record, "increment", False)
        if more is not any(spot.phrases("increments")) and evidence.states("increment"):
            said = "names no further amount" if more else "names a further amount"
            yield "increment", f"is {str(more).lower()}, but {evidence.quoted} {said}"


def _basis(record: kinds.Record, spot: Spot, evidence: Evidence) -> Iterator[Fault]:
    basis, target = getattr(record, "basis", "actual"), _foreseen(spot)
    if (basis == "actual") is bool(target) and (target or evidence.is_whole):
        said = f"says “{target}”" if target else "foresees nothing"
        yield "basis", f"is {basis}, but before {evidence.quoted} the text {said}"


def _foreseen(spot: Spot) -> str | None:
    """The word by which a target or forecast is given, if one is."""
    words, low = spot.words, spot.text.low
    left = low[spot.sentence.start : spot.number.span.start].rpartition(";")[2]
    for target in [*words.pattern("@targets").finditer(left)][-1:]:
        behind = left[target.end() :]
        done = words.search("@actual", behind)
        if not (done and re.search("[,:(]| - ", behind[: done.start()])):
            return target[0]
    late = words.search(r"^(?: [\w-]+){0,2} (@targets)", spot.behind)
    return late[1] if late else None


def _unit(record: kinds.Record, spot: Spot, evidence: Evidence) -> Iterator[Fault]:
    """What is wrong with a unit; one of a list may have that of the next."""
    words, text, unit = spot.words, spot.text, str(getattr(record, "unit", ""))
    english = languages.of("en")
    assert english
    rate = english.search(r"^(.*\S) (@rates>)$", lower(unit))
    ours = unit[: rate.end(1)] if rate else unit
    printed = getattr(record, "unit_text", None) or ours
    units = spot.number.units or (spot.shared.units if spot.shared else frozenset())
    codes = english.meanings("units", lower(ours)) | ({ours} & words.tables["units"].keys())
    if codes:
        fits = bool(codes & units)
    else:
        core, end = spot.number.core, spot.next.span.start if spot.next else spot.sentence.end
        before = text.plain[text.around(spot.number.span, 1).start : spot.number.span.start]
        lacks = _has_no_noun(text.low[core:end], words) and has_words(printed, before, words)
        fits = not units and (lacks or _counts(printed, text, Span(core, end), words))
    if not fits and (evidence.is_whole or codes):
        yield "unit", f"is {unit}, which neither {evidence.quoted} nor its sentence counts"
    rates = {each for found in spot.beside("rates") for each in found}
    stated = english.meanings("rates", rate[2]) if rate else frozenset()
    if rates != stated and not (rates and stated & rates):
        yield "unit", f"is {unit}, but {evidence.quoted} counts per {_either(rates or [None])}"


def _has_no_noun(behind: str, words: Words) -> bool:
    return not behind.strip() or bool(words.search(r"^ ?(?:[^\w ]|@function|- )", behind))


def _counts(unit: str, text: Text, span: Span, words: Words) -> bool:
    """Whether a noun stands near the beginning of a part of a text, or behind `the number of`."""
    low = text.low[slice(*span)]
    own = [token.word for token in tokens(normal(unit), words)]
    of = words.search("^ @partitive", low)
    begins = [of.end() if of else 0]
    begins += [each.end() for each in words.pattern("@number_of").finditer(low)]
    for begin in begins:
        clause = re.split(r'[;:!?()"]|,(?!\d)|[.] ', low[begin:])[0]
        read = [token.word for token in tokens(clause, words)][: _NEAR + len(own)]
        for at, word in enumerate(read[: len(read) - len(own) + 1]):
            run = read[at : at + len(own)]
            if all(same(*pair, "word", words) for pair in zip(own, run, strict=True)):
                return True
            if words.pattern("@function|@units|@scales").fullmatch(word):
                break
    return False


def _count(record: kinds.Count, evidence: Evidence) -> Iterator[Fault]:
    """What is wrong with a count, and with the words that print it in a quote."""
    words, printed = evidence.words, normal(record.value_text)
    stated = [name for name in ("value", "low", "high") if evidence.states(name)]
    if printed not in normal(evidence.quoted):
        yield "value_text", f"“{record.value_text}” is not in {evidence.quoted}"
    read = beside.of(Text(printed, words), words)
    written = [str(evidence.written[name]) for name in stated]
    if len(read) != len(written) or not all(
        prints(spot.number, value, words, spot.shared.scale if spot.shared else "")
        for spot, value in zip(read, written, strict=True)
    ):
        yield (*stated, "value_text")[0], f"the number is not that of “{printed}”"
    if "value" in stated:
        yield from _least("value", record, evidence)
    elif spots := evidence.spots(stated[-1] if stated else None):
        yield from min(([*_unit(record, spot, evidence)] for spot in spots), key=len)
    elif evidence.is_whole and not any(
        _counts(record.unit_text or record.unit, evidence.text, span, words)
        for sentence, place in zip(evidence.sentences, evidence.places, strict=True)
        for span in _unnumbered(printed, sentence, place, evidence)
    ):
        yield "unit", f"is {record.unit}, which neither {evidence.quoted} nor its sentence counts"


def _unnumbered(
    printed: str, sentence: Span, place: Span, evidence: Evidence
) -> Iterator[Span]:
    """Where the noun can stand that words such as `many` count."""
    low = evidence.text.low
    for match in re.finditer(re.escape(lower(printed)), low[slice(*place)]):
        end = place.start + match.end()
        yield Span(end, sentence.end)
        if _has_no_noun(low[end : sentence.end], evidence.words):
            yield Span(sentence.start, end)


def _either(words: Iterable[str | None]) -> str:
    return " or ".join(sorted(f"‘{word}’" if word else "no hedge" for word in words)) or "none"
