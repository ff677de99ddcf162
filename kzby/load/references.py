"""What only several entries together can get wrong: ids given twice, references to nothing, circles."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kzby.errors import Problem, nearest
from kzby.load.entries import File
from kzby.model.fields import Nested, Ref, references
from kzby.model.terms import KINDS

_HINTS = 20  # a nearest id takes long to find among many


class _Known(NamedTuple):
    noun: str
    file: str
    line: int


class References:
    """The ids of all files, and the references between them.

    The files are added one after the other, the vocabularies first; `dangling` ends it.
    """

    def __init__(self, vocabularies: Iterable[File]) -> None:
        self._known: dict[str, _Known] = {}  # by id
        self._open: list[tuple[Problem, Ref, str]] = []  # the problem if the id stays unknown
        self._unread: set[str] = set()
        self._unclear: set[str] = set()
        self.problems = [problem for file in vocabularies for problem in self._clashes(file)]
        self._vocabulary = {id_: known.noun for id_, known in self._known.items()}
        self.problems += [problem for file in vocabularies for problem in self._refer(file)]

    def add(self, file: File) -> list[Problem]:
        """What is wrong with the ids of an article's file; its references are judged once all files are added."""
        return [*self._clashes(file), *self._refer(file)]

    def dangling(self) -> Iterator[Problem]:
        """References to nothing, or to something of the wrong kind.

        What may stand in a file that could not be read is not called missing: that file's own problem comes first.
        """
        hints = 0
        for problem, ref, id_ in self._open:
            known = self._known.get(id_)
            if id_ in self._unclear or (known and known.noun in ref.to):
                continue
            noun = "record" if set(ref.to) >= set(KINDS) else " or ".join(ref.to)
            if known:
                text = f"{id_!r} is a {known.noun}; write the id of a {noun}"
                yield problem._replace(text=text)
            elif self._unread.isdisjoint(ref.to):
                hints += 1
                ids = sorted(id_ for id_, known in self._known.items() if known.noun in ref.to)
                hint = nearest(id_, ids if hints <= _HINTS else [], other="add it")
                yield problem._replace(text=f"no {noun} has the id {id_!r}; {hint}")

    def _clashes(self, file: File) -> Iterator[Problem]:
        """Ids given to two kinds of thing, or twice in a file; two articles may report the same record."""
        lines: dict[str, int] = {}
        for located in file.entries:
            if (id_ := located.id) is None:
                continue
            here = _Known(located.scheme.noun, file.document.file, located.line)
            known = self._known.setdefault(id_, here)
            if known.noun != here.noun:
                where = f"is already the id of a {known.noun} ({known.file}:{known.line})"
                yield located.problem(("id",), f"{id_!r} {where}; choose another")
            elif id_ in lines:
                where = f"is already given on line {lines[id_]}"
                yield located.problem(("id",), f"{id_!r} {where}; choose another")
            lines.setdefault(id_, here.line)

    def _refer(self, file: File) -> Iterator[Problem]:
        """Entries that refer to themselves; references that nothing settles yet are kept."""
        self._unclear |= file.unclear
        self._unread.update(file.unread)
        here = {located.id: located.scheme.noun for located in reversed(file.entries)}
        for located in file.entries:
            for path, ref, id_ in references(located.scheme, located.written):
                if id_ == located.id:
                    text = "names the entry itself; name another, or remove it"
                    yield located.problem(path, text)
                elif (self._vocabulary.get(id_) or here.get(id_)) not in ref.to:
                    self._open.append((located.problem(path, ""), ref, id_))


def circles(file: File) -> Iterator[Problem]:
    """Regions and sectors that lie within themselves."""
    nested = [located for located in file.entries if issubclass(located.scheme, Nested)]
    outer = {located.id: located.written.get("within") for located in nested}
    circular: set[object] = set()
    seen: set[object] = set()
    for located in nested:
        trail, at = [], located.id
        while isinstance(at, str) and at in outer and at not in seen:
            seen.add(at)
            trail.append(at)
            at = outer[at]
        if at in trail:
            circular.update(trail[trail.index(at) :])
    for located in nested:
        if located.id in circular:
            text = "lies within itself; name the place it really lies in"
            yield located.problem(("within",), text)
