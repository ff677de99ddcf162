"""Data files written in their canonical form."""

from collections.abc import Iterable
from pathlib import Path

from kzby.curate.form import canonical
from kzby.curate.schema import FILES, ArticleFile
from kzby.errors import DataError, Problem, UsageError, nearest
from kzby.load.document import Document
from kzby.load.entries import article_paths, list_paths
from kzby.store.files import write_bytes, write_lines


def data_files(folder: Path) -> list[Path]:
    """The files of a dataset; UsageError if it is not a folder."""
    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder; give that of a dataset, or the files")
    return [*list_paths(folder), *article_paths(folder)]


def article_id(folder: Path, typed: str) -> str:
    """The id of an article, by this or its file; UsageError if the dataset has none."""
    id_ = Path(typed).name.removesuffix(".yaml")
    ids = [path.stem for path in article_paths(folder)] if typed else [id_]
    if id_ not in ids:
        hint = nearest(id_, ids, other="see kzby articles")
        raise UsageError(f"no article has the id {id_!r}; {hint}")
    return id_


def create(file: Path, lines: Iterable[str]) -> None:
    """Writes a new file; UsageError if there is one."""
    if file.exists():
        raise UsageError(f"{file} exists; give another name, or remove it")
    write_lines(file, lines)


def rewrite(paths: Iterable[Path], *, check: bool = False) -> list[Path]:
    """Writes files in their canonical form, and returns those that had another; `check` only looks.

    DataError, at the end, with what cannot be read, or, if it only looks, is not in that form.
    """
    problems: list[Problem] = []
    changed = []
    for path in paths:
        document = Document(path)
        problems += document.problems
        if document.problems:
            continue
        text = canonical(document, FILES.get(path.stem, ArticleFile)).encode()
        if path.read_bytes() == text:
            continue
        if check:
            advice = "is not in canonical form; kzby format without --check writes it"
            problems.append(Problem(document.name, 0, 0, "", advice))
            continue
        write_bytes(path, text)
        changed.append(path)
    if problems:
        raise DataError(problems)
    return changed
