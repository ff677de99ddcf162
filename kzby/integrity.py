"""What only several entries together can get wrong: ids, references, trees, arithmetic."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kzby import checking, figures, model
from kzby.errors import Problem
from kzby.fields import Nested
from kzby.folder import Entered, File
from kzby.terms import Flow, Kind, Sign


def problems(files: Sequence[File]) -> list[Problem]:
    """Every problem of these files, alone and together, sorted by place."""
    entries = [entered for file in files for entered in file.entries]
    found = {problem for file in files for problem in file.problems}
    found |= {*_clashes(entries), *_dangling(entries, files), *_circles(entries), *_arithmetic(entries)}
    return sorted(found)


def _clashes(entries: list[Entered]) -> Iterator[Problem]:
    """Ids given to two kinds of thing, or twice in one file; articles may share the id of a record of one kind."""
    first: dict[str, Entered] = {}
    seen: dict[tuple[str, str], Entered] = {}
    for entered in entries:
        id_, noun = entered.entry.id, entered.entry.noun
        earlier = first.setdefault(id_, entered)
        here = seen.setdefault((entered.document.file, id_), entered)
        if earlier.entry.noun != noun:
            where = f"{earlier.document.file}:{earlier.line}"
            yield entered.problem(
                ("id",), f"{id_!r} is already the id of a {earlier.entry.noun} ({where}); choose another"
            )
        elif here is not entered:
            yield entered.problem(("id",), f"{id_!r} is already given on line {here.line}; choose another")


def _dangling(entries: list[Entered], files: Sequence[File]) -> Iterator[Problem]:
    """References to what does not exist, or to something of the wrong kind.

    What may stand in a file that could not be read in full is not called missing: that file's own problems come first.
    """
    nouns = {entered.entry.id: entered.entry.noun for entered in reversed(entries)}  # the first of two clashing ids
    unread = {noun for file in files if file.problems for noun in file.nouns}
    for entered in entries:
        for path, ref, id_ in entered.entry.references():
            noun = nouns.get(id_)
            wanted = "record" if set(ref.to) >= set(Kind) else " or ".join(ref.to)
            if noun and noun not in ref.to:
                yield entered.problem(path, f"{id_!r} is a {noun}; write the id of a {wanted}")
            elif not noun and unread.isdisjoint(ref.to):
                known = sorted(known for known, noun in nouns.items() if noun in ref.to)
                yield entered.problem(
                    path, f"no {wanted} has the id {id_!r}; {checking.nearest(id_, known, other='add it')}"
                )


def _circles(entries: list[Entered]) -> Iterator[Problem]:
    """Regions and sectors that lie within themselves."""
    nested = [(entered, entered.entry) for entered in entries if isinstance(entered.entry, Nested)]
    above = {entry.id: entry.within for _, entry in nested}
    for entered, entry in nested:
        seen, at = {entry.id}, entry.within
        while at is not None and at not in seen:
            seen.add(at)
            at = above.get(at)
        if at == entry.id:
            yield entered.problem(("within",), "lies within itself; name the place it really lies in")


class _Figure(NamedTuple):
    entered: Entered
    trade: model.Trade
    range: figures.Range | None


def _arithmetic(entries: list[Entered]) -> Iterator[Problem]:
    """Turnover that cannot be export plus import, and a balance whose sign they contradict, within their bounds."""
    groups: dict[tuple[str | None, ...], dict[Flow, _Figure]] = {}
    for entered in entries:
        if isinstance(trade := entered.entry, model.Trade):
            range_ = figures.limits(trade.value, trade.hedge) if trade.value else None
            unit = None if trade.flow == Flow.BALANCE else trade.unit
            window = (entered.document.file, trade.region, trade.partner, trade.period, trade.basis)
            groups.setdefault((*window, unit), {})[trade.flow] = _Figure(entered, trade, range_)
    for (*window_, _), group in groups.items():
        balance = groups.get((*window_, None), {}).get(Flow.BALANCE)
        export, import_ = (group[flow].range if flow in group else None for flow in (Flow.EXPORT, Flow.IMPORT))
        if export and import_:
            yield from _contradictions(export, import_, group.get(Flow.TURNOVER), balance)


def _contradictions(
    export: figures.Range, import_: figures.Range, turnover: _Figure | None, balance: _Figure | None
) -> Iterator[Problem]:
    total = figures.total(export, import_)
    if (
        turnover
        and turnover.range
        and (figures.exceeds(turnover.range, total) or figures.exceeds(total, turnover.range))
    ):
        low, high = (f"{bound:,.0f}" if bound is not None else "open" for bound in total)
        text = f"turnover cannot be export plus import, which is {low} to {high}; check the three"
        yield turnover.entered.problem(("value",), text)
    signs = [Sign.SURPLUS] * figures.exceeds(export, import_) + [Sign.DEFICIT] * figures.exceeds(import_, export)
    if balance and balance.trade.sign and signs and balance.trade.sign not in signs:
        yield balance.entered.problem(("sign",), f"export and import leave a {signs[0]}; check the three")
