"""Ids and the references between entries: given twice, to nothing, to what came only later."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from operator import attrgetter
from typing import Any, NamedTuple, get_origin

from kzby.errors import Place, Problem, nearest
from kzby.load.entries import File, Located
from kzby.model import dates, fields
from kzby.model.article import Article, Mention
from kzby.model.fields import Ref, references
from kzby.model.terms import HAPPENED, KINDS
from kzby.model.vocabulary import VOCABULARIES, Known

_ADD = "name another, or add it"
_HINTS = 20  # to look for the nearest of many ids is slow
_EARLIER = ("said_at", "settles", "split_from", "retells")  # links to what came before
_DUE = ("late", "not-fulfilled")


class Link(NamedTuple):
    """A reference to what came before: its path, a problem there, whose it is, what it names.

    Not the entry itself: that would keep its file, which is large, until the end.
    """

    path: Place
    problem: Problem
    card: Article | None
    record: Any
    id: str | None
    target: str


class References:
    """The ids of all files, and the references between them."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, str, int]] = {}  # by id: noun, file, line
        self._open: list[tuple[Problem, Ref, str]] = []  # a fault if the id stays unknown
        self._links: list[Link] = []  # to what came before
        self._cards: dict[str, str] = {}  # articles by address, and by the SHA-256 of the text
        self._uncoded: dict[str, str | None] = {}  # known articles by address
        self._unread: set[str] = set()
        self.unjudged = 0  # references to what may be in a file that cannot be read

    def add(self, file: File) -> Iterator[Problem]:
        """Ids given twice, records and articles told twice, entries that refer to themselves."""
        self._unread |= file.unread
        own = {entry.id: entry for entry in file.entries}
        if card := file.card:
            for field, text in (("url", _page(card.url)), ("sha256", card.sha256)):
                coded = self._cards.setdefault(text, card.id)
                if coded != card.id:
                    text = f"is that of {coded!r}, too; an article is coded once, so remove one"
                    yield file.entries[0].problem((field,), text)
        for entry in file.entries:
            url = _page(str(entry.written.get("url", "")))
            if entry.scheme is Known and url:
                self._uncoded[url] = entry.id
            elif (known := self._uncoded.get(url, entry.id)) != entry.id:
                text = f"is that of {known!r} in known.yaml; remove it there, as it is coded now"
                yield entry.problem(("url",), text)
            if entry.id is not None:
                yield from self._made(entry.id, entry)
            elif (id_ := entry.retells) is not None:
                first = own.setdefault(id_, entry)
                if first is not entry:
                    text = f"{id_!r} is on line {first.line} already; join the two"
                    yield entry.problem(("retells",), text)
            yield from self._refer(entry, file.card)

    def _made(self, id_: str, entry: Located) -> Iterator[Problem]:
        """That another entry has the id already."""
        here = (entry.scheme.noun, entry.file.name, entry.line)
        if id_ in fields.NOBODY:
            yield entry.problem(("id",), f"{id_!r} is for speakers without a name; choose another")
        if id_ not in self._known:
            self._known[id_] = here
            return
        noun, name, line = self._known[id_]
        advice = "choose another"
        if noun == "retired":
            self._known[id_] = here
        elif (noun, here[0]) == ("known", "article"):
            advice = "remove it there, as it is coded now"
        elif here[0] == noun and noun in KINDS and name != here[1]:
            advice = f"if both tell the same thing, write retells: {id_}; else {advice} id"
        text = f"{id_!r} is already that of {_a(noun)} ({name}:{line}); {advice}"
        yield entry.problem(("id",), text)

    def _refer(self, entry: Located, card: Article | None) -> Iterator[Problem]:
        """That an entry refers to itself. Its other references wait until all ids are known."""
        for path, ref, id_ in references(entry.scheme, entry.written):
            field, problem = path[0], entry.problem(path, "")
            again = id_ == entry.retells and field not in ("retells", "settles")
            if again or id_ == entry.id:
                yield problem._replace(text="names the entry itself; name another, or remove it")
                continue
            if field == "retells":
                ref = Ref((entry.scheme.noun,))
            if field != "context" and not self._is_known(id_, ref):
                self._open.append((problem, ref, id_))
            if field in _EARLIER:
                own = entry.id or entry.retells
                self._links.append(Link(path, problem, card, entry.entry, own, id_))

    def dangling(self) -> Iterator[Problem]:
        """References to nothing, or to a thing of the wrong kind, once all files are added."""
        hints = 0
        if not any(noun in KINDS for noun, _, _ in self._known.values()):
            self._unread.update(KINDS)  # without articles
        for problem, ref, id_ in self._open:
            if self._is_known(id_, ref):
                continue
            called = "record" if set(ref.to) >= set(KINDS) else " or ".join(ref.to)
            if id_ in self._unread:
                self.unjudged += 1
                continue
            if re.match(r"TODO\b", id_):
                text = fields.TODO
            elif id_ in self._known:
                text = f"{id_!r} is {_a(self._known[id_][0])}; write the id of {_a(called)}"
            elif not self._unread.isdisjoint(ref.to):
                self.unjudged += 1
                continue
            else:
                hints += 1
                known = sorted(self._known) if hints <= _HINTS else []
                near = [each for each in known if self._is_known(each, ref)]
                hint = nearest(id_, near, other=_ADD)
                text = f"no {called} has the id {id_!r}; {hint}"
                if known and hint == _ADD and called != "record":
                    text = "\n".join((text, *_entry(ref, id_)))
            yield problem._replace(text=text)

    def untrue(self, mentions: Iterable[Mention]) -> Iterator[Problem]:
        """Links to what came only later, or never; links that lead back."""
        of_record = defaultdict[str, list[Mention]](list)
        for mention in sorted(mentions, key=attrgetter("age")):
            of_record[mention.record.id].append(mention)
        around = {field: _circle(self._links, field) for field in _EARLIER}
        for link in self._links:
            reports = of_record.get(link.target)
            if {link.target, link.id} <= around[str(link.path[0])]:
                text = f"leads from {link.target!r} back to here; remove the wrong one"
                yield link.problem._replace(text=text)
            elif link.card and reports:
                for text in _unlikely(link, link.card, reports):
                    yield link.problem._replace(text=text)

    def _is_known(self, id_: str, ref: Ref) -> bool:
        return id_ in self._known and self._known[id_][0] in ref.to


def _page(url: str) -> str:
    """An address without what can differ for one page."""
    plain = re.sub("#.*|[?&]utm_[^#&]*", "", url).replace("?", "&").partition("://")[2]
    host, slash, path = plain.partition("/")
    return f"{host.lower().removeprefix('www.')}{slash}{path}".rstrip("/&")


def _a(noun: str) -> str:
    """A noun with its article."""
    noun = {"known": "known article", "retired": "retired entry"}.get(noun, noun)
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _entry(ref: Ref, id_: str) -> Iterator[str]:
    """An entry with an id, to be completed, for each vocabulary that may have it."""
    for name, scheme in VOCABULARIES.items():
        if scheme.noun in ref.to:
            yield from (f"in {name}.yaml:", f"- id: {id_}")
            for field, info in scheme.model_fields.items():
                kind: Any = get_origin(info.annotation)
                form = {tuple: "[TODO]", dict: "{en: [TODO]}"}.get(kind, "TODO")
                yield from [f"  {field}: {form}"] * (info.is_required() and field != "id")


def _circle(links: Iterable[Link], field: str) -> set[str | None]:
    """The ids of entries that lead to each other by a field: of one circle, if there are more."""
    graph = TopologicalSorter[str | None]()
    for link in links:
        if link.path[0] == field and link.target != link.id:  # it may tell its own outcome
            graph.add(link.id, link.target)
    try:
        graph.prepare()
    except CycleError as error:
        return {*error.args[1]}
    return set()


def _unlikely(link: Link, card: Article, reports: list[Mention]) -> Iterator[str]:
    """What speaks against a link of a record to an earlier one, as it was reported."""
    own, field, first = link.record, link.path[0], reports[0].record
    said = first.date if field == "said_at" or first.kind == "plan" else None
    came = dates.bounds(said or reports[0].article.published)[0] or ""
    if field == "retells":
        yield from _done_before(own, card, reports) if own else ()
    elif came > card.age[1]:
        yield f"{first.id!r} is of {came}, after the article; check both"
    elif field == "said_at" and own:
        if all(each.record.status == "announced" for each in reports):
            yield f"{first.id!r} is only announced; nothing was said there yet"
        day = dates.bounds(own.date)[1] if own.date and own.kind in ("plan", "proposal") else None
        if day and day < came:
            yield f"{first.id!r} is of {came}, but this of {own.date}; check both"
    elif field == "settles" and own:
        outcome = own.settles[link.path[1]].outcome
        due = getattr(first, "due", None) or getattr(first, "period", None)
        if outcome in _DUE and due and (dates.bounds(due)[1] or "") > card.age[1]:
            yield f"{first.id!r} is due {due}, and cannot be {outcome!r} yet; check both"
        if all(getattr(each.record, "basis", "") == "actual" for each in reports):
            yield f"{first.id!r} is an actual figure; name a plan, a target or a forecast"
        over = dates.bounds(date)[1] if (date := own.date or getattr(own, "signed", "")) else None
        if over and over < came and (said or reports[0].article != card):  # it may recall both
            yield f"{first.id!r} was said on {came}, after what settles it ({date}); check both dates"


def _done_before(own: Any, card: Article, reports: Iterable[Mention]) -> Iterator[str]:
    """That a retelling is of a day after an article, no later than it, that reports it as done."""
    date = own.date or getattr(own, "signed", None) or getattr(own, "period", None)
    begun = (date and dates.bounds(date)[0]) or ""
    for article, record, *_ in reports:
        if record.kind == "project" or article.id == card.id:  # or it is of a later stage
            continue
        over = record.status in HAPPENED and getattr(record, "basis", "actual") == "actual"
        if over and article.age[1] < begun and article.age[0] <= card.age[1]:
            text = f"{article.id!r} of {article.published} says that it was done"
            yield f"is of {date}, but {text}; check both"
            break
