"""What only several entries together can get wrong: ids, references, trees, arithmetic."""

from collections.abc import Iterator, Sequence

from kzby import comparable, dates, figures, model, reconciliation
from kzby.comparable import Figure, Key
from kzby.dates import Window
from kzby.errors import Problem, nearest
from kzby.fields import Nested, references
from kzby.folder import Entered, File
from kzby.reconciliation import Reconciled
from kzby.terms import Basis, Consistency, Flow, Hedge, Identity, Kind, Sign


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
        if entered.id is None:
            continue
        earlier = first.setdefault(entered.id, entered)
        here = seen.setdefault((entered.document.file, entered.id), entered)
        if earlier.noun != entered.noun:
            where = f"{earlier.document.file}:{earlier.line}"
            text = f"{entered.id!r} is already the id of a {earlier.noun} ({where}); choose another"
            yield entered.problem(("id",), text)
        elif here is not entered:
            yield entered.problem(("id",), f"{entered.id!r} is already given on line {here.line}; choose another")


def _dangling(entries: list[Entered], files: Sequence[File]) -> Iterator[Problem]:
    """References to what does not exist, or to something of the wrong kind.

    What may stand in a file that could not be read is not called missing: that file's own problem comes first.
    """
    nouns = {entered.id: entered.noun for entered in reversed(entries) if entered.id}  # the first of two that clash
    unread = {noun for file in files if not file.read for noun in file.nouns}
    unclear = {id_ for file in files for id_ in file.unclear}
    for entered in entries:
        for path, ref, id_ in references(entered.scheme, entered.written):
            if id_ in unclear:
                continue
            noun = nouns.get(id_)
            wanted = "record" if set(ref.to) >= set(Kind) else " or ".join(ref.to)
            if id_ == entered.id:
                yield entered.problem(path, "names the entry itself; name another, or remove it")
            elif noun and noun not in ref.to:
                yield entered.problem(path, f"{id_!r} is a {noun}; write the id of a {wanted}")
            elif not noun and unread.isdisjoint(ref.to):
                known = sorted(known for known, noun in nouns.items() if noun in ref.to)
                hint = nearest(id_, known, other="add it")
                yield entered.problem(path, f"no {wanted} has the id {id_!r}; {hint}")


def _circles(entries: list[Entered]) -> Iterator[Problem]:
    """Regions and sectors that lie within themselves."""
    nested = [entered for entered in entries if issubclass(entered.scheme, Nested)]
    above = {entered.id: entered.written.get("within") for entered in nested}
    for entered in nested:
        seen, at = {entered.id}, above[entered.id]
        while isinstance(at, str) and at not in seen:
            seen.add(at)
            at = above.get(at)
        if at is not None and at == entered.id:
            yield entered.problem(("within",), "lies within itself; name the place it really lies in")


def _arithmetic(entries: list[Entered]) -> Iterator[Problem]:
    """Turnover that cannot be export plus import, and a balance that they contradict, within one article.

    A growth that does not fit its base is no fault of the data: rates are printed in comparable prices too, and on
    bases that were revised since.
    """
    articles: dict[str, list[Figure[Entered]]] = {}
    for entered in entries:
        if entered.scheme is model.Trade and entered.written.get("flow") in list(Flow):
            articles.setdefault(entered.document.file, []).append(_figure(entered))
    for written in articles.values():
        for identity in reconciliation.reconciled(written):
            if identity.verdict is Consistency.FAILS:
                yield from _contradiction(identity)


def _figure(entered: Entered) -> Figure[Entered]:
    """A figure as it is written, without a window or a number where its own problems leave it none."""
    told = entered.written
    region, partner, basis = str(told.get("region")), str(told.get("partner")), str(told.get("basis") or Basis.ACTUAL)
    period, unit = (told[name] if isinstance(told.get(name), str) else None for name in ("period", "unit"))
    key = Key(region, partner, _window(period), basis, Flow(told["flow"]), unit)
    sign = Sign(told["sign"]) if told.get("sign") in list(Sign) else None
    try:
        hedge = Hedge(told["hedge"]) if told.get("hedge") else None
        return Figure(entered, key, period, comparable.signed(figures.amount(told["value"]), hedge, sign), sign)
    except (KeyError, TypeError, ValueError):
        return Figure(entered, key, period, None, sign)


def _window(period: str | None) -> Window | None:
    """The days of a window as it is written; None if it is missing, or no date."""
    try:
        return dates.window(period) if period else None
    except ValueError:
        return None


def _contradiction(identity: Reconciled[Entered]) -> Iterator[Problem]:
    stated = identity.inputs[0].source
    between = " to ".join("open" if bound is None else f"{bound:,.0f}" for bound in identity.computed.bounds)
    if identity.identity is Identity.TURNOVER:
        yield stated.problem(("value",), f"turnover cannot be export plus import, which is {between}; check the three")
    if identity.identity is Identity.BALANCE:
        yield stated.problem(("value",), f"balance cannot be export less import, which is {between}; check the three")
    if identity.identity is Identity.SIGN:
        left = Sign.SURPLUS if identity.sign is Sign.DEFICIT else Sign.DEFICIT
        yield stated.problem(("sign",), f"export and import leave a {left}; check the three")
