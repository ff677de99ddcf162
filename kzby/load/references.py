"""Ids and the references between entries: given twice, or to nothing."""

from collections.abc import Iterator
from typing import Any, get_origin

from kzby.errors import Problem, nearest
from kzby.load.entries import File, Located
from kzby.model.article import Article
from kzby.model.fields import NOBODY, Ref, references
from kzby.model.terms import KINDS
from kzby.model.vocabulary import VOCABULARIES, Known

_ADD = "name another, or add it"
_HINTS = 20  # to look for the nearest of many ids is slow
_OWN = {Article: ("id", "url", "sha256"), Known: ("id", "url")}  # what no two entries share


class References:
    """The ids of all files, and the references between them."""

    def __init__(self) -> None:
        # by id: what has it, and where
        self._known = dict.fromkeys(NOBODY, ("speaker without a name", "kzby itself"))
        self._open: list[tuple[Problem, Ref, str]] = []  # a fault if the id stays unknown
        self._all_read = True
        self.unjudged = 0  # references to what may be in a file that cannot be read

    def add(self, file: File) -> Iterator[Problem]:
        """Ids given twice, articles coded twice, records told twice."""
        self._all_read &= file.is_read
        own = {entry.id: entry for entry in file.entries}
        for entry in file.entries:
            yield from self._made(entry)
            if entry.id is None and (id_ := entry.retells) is not None:
                first = own.setdefault(id_, entry)
                if first is not entry:
                    text = f"{id_!r} is on line {first.line} already; join the two"
                    yield entry.problem(("retells",), text)
            for path, ref, id_ in references(entry.scheme, entry.written):
                wanted = Ref((entry.scheme.noun,)) if path[0] == "retells" else ref
                if path[0] != "context" and not self._is_known(id_, wanted):
                    self._open.append((entry.problem(path, ""), wanted, id_))

    def _made(self, entry: Located) -> Iterator[Problem]:
        """That another entry has the id already, or the address or text."""
        for field in _OWN.get(entry.scheme, ("id",)):
            if not isinstance(text := entry.written.get(field), str):
                continue
            here = (entry.scheme.noun, f"{entry.file.name}:{entry.line}")
            noun, place = known = self._known.setdefault(text, here)
            if known is not here:
                told = f"is already given in {place} ({noun}); keep one"
                tells = f", or write retells: {text} if both tell the same thing"
                is_twice = field == "id" and noun == here[0] and noun in KINDS
                yield entry.problem((field,), told + tells * is_twice)

    def dangling(self) -> Iterator[Problem]:
        """References to nothing, or to a thing of the wrong kind, once all files are added."""
        hints = 0
        for problem, ref, id_ in self._open:
            if self._is_known(id_, ref):
                continue
            called = "record" if {*ref.to} >= {*KINDS} else " or ".join(ref.to)
            if id_ in self._known:
                text = f"{id_!r} is of kind {self._known[id_][0]}, not {called}; name another"
            elif not self._all_read:
                self.unjudged += 1
                continue
            else:
                hints += 1
                known = sorted(self._known) if hints <= _HINTS else []
                near = [each for each in known if self._is_known(each, ref)]
                hint = nearest(id_, near, other=_ADD)
                is_new = known and hint == _ADD and called != "record"
                entry = _entry(ref, id_) if is_new else ()
                text = "\n".join((f"no {called} has the id {id_!r}; {hint}", *entry))
            yield problem._replace(text=text)

    def _is_known(self, id_: str, ref: Ref) -> bool:
        return id_ in self._known and self._known[id_][0] in ref.to


def _entry(ref: Ref, id_: str) -> Iterator[str]:
    """An entry with an id, to be completed, for each vocabulary that may have it."""
    for name, scheme in VOCABULARIES.items():
        if scheme.noun in ref.to:
            yield from (f"in {name}.yaml:", f"- id: {id_}")
            for field, info in scheme.model_fields.items():
                kind: Any = get_origin(info.annotation)
                form = {tuple: "[TODO]", dict: "{en: [TODO]}"}.get(kind, "TODO")
                yield from [f"  {field}: {form}"] * (info.is_required() and field != "id")
