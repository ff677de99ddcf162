"""What only several entries together can get wrong: ids given twice, references to nothing, circles."""

from collections.abc import Iterator

from kzby.derive.trade import contradictions
from kzby.errors import Problem, nearest
from kzby.load.entries import File
from kzby.model import kinds
from kzby.model.fields import Ref, references
from kzby.model.terms import KINDS

_HINTS = 20  # to look for the nearest of many ids is slow


class References:
    """The ids of all files, and the references between them."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, str, int]] = {}  # by id: noun, file, line
        self._open: list[tuple[Problem, Ref, str]] = []  # what is wrong if the id stays unknown
        self._unread: set[str] = set()
        self.unjudged = 0  # references to what may be in a file that cannot be read

    def add(self, file: File) -> Iterator[Problem]:
        """Ids given to two kinds of thing or twice in the file, and entries that refer to themselves.

        Two articles may mention the same record.
        """
        self._unread |= file.unread
        lines: dict[str, int] = {}
        for entry in file.entries:
            if (id_ := entry.id) is None:
                continue
            here = (entry.scheme.noun, file.document.name, entry.line)
            noun, name, line = self._known.setdefault(id_, here)
            where = ""
            if noun != entry.scheme.noun:
                where = f"the id of a {noun} ({name}:{line})"
            elif lines.setdefault(id_, entry.line) != entry.line:
                where = f"given on line {lines[id_]}"
            if where:
                yield entry.problem(("id",), f"{id_!r} is already {where}; choose another")
        for entry in file.entries:
            for path, ref, id_ in references(entry.scheme, entry.written):
                if id_ == entry.id:
                    yield entry.problem(path, "names the entry itself; name another, or remove it")
                elif not self._is_known(id_, ref):
                    self._open.append((entry.problem(path, ""), ref, id_))

    def dangling(self) -> Iterator[Problem]:
        """References to nothing, or to something of the wrong kind, once all files are added."""
        hints = 0
        for problem, ref, id_ in self._open:
            if self._is_known(id_, ref):
                continue
            if id_ in self._unread:
                self.unjudged += 1
                continue
            called = "record" if set(ref.to) >= set(KINDS) else " or ".join(ref.to)
            if id_ in self._known:
                text = f"{id_!r} is a {self._known[id_][0]}; write the id of a {called}"
                yield problem._replace(text=text)
            elif self._unread.isdisjoint(ref.to):
                hints += 1
                known = sorted(self._known) if hints <= _HINTS else []
                near = [each for each in known if self._is_known(each, ref)]
                hint = nearest(id_, near, other="add it")
                yield problem._replace(text=f"no {called} has the id {id_!r}; {hint}")
            else:
                self.unjudged += 1

    def _is_known(self, id_: str, ref: Ref) -> bool:
        return id_ in self._known and self._known[id_][0] in ref.to


def circles(file: File) -> Iterator[Problem]:
    """Regions and sectors that lie within themselves."""
    outer = {entry.id: entry.written.get("within") for entry in file.entries}
    for entry in file.entries:
        passed: set[object] = set()
        place: object = entry.id
        while isinstance(place, str) and place not in passed:
            passed.add(place)
            place = outer.get(place)
        if passed and place == entry.id:
            text = "lies within itself; name the place it really lies in"
            yield entry.problem(("within",), text)


def arithmetic(file: File) -> Iterator[Problem]:
    """Turnover, balances and signs that contradict export and import within one article."""
    trades = [entry.entry for entry in file.entries if isinstance(entry.entry, kinds.Trade)]
    for record, field, text in contradictions(trades):
        (stated,) = (entry for entry in file.entries if entry.entry is record)
        yield stated.problem((field,), text)
