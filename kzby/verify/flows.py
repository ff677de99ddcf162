"""Which way a flow goes, and whose it is."""

from kzby.model import kinds
from kzby.model.vocabulary import Organization
from kzby.verify.evidence import Case
from kzby.verify.measures import flow_word
from kzby.verify.text import Wrong
from kzby.verify.words import Span

_ROLE = r"(?:(?P<to>@to)|(?P<at>@at)|(?P<source>@source))(?: @fillers| @oblast)* ?$"
_SENDS = {"export": True, "outward": True, "import": False, "inward": False}


def way(record: kinds.Trade | kinds.Goods, case: Case) -> Wrong:
    """That a flow goes the other way: by its subject, or else by the words before the names."""
    field = "direction" if getattr(record, "direction", None) else "flow"
    flow = str(getattr(record, field))
    own, partner, sends = record.region, record.partner or "", _SENDS.get(flow)
    for at in case.figures[-1:] if sends is not None else ():
        roles = _senders(at, own, partner, case, towns=field == "flow")
        beside = case.mentions([each for each in case.places if each.holds(at)])
        alone = isinstance(record, kinds.Goods) and partner in {each.id for each in beside}
        from_own, to_partner = roles.get(own) is (not sends), roles.get(partner) is sends
        # `invested in Aktobe`
        if (to_partner and alone) or (from_own and (to_partner or partner not in roles)):
            yield field, f"is {flow}, but in the sentence it goes the other way"


def _senders(at: Span, own: str, partner: str, case: Case, *, towns: bool) -> dict[str, bool]:
    """By region, whether the sentence has it send a figure (True) or receive it (False)."""
    words, low, sentence = case.words, case.text.low, case.text.part(at)
    word = low[slice(*flow_word(at, sentence, case))]
    outward = not words.pattern("@receives").fullmatch(word)
    by_word = {"to": False, "source": True, "at": not outward}
    roles, named = dict[str, bool](), case.mentions([sentence]) if word else []
    ends = {span.end: (span.start, each) for span, each in named}
    for (start, _), id_ in reversed(named):
        first, inner = ends.get(start - 2, (start, ""))
        if low[:start].endswith(", ") and id_ in case.names.within(inner):
            start = first  # `to the mine, Kazakhstan`
        before, within = low[sentence.start : start], case.names.within(id_)
        whose = words.search("@of_flow(?: @oblast)? $", before)  # `die Exporte Kasachstans`
        if towns and own in within:
            id_ = own  # a town stands for its oblast
        elif whose and partner in within:
            id_ = partner
        role = words.search(_ROLE, before)
        if id_ in (own, partner) and role and not whose:
            roles.setdefault(id_, by_word[role.lastgroup or ""])
        elif id_ in (own, partner) and not words.search("@beside(?: @oblast)? $", before):
            # the subject
            roles = {id_: outward, partner if id_ == own else own: not outward}
    return roles


def owner(span: Span, region: str, case: Case) -> str | None:
    """The body named nearest to the flow of a figure, if that is not the region."""
    names, text = case.names, case.text
    flow = flow_word(span, text.around(span), case)
    near, every = {}, case.mentions([text.around(span)] if flow.end else ())
    firms = [at for at, id_ in every[:1] if vars(names.things[id_]).get("type") == "company"]
    if firms and text.is_after(flow, r"@its (?:\w+ )?"):
        return text.words(firms[0])  # `the mine sold more; its exports`
    for at, id_ in every:
        between = text.between(at, flow)
        press = case.words.search("[,;:(]|@said", between.lower()) or id_ in case.press
        if id_ == region or (isinstance(names.things[id_], Organization) and not press):
            near[len(between)] = at, id_
    first, id_ = near[min(near)] if near else (flow, region)
    if id_ != region:
        return text.words(first)
    beside = case.words.search("(@companies)(?:'s)? $", text.low[: flow.start])
    behind = text.low[flow.end : span.start]
    beside = beside or case.words.search("^ (?:@owners )?(@companies)", behind)
    return beside[1] if beside else None
