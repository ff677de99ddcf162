"""Data files in canonical form: one order of keys, one style, comments above entries.

ruamel.yaml would keep a comment with the value before it, and leave lines too long.
"""

import json
import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from io import StringIO
from pathlib import Path
from typing import Any

import yaml

from kzby.curate.schema import FILES, ArticleFile
from kzby.errors import DataError, Place, Problem, UsageError, nearest
from kzby.load.document import LOADER, Document
from kzby.load.entries import ARTICLES, article_paths, list_paths
from kzby.model.article import Nothing
from kzby.model.fields import Entry, Identified, contents
from kzby.model.kinds import RECORDS, Record
from kzby.store.files import write_bytes, write_lines
from kzby.text import shown

_WIDTH = 120
_FIRST = ("kind", "id", "retells", "title")  # then the fields of the kind, then the rest
_FOLD = re.compile(r"(?<=\S) (?=\S)")
_ITEM = re.compile(r"(?<=,) (?=\S)")
_COMMENT = re.compile(r"((?:^|(?<=\s))#.*)")
_EMITTER = yaml.emitter.Emitter(StringIO(), allow_unicode=True)

Comments = dict[Place, list[str]]  # above what is at a path


class Small(dict[str, Any]):
    """A mapping that is written on one line if it fits."""


def data_files(folder: Path) -> list[Path]:
    """The files of a dataset; UsageError if it is not a folder."""
    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder; give that of a dataset, or the files")
    return [*list_paths(folder), *article_paths(folder)]


def article_id(folder: Path, typed: str) -> str:
    """The id of an article, typed so or as its file; UsageError if unknown, or a file elsewhere."""
    path = Path(typed)
    id_ = path.name.removesuffix(".yaml")
    ids = [path.stem for path in article_paths(folder)] if typed else [id_]
    if id_ not in ids:
        hint = nearest(id_, ids, other="see kzby articles")
        raise UsageError(f"no article has the id {id_!r}; {hint}")
    own = folder / ARTICLES / f"{id_}.yaml"
    if path.name != typed and not (path.exists() and path.samefile(own)):
        raise UsageError(f"{typed} is no article of the dataset in {folder}; type its id")
    return id_


def create(file: Path, lines: Iterable[str]) -> str:
    """Writes a draft, and says so; UsageError if the file exists, or does not end in .yaml."""
    if file.suffix != ".yaml":
        raise UsageError(f"{file}: files of data end in .yaml; give such a name")
    if file.exists():
        raise UsageError(f"{file} exists; give another name, or remove it")
    write_lines(file, lines)
    return f"{shown(str(file))}: drafted; 'kzby check' lists what is still to do"


def rewrite(paths: Iterable[Path], *, check: bool = False) -> list[Path]:
    """Writes files in canonical form, and returns those that were not; `check` only looks.

    DataError, at the end, for files that cannot be read or, with `check`, have another form.
    """
    problems: list[Problem] = []
    changed = []
    for path in paths:
        document, scheme = Document(path), FILES.get(path.stem, ArticleFile)
        known = isinstance(document.value, list if path.stem in FILES else dict)
        wrong = ""
        if path.suffix != ".yaml" or not known:
            wrong = "is no file of data; its values would change, so it stays as it is"
        elif not document.problems:
            text = canonical(document, scheme).encode()
            if path.read_bytes() == text:
                continue
            if check:
                wrong = "is not in canonical form; kzby format without --check writes it"
            else:
                write_bytes(path, text)
                changed.append(path)
        own = Problem(document.name, 0, 0, "", wrong)
        problems += document.problems or [own] * bool(wrong)
    if problems:
        raise DataError(problems)
    return changed


def canonical(document: Document, scheme: type[Entry]) -> str:
    """A file in its canonical form, with the same values; comments stand above entries."""
    comments = _comments(document)
    lines = _block(_ordered(document.value, scheme), comments)
    last = comments[()] if lines else [*comments[()], _flow(document.value)]
    return "".join(f"{line}\n" for line in (*lines, *last))


def written(value: Any) -> list[str]:
    """The lines of a value."""
    return _block(value, defaultdict(list))


def _ordered(value: Any, scheme: type[Entry] | None) -> Any:
    """A value with its keys in the order of the model, unknown ones last."""
    if isinstance(value, list):
        return [_ordered(item, scheme) for item in value]
    if not isinstance(value, dict):
        return value
    if scheme is Record:
        scheme = RECORDS.get(str(value.get("kind")), scheme)
    order = list(scheme.model_fields) if scheme else []
    if scheme and issubclass(scheme, Record):
        own = [name for name in order if name not in Record.model_fields]
        order = [*_FIRST, *own, *order]
    inner = contents(scheme) if scheme else {}
    is_large = not scheme or issubclass(scheme, Identified | Nothing)
    return (dict if is_large else Small)(
        (key, _ordered(value[key], inner.get(key, (None, None))[1]))
        for key in dict.fromkeys((*order, *value))
        if key in value
    )


def _block(value: Any, comments: Comments, path: Place = (), width: int = _WIDTH) -> list[str]:
    lines: list[str] = []
    is_list = isinstance(value, list)
    for key, item in enumerate(value) if is_list else value.items():
        at = (*path, key)
        if lines and path in ((), ("records",)):
            lines.append("")
        lines += comments[at]
        start = "-" if is_list else f"{_flow(key)}:"
        if own := _leaf(item, start, width):
            lines += own
            continue
        inner = _block(item, comments, at, width - 2)
        lines.append(f"- {inner.pop(0)}" if is_list else start)
        lines += (line and f"  {line}" for line in inner)
    return lines


def _leaf(value: Any, start: str, width: int) -> list[str]:
    """The lines of a value whose parts have none of their own, or none."""
    line = f"{start} {_flow(value, inside=False)}"
    fits = len(line) <= width
    if isinstance(value, str):
        words = _FOLD.split(value)
        if fits or not words[1:] or value.splitlines() != [value.strip()]:
            return [line]
        return [f"{start} >-", *(f"  {part}" for part in _folded(words, width - 2))]
    if isinstance(value, list) and (start == "-" or not any(isinstance(v, dict) for v in value)):
        return _folded(_ITEM.split(line), width, "  ")
    return [line] if not value or (fits and isinstance(value, Small)) else []


def _folded(parts: list[str], width: int, hang: str = "") -> list[str]:
    """Parts joined by spaces to lines, the later ones hanging."""
    lines = parts[:1]
    for part in parts[1:]:
        if len(f"{lines[-1]} {part}") > width:
            lines.append(hang + part)
        else:
            lines[-1] += f" {part}"
    return lines


def _flow(value: Any, *, inside: bool = True) -> str:
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_flow(key)}: {_flow(each)}' for key, each in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    return "null" if value is None else _quoted(value, inside)


@lru_cache(maxsize=4096)
def _quoted(text: str, inside: bool) -> str:  # noqa: FBT001
    """A text, `inside` brackets or not, quoted if YAML needs it or would change it."""
    if "\n" in text:
        return json.dumps(text, ensure_ascii=False)
    analysis = _EMITTER.analyze_scalar(text)
    if analysis.allow_flow_plain if inside else analysis.allow_block_plain:
        with suppress(yaml.YAMLError, ValueError):
            # 72.5, 2015-12-16 and true, but not 0111 or NO
            if text == "true" or str(yaml.load(text, LOADER)) == text:  # noqa: S506, it is a safe one
                return text
    single = text.replace("'", "''")
    return f"'{single}'" if re.search(r'["\\]', text) else f'"{text}"'


def _comments(document: Document) -> Comments:
    """The comments of each article, record or entry of a list, and those below all, at ().

    One on a line of its own belongs to what comes next, as does the empty line below it.
    """
    comments: Comments = defaultdict(list)
    entries = [*_entries(document.value)] or [()]
    begun = [document.problem(path, "", at_key=bool(path)).line for path in entries]
    lines = _masked(document.text).splitlines()
    above: list[str] = []
    for number, line in enumerate(lines, 1):
        code, comment, *_ = [*_COMMENT.split(line), ""]
        if comment:
            above.append(comment.rstrip())
            above += [""] * (not code.strip() and lines[number : number + 1] == [""])
        if code.strip("- "):
            comments[entries[max(0, bisect(begun, number) - 1)]] += above
            above = []
    comments[()] += above
    return comments


def _entries(value: Any) -> Iterator[Place]:
    """The paths of what comments may stand above, in the order of the file."""
    for key in range(len(value)) if isinstance(value, list) else value:
        yield (key,)
        if key == "records" and isinstance(value[key], list):
            yield from ((key, at) for at, item in enumerate(value[key]) if isinstance(item, dict))


def _masked(text: str) -> str:
    """YAML text with x for every character of a value, which may be a #."""
    masked = list(text)
    for token in yaml.scan(text, LOADER):
        if isinstance(token, yaml.ScalarToken):
            start, end = token.start_mark.index, token.end_mark.index
            if token.style in ("|", ">"):  # a comment may stand beside the sign
                start = text.index("\n", start)
            masked[start:end] = re.sub(r"[^\n]", "x", text[start:end])
    return "".join(masked)
