"""A folder of YAML files as one checked dataset: ids unique, references resolved, arithmetic agreeing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TypeVar

from kzby import checking, figures, model, yamlio
from kzby.errors import DataError, Problem
from kzby.terms import Basis, Flow, Kind, Sign

ARTICLES = "articles"


@dataclass(frozen=True)
class Entered:
    """An entry and where it stands: the document and the path inside it."""

    entry: model.Entry
    document: yamlio.Document
    place: yamlio.Place

    def problem(self, path: yamlio.Place, text: str) -> Problem:
        return self.document.problem((*self.place, *path), text)


@dataclass(frozen=True)
class Mention:
    """What one article says of one record; `file` (within the folder) and `line` say where that is written."""

    article: model.Article
    record: model.Record
    file: str
    line: int


@dataclass(frozen=True)
class Dataset:
    """Everything a folder holds; `problems` are those of the articles that were left out."""

    folder: Path
    regions: tuple[model.Region, ...]
    sectors: tuple[model.Sector, ...]
    people: tuple[model.Person, ...]
    organizations: tuple[model.Organization, ...]
    articles: tuple[model.Article, ...]
    mentions: tuple[Mention, ...]
    problems: tuple[Problem, ...] = ()


@dataclass
class _File:
    """One file's entries and problems; an article's first entry is its card."""

    name: str
    entries: list[Entered] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def load(folder: Path, *, lenient: bool = False) -> Dataset:
    """The dataset in a folder; DataError with every problem of every file if anything is wrong with it.

    A lenient load leaves out the articles that have problems, and says so in `problems`; the vocabularies must be
    sound all the same.
    """
    if not folder.is_dir():
        kind = "is a file, not a folder" if folder.exists() else "does not exist"
        raise DataError([Problem(str(folder), 0, 0, "", f"{kind}; give a folder with regions.yaml and articles/")])
    vocabularies = [_vocabulary(folder, name, scheme) for name, scheme in model.VOCABULARIES.items()]
    articles = [_article(folder, path) for path in sorted((folder / ARTICLES).glob("*.yaml"))]
    if not articles:
        vocabularies[0].problems.append(Problem(str(folder / ARTICLES), 0, 0, "", "holds no article; add one .yaml file"))
    problems = _problems(vocabularies, articles)
    left_out: list[Problem] = []
    if lenient:
        articles, left_out = _sound(vocabularies, articles, problems)
        problems = _problems(vocabularies, articles)
    if problems:
        raise DataError(problems)
    return _dataset(folder, vocabularies, articles, left_out)


def _sound(
    vocabularies: list[_File], articles: list[_File], problems: list[Problem]
) -> tuple[list[_File], list[Problem]]:
    """The articles that stand without those that have problems; leaving one out can leave another dangling."""
    left_out: list[Problem] = []
    while faulty := {problem.file for problem in problems} & {article.name for article in articles}:
        left_out += [problem for problem in problems if problem.file in faulty]
        articles = [article for article in articles if article.name not in faulty]
        problems = _problems(vocabularies, articles) if articles else []
    if not articles:
        raise DataError(left_out)
    return articles, sorted(set(left_out))


def _vocabulary(folder: Path, name: str, scheme: type[model.Entry]) -> _File:
    path = folder / f"{name}.yaml"
    document, problems = yamlio.read(path, str(path))
    file = _File(str(path), problems=problems)
    if document is None:
        return file
    if not isinstance(document.value, list):
        file.problems.append(document.problem((), "must be a list, one entry a line that begins with '- id:'"))
        return file
    for index in range(len(document.value)):
        _enter(file, document, (index,), scheme)
    return file


def _article(folder: Path, path: Path) -> _File:
    document, problems = yamlio.read(path, str(path))
    file = _File(str(path), problems=problems)
    if document is None:
        return file
    if not isinstance(document.value, dict):
        file.problems.append(document.problem((), "must be a mapping with `article:` and `records:`"))
        return file
    for key in document.value:
        if key not in ("article", "records"):
            hint = checking.nearest(key, ["article", "records"])
            file.problems.append(document.problem((key,), f"unknown field; {hint}", at_key=True))
    if "article" not in document.value:
        file.problems.append(document.problem(("article",), "is missing; the article's card must be given"))
    elif _enter(file, document, ("article",), model.Article) and _card(file).id != path.stem:
        text = f"{_card(file).id!r} is not the file's name; write {path.stem}, or rename the file"
        file.problems.append(document.problem(("article", "id"), text))
    records = document.value.get("records")
    if not isinstance(records, list) or not records:
        file.problems.append(document.problem(("records",), "must be a list of at least one record"))
        return file
    for index in range(len(records)):
        _record(file, document, index, records[index])
    return file


def _record(file: _File, document: yamlio.Document, index: int, value: yamlio.Value) -> None:
    place = ("records", index)
    if not isinstance(value, dict):
        file.problems.append(document.problem(place, "must be a mapping that begins with `kind:`"))
        return
    kind = value.get("kind")
    if not isinstance(kind, str) or kind not in list(Kind):
        text = "is missing; write one of " + ", ".join(Kind)
        if kind is not None:
            text = f"{str(kind)!r} is no kind of record; {checking.nearest(str(kind), list(Kind))}"
        file.problems.append(document.problem((*place, "kind"), text))
        return
    _enter(file, document, place, model.RECORDS[Kind(kind)])


def _enter(file: _File, document: yamlio.Document, place: yamlio.Place, scheme: type[model.Entry]) -> bool:
    entry, problems = checking.entry(document, place, scheme)
    file.problems += problems
    if entry:
        file.entries.append(Entered(entry, document, place))
    return entry is not None


def _card(file: _File) -> model.Article:
    card = file.entries[0].entry
    assert isinstance(card, model.Article)
    return card


def _problems(vocabularies: list[_File], articles: list[_File]) -> list[Problem]:
    """Every problem of these files, alone and together, sorted by place."""
    files = [*vocabularies, *articles]
    entries = [entered for file in files for entered in file.entries]
    # An entry that could not be read may be the one that is referred to: dangling is judged among readable ones,
    # unless its own file is broken.
    ids, clashes = _ids(entries)
    broken = {file.name for file in files if file.problems}
    found = chain(
        chain.from_iterable(file.problems for file in files),
        clashes,
        _dangling(entries, ids, broken),
        _circles(entries),
        _arithmetic(entries),
    )
    return sorted(set(found))


_KIND_OF = {
    model.Region: "region",
    model.Sector: "sector",
    model.Person: "person",
    model.Organization: "organization",
    model.Article: "article",
}


def _ids(entries: list[Entered]) -> tuple[dict[str, str], list[Problem]]:
    """What each id stands for, and the ids used twice: for two kinds, or twice in one file."""
    kinds: dict[str, str] = {}
    first: dict[str, Entered] = {}
    seen: set[tuple[str, str]] = set()
    problems = []
    for entered in entries:
        entry = entered.entry
        assert isinstance(entry, model.Record | model.Region | model.Sector | model.Person | model.Organization | model.Article)
        kind = str(entry.kind) if isinstance(entry, model.Record) else _KIND_OF[type(entry)]
        place = first.setdefault(entry.id, entered)
        where = f"{place.document.file}:{place.problem(('id',), '').line}"
        if kinds.setdefault(entry.id, kind) != kind:
            text = f"{entry.id!r} is already the id of a {kinds[entry.id]} ({where}); choose another"
            problems.append(entered.problem(("id",), text))
        elif (entered.document.file, entry.id) in seen:
            text = f"{entry.id!r} is given twice in this file (first on line {where.rpartition(':')[2]}); choose another"
            problems.append(entered.problem(("id",), text))
        seen.add((entered.document.file, entry.id))
    return kinds, problems


def _dangling(entries: list[Entered], ids: dict[str, str], broken: set[str]) -> Iterator[Problem]:
    """References to what does not exist, or to something of the wrong kind."""
    for entered in entries:
        for path, ref, id_ in entered.entry.references():
            kind = ids.get(id_)
            if kind in ref.to:
                continue
            wanted = " or ".join(ref.to) if len(ref.to) < len(Kind) else "record"
            if kind:
                yield entered.problem(path, f"{id_!r} is a {kind}; write the id of a {wanted}")
            elif not _may_be_in(broken, ref):
                choices = sorted(known for known, kind in ids.items() if kind in ref.to)
                hint = checking.nearest(id_, choices) if choices else ""
                hint = hint if hint.startswith("did you mean") else f"add it, or write the id of a known {wanted}"
                yield entered.problem(path, f"no {wanted} has the id {id_!r}; {hint}")


_VOCABULARY_OF = {"region": "regions", "sector": "sectors", "person": "people", "organization": "organizations"}


def _may_be_in(broken: set[str], ref: model.Ref) -> bool:
    """Whether what a reference means may stand in a vocabulary that could not be read in full."""
    names = {_VOCABULARY_OF[kind] for kind in ref.to if kind in _VOCABULARY_OF}
    return any(Path(file).stem in names for file in broken if Path(file).parent.name != ARTICLES)


def _circles(entries: list[Entered]) -> Iterator[Problem]:
    """Regions and sectors that lie within themselves."""
    trees = [e for e in entries if isinstance(e.entry, model.Region | model.Sector)]
    above = {e.entry.id: e.entry.within for e in trees if isinstance(e.entry, model.Region | model.Sector)}
    for entered in trees:
        assert isinstance(entered.entry, model.Region | model.Sector)
        seen, at = {entered.entry.id}, entered.entry.within
        while at is not None and at not in seen:
            seen.add(at)
            at = above.get(at)
        if at is not None:
            yield entered.problem(("within",), "lies within itself; follow the chain and cut it")


def _arithmetic(entries: list[Entered]) -> Iterator[Problem]:
    """Turnover that cannot be export plus import, and a surplus that contradicts them, within their bounds."""
    groups: dict[object, dict[Flow, Entered]] = {}
    for entered in entries:
        trade = entered.entry
        if isinstance(trade, model.Trade):
            key = (entered.document.file, trade.region, trade.partner, trade.period, trade.basis)
            groups.setdefault(key, {})[trade.flow] = entered
    for group in groups.values():
        ranges = {flow: found for flow, entered in group.items() if (found := _range(entered))}
        turnover, export, import_ = (ranges.get(flow) for flow in (Flow.TURNOVER, Flow.EXPORT, Flow.IMPORT))
        if export is None or import_ is None:
            continue
        if turnover and not _overlap(turnover, figures.total(export, import_)):
            text = f"turnover cannot be export plus import ({_span(figures.total(export, import_))}); check the three"
            yield group[Flow.TURNOVER].problem(("value",), text)
        balance = group.get(Flow.BALANCE)
        if balance and isinstance(balance.entry, model.Trade) and balance.entry.sign:
            sign = Sign.SURPLUS if figures.exceeds(export, import_) else Sign.DEFICIT
            decided = figures.exceeds(export, import_) or figures.exceeds(import_, export)
            if decided and balance.entry.sign != sign:
                yield balance.problem(("sign",), f"export and import leave a {sign}; check the three")


def _range(entered: Entered) -> figures.Range | None:
    trade = entered.entry
    assert isinstance(trade, model.Trade)
    return figures.limits(trade.value, trade.hedge) if trade.value and trade.unit == "USD" else None


def _overlap(one: figures.Range, other: figures.Range) -> bool:
    return not (figures.exceeds(one, other) or figures.exceeds(other, one))


def _span(span: figures.Range) -> str:
    return f"{span.low:,.0f} to {span.high:,.0f}" if span.low is not None and span.high is not None else "open"


def _dataset(folder: Path, vocabularies: list[_File], articles: list[_File], left_out: list[Problem]) -> Dataset:
    regions, sectors, people, organizations = vocabularies
    return Dataset(
        folder,
        _all(regions, model.Region),
        _all(sectors, model.Sector),
        _all(people, model.Person),
        _all(organizations, model.Organization),
        tuple(_card(file) for file in articles),
        tuple(chain.from_iterable(_mentions(file) for file in articles)),
        tuple(left_out),
    )


E = TypeVar("E", bound=model.Entry)


def _all(file: _File, scheme: type[E]) -> tuple[E, ...]:
    return tuple(entered.entry for entered in file.entries if isinstance(entered.entry, scheme))


def _mentions(file: _File) -> Iterator[Mention]:
    article = _card(file)
    for entered in file.entries:
        if isinstance(entered.entry, model.Record):
            line, _ = entered.document.values[entered.place]
            yield Mention(article, entered.entry, f"{ARTICLES}/{Path(file.name).name}", line)
