"""What a figure measures, held against its words: which flow, surplus or deficit, measured or foreseen.

The quote counts first, then its sentence and the one before.
"""

import re
from collections.abc import Iterator

from kzby.model import kinds
from kzby.verify.evidence.finding import Fault, Quoted, either
from kzby.verify.prose.numbers import numbers
from kzby.verify.prose.span import Span
from kzby.verify.prose.text import Text

_FLOWS = {
    "turnover": "trade|turnover",
    "export": "export(?:s|ed|ing)?",
    "import": "import(?:s|ed|ing)?",
    "balance": "surplus|deficit|balance",
    "investment": r"invest\w*",
    "contracts": r"contract\w*",
}
_FLOW = re.compile(
    rf"\b(?:{'|'.join(f'(?P<{flow}>{words})' for flow, words in _FLOWS.items())})\b", re.IGNORECASE
)
_RESPECTIVELY = re.compile(r"\brespectively\b")
_FORESEEN = re.compile(
    r"\b(?:wants?|wanted|aims?|aimed|targets?|goal|plans?|planned|intends?|should|will|would|expect(?:s|ed)?|"
    r"forecasts?|predict(?:s|ed)?|hopes?|hoped|promise[sd]?)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:no|not|without)(?: \w+){0,2} (?:surplus|deficit)\b", re.IGNORECASE)
_FLOW_BEHIND = re.compile(rf" (?:was|were|of|in|worth of) {_FLOW.pattern}", re.IGNORECASE)
_SIGNS = {"surplus": r"\b(?:surplus|positive)\b", "deficit": r"\b(?:deficit|negative)\b"}


def flow(flow: str, number: Span, quoted: Quoted) -> Iterator[Fault]:
    """What is wrong with a flow: what the quote says of it counts first, then its sentence and the one before."""
    passages = (quoted.quote, *(sentence for sentence, _ in quoted.around()))
    flows = {_nearest_flow(quoted.quote, number)}
    if (
        quoted.text
        and quoted.places
        and (flows == {None} or any(map(_RESPECTIVELY.search, passages)))
    ):
        flows = {_flow_around(quoted.text, place, number) for place in quoted.places}
    if flow not in flows and (quoted.places or flows != {None}):
        told = f"the words next to the number tell {either(filter(None, flows))}"
        yield Fault(("flow",), f"is {flow}, but in “{quoted.quote}” or its sentence {told}")


def _flow_around(text: Text, place: Span, anchor: Span) -> str | None:
    """The flow that the sentence of a quote tells, or else the one before."""
    sentence = text.sentence(place)
    for begin in (sentence.start, text.before(sentence)):
        number = Span(*(place.start + at - begin for at in anchor))
        if flow := _nearest_flow(text.plain[begin : sentence.end], number):
            return flow
    return None


def _nearest_flow(passage: str, number: Span) -> str | None:
    """The flow that belongs to a number: `$5 was export`, `$5 of export`; or else that of the last word before it.

    Of flows and numbers that a text lists `respectively` those in the same place belong together.
    """
    before = [word for word in _FLOW.finditer(passage) if word.start() < number.start]
    if before and _RESPECTIVELY.search(passage, number.end):
        listed = [one.span for one in numbers(passage) if one.span.start > before[-1].end()]
        if number in listed and len(listed) <= len(before):
            return before[-len(listed) :][listed.index(number)].lastgroup
    behind = _FLOW_BEHIND.match(passage, number.end)
    told = behind or (before[-1] if before else None)
    return told.lastgroup if told else None


def sign(record: kinds.Trade, quoted: Quoted) -> Iterator[Fault]:
    """What is wrong with the sign of a balance: the quote says it, and its sentence does not deny it."""
    if record.sign is None:
        return
    if not re.search(_SIGNS[record.sign], quoted.quote, re.IGNORECASE):
        yield Fault(("sign",), f"is {record.sign}, which “{quoted.quote}” does not say")
    elif any(
        _DENIED.search(one)
        for one in (quoted.quote, *(sentence for sentence, _ in quoted.around()))
    ):
        yield Fault(("sign",), f"is {record.sign}, which the sentence of “{quoted.quote}” denies")


def basis(record: kinds.Trade, number: Span, quoted: Quoted) -> Iterator[Fault]:
    """What is wrong with the basis: before the number the text says what is wanted or foreseen, and only that."""
    passages = [quoted.quote[: number.start]]
    passages += [sentence[: place.start + number.start] for sentence, place in quoted.around()]
    foreseen = [word[0] for passage in passages if (word := _FORESEEN.search(passage))]
    if record.basis == "actual" and foreseen:
        yield Fault(
            ("basis",), f"is actual, but before “{quoted.quote}” the text says “{foreseen[0]}”"
        )
    elif record.basis != "actual" and quoted.places and not foreseen:
        yield Fault(
            ("basis",),
            f"is {record.basis}, but the sentence of “{quoted.quote}” tells what was measured",
        )
