"""What only several entries together can get wrong: ids, references, trees, arithmetic."""

from collections.abc import Iterator, Sequence

from kzby.derive.trade import contradictions
from kzby.errors import Place, Problem, nearest
from kzby.load.folder import Entered, File
from kzby.model import kinds
from kzby.model.fields import Nested, Ref, references
from kzby.model.terms import KINDS


class Ids:
    """The ids of all files, and the references between these.

    Files are entered one after the other, the vocabularies first and at once; `dangling` ends it.
    """

    def __init__(self) -> None:
        self._first: dict[str, Entered] = {}
        self._open: list[
            tuple[Entered, Place, Ref, str]
        ] = []  # references that neither file nor vocabulary settles
        self._vocabulary: dict[str, str] = {}  # the noun of each id
        self._unread: set[str] = set()
        self._unclear: set[str] = set()

    def enter_vocabularies(self, files: Sequence[File]) -> list[Problem]:
        """What is wrong with the ids of the vocabularies."""
        found = [problem for file in files for problem in self._clashes(file)]
        for file in files:
            for entered in file.entries:
                if entered.id:
                    self._vocabulary.setdefault(entered.id, entered.noun)
        return found + [problem for file in files for problem in self._references(file)]

    def enter(self, file: File) -> list[Problem]:
        """What is wrong with the ids of an article's file; what it refers to is judged when all files are entered."""
        return [*self._clashes(file), *self._references(file)]

    def dangling(self) -> Iterator[Problem]:
        """References to what does not exist, or to something of the wrong kind.

        What may stand in a file that could not be read is not called missing: that file's own problem comes first.
        """
        for entered, path, ref, id_ in self._open:
            first = self._first.get(id_)
            if id_ in self._unclear or (first and first.noun in ref.to):
                continue
            if first:
                yield entered.problem(
                    path, f"{id_!r} is a {first.noun}; write the id of a {_called(ref.to)}"
                )
            elif self._unread.isdisjoint(ref.to):
                alike = sorted(known for known, one in self._first.items() if one.noun in ref.to)
                yield entered.problem(
                    path,
                    f"no {_called(ref.to)} has the id {id_!r}; {nearest(id_, alike, other='add it')}",
                )

    def _clashes(self, file: File) -> Iterator[Problem]:
        """Ids given to two kinds of thing, or twice in a file; articles may share the id of a record of one kind."""
        here: dict[str, Entered] = {}
        for entered in file.entries:
            if entered.id is None:
                continue
            first = self._first.setdefault(entered.id, entered)
            earlier = here.setdefault(entered.id, entered)
            if first.noun != entered.noun:
                where = f"{first.document.file}:{first.line}"
                yield entered.problem(
                    ("id",),
                    f"{entered.id!r} is already the id of a {first.noun} ({where}); choose another",
                )
            elif earlier is not entered:
                yield entered.problem(
                    ("id",),
                    f"{entered.id!r} is already given on line {earlier.line}; choose another",
                )

    def _references(self, file: File) -> Iterator[Problem]:
        """Entries that refer to themselves; what neither the vocabularies nor the file itself settles is kept."""
        self._unclear |= file.unclear
        self._unread |= set() if file.read else set(file.nouns)
        here = {entered.id: entered.noun for entered in reversed(file.entries)}
        for entered in file.entries:
            for path, ref, id_ in references(entered.scheme, entered.written):
                if id_ == entered.id:
                    yield entered.problem(
                        path, "names the entry itself; name another, or remove it"
                    )
                elif (self._vocabulary.get(id_) or here.get(id_)) not in ref.to:
                    self._open.append((entered, path, ref, id_))


def _called(nouns: Sequence[str]) -> str:
    return "record" if set(nouns) >= set(KINDS) else " or ".join(nouns)


def circles(file: File) -> Iterator[Problem]:
    """Regions and sectors that lie within themselves."""
    nested = [entered for entered in file.entries if issubclass(entered.scheme, Nested)]
    above = {entered.id: entered.written.get("within") for entered in nested}
    for entered in nested:
        seen, at = {entered.id}, above[entered.id]
        while isinstance(at, str) and at not in seen:
            seen.add(at)
            at = above.get(at)
        if at is not None and at == entered.id:
            yield entered.problem(
                ("within",), "lies within itself; name the place it really lies in"
            )


def arithmetic(file: File) -> Iterator[Problem]:
    """Turnover, balances and signs that contradict export and import, among entries without other problems."""
    trades = [entered.entry for entered in file.entries if isinstance(entered.entry, kinds.Trade)]
    for record, field, text in contradictions(trades):
        stated = next(entered for entered in file.entries if entered.entry is record)
        yield stated.problem((field,), text)
