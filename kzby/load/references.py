"""What several entries get wrong together: ids given twice, dangling references, circles."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, get_origin

from kzby.derive.trade import contradictions
from kzby.errors import Problem, nearest
from kzby.load.entries import File, Located
from kzby.model import fields, kinds
from kzby.model.fields import Ref, references
from kzby.model.terms import KINDS
from kzby.model.vocabulary import VOCABULARIES

_WITHIN = ("within", "formerly_within")
_DEEPEST = 10  # levels of regions or sectors
_ADD = "name another, or add it"
_HINTS = 20  # to look for the nearest of many ids is slow


class References:
    """The ids of all files, and the references between them."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, str, int]] = {}  # by id: noun, file, line
        self._open: list[tuple[Problem, Ref, str]] = []  # what is wrong if the id stays unknown
        self._unread: set[str] = set()
        self.unjudged = 0  # references to what may be in a file that cannot be read

    def add(self, file: File) -> Iterator[Problem]:
        """Ids given twice, records told twice in it, entries that refer to themselves."""
        self._unread |= file.unread
        own = {entry.id: entry for entry in file.entries}
        for entry in file.entries:
            if entry.id is not None:
                yield from self._made(entry.id, entry)
            elif (id_ := entry.retells) is not None:
                first = own.setdefault(id_, entry)
                if first is not entry:
                    text = f"{id_!r} is on line {first.line} already; join the two"
                    yield entry.problem(("retells",), text)
        for entry in file.entries:
            for path, ref, id_ in references(entry.scheme, entry.written):
                field = path[0]
                again = id_ == entry.retells and field not in ("retells", "settles")
                if again or id_ == entry.id:
                    yield entry.problem(path, "names the entry itself; name another, or remove it")
                    continue
                if field == "retells":
                    ref = Ref((entry.scheme.noun,))
                if field != "context" and not self._is_known(id_, ref):
                    self._open.append((entry.problem(path, ""), ref, id_))

    def _made(self, id_: str, entry: Located) -> Iterator[Problem]:
        """That an id is already that of another entry."""
        here = (entry.scheme.noun, entry.document.name, entry.line)
        if id_ not in self._known:
            self._known[id_] = here
            return
        noun, name, line = self._known[id_]
        where, advice = f"the id of {_a(noun)} ({name}:{line})", "choose another"
        if here[:2] == (noun, name):
            where = f"given on line {line}"
        elif noun == "retired":
            where, self._known[id_] = f"retired ({name}:{line})", here
        elif (noun, here[0]) == ("known", "article"):
            advice = "remove it there, as it is coded now"
        elif here[0] == noun and noun in KINDS:
            where = f"{_a(noun)} ({name}:{line})"
            advice = f"if both tell the same thing, write retells: {id_}; else {advice} id"
        yield entry.problem(("id",), f"{id_!r} is already {where}; {advice}")

    def dangling(self) -> Iterator[Problem]:
        """References to nothing or to the wrong kind of thing, once all files are added."""
        hints = 0
        if not any(noun in KINDS for noun, _, _ in self._known.values()):
            self._unread.update(KINDS)  # without articles
        for problem, ref, id_ in self._open:
            if self._is_known(id_, ref):
                continue
            called = "record" if set(ref.to) >= set(KINDS) else " or ".join(ref.to)
            is_todo = re.match(r"TODO\b", id_)
            is_unsure = not (is_todo or id_ in self._known or self._unread.isdisjoint(ref.to))
            if id_ in self._unread or is_unsure:
                self.unjudged += 1
                continue
            if is_todo:
                text = fields.TODO
            elif id_ in self._known:
                text = f"{id_!r} is {_a(self._known[id_][0])}; write the id of {_a(called)}"
            else:
                hints += 1
                known = sorted(self._known) if hints <= _HINTS else []
                near = [each for each in known if self._is_known(each, ref)]
                hint = nearest(id_, near, other=_ADD)
                text = f"no {called} has the id {id_!r}; {hint}"
                if known and hint == _ADD and called != "record":
                    text = "\n".join((text, *_entry(ref, id_)))
            yield problem._replace(text=text)

    def _is_known(self, id_: str, ref: Ref) -> bool:
        return id_ in self._known and self._known[id_][0] in ref.to


def _a(noun: str) -> str:
    """A noun with its article."""
    other = {"known": "a known article", "retired": "retired"}
    return other.get(noun, f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}")


def _entry(ref: Ref, id_: str) -> Iterator[str]:
    """An entry with an id, to be completed, for each vocabulary that may have it."""
    for name, scheme in VOCABULARIES.items():
        if scheme.noun in ref.to:
            yield from (f"in {name}.yaml:", f"- id: {id_}")
            for field, info in scheme.model_fields.items():
                kind: Any = get_origin(info.annotation)
                form = {tuple: "[TODO]", dict: "{en: [TODO]}"}.get(kind, "TODO")
                yield from [f"  {field}: {form}"] * (info.is_required() and field != "id")


def circles(file: File) -> Iterator[Problem]:
    """Regions and sectors that lie, or lay, within themselves; if none, those that lie too deep."""
    wholes = defaultdict[str | None, set[str | None]](set)
    for entry in file.entries:
        named = references(entry.scheme, entry.written)
        wholes[entry.id] |= {whole for path, _, whole in named if path[0] in _WITHIN}
    inside, deep = [], []
    for entry in file.entries:
        level, around = {entry.id}, set[str | None]()
        for _ in range(_DEEPEST):
            level = {whole for id_ in level for whole in wholes[id_]} - around
            around |= level
        if entry.id in around:
            inside.append((entry, "lies within itself; name the place it really lies in"))
        elif level:
            deep.append((entry, f"is more than {_DEEPEST} levels deep; name a larger place"))
    for entry, text in inside or deep:
        field = next(name for name in _WITHIN if name in entry.written)
        yield entry.problem((field,), text)


def arithmetic(file: File) -> Iterator[Problem]:
    """Turnover, balances and signs that export and import of one article contradict."""
    trades = [entry.entry for entry in file.entries if isinstance(entry.entry, kinds.Trade)]
    stating = {id(entry.entry): entry for entry in file.entries}
    for record, field, text in contradictions(trades):
        yield stating[id(record)].problem((field,), text)
