"""Writes what the documents take from kzby itself: `python tests/write_docs.py`.

Four things: the output of the README's examples, data/DICTIONARY.md, the pictures in data, and
the schemas in data/schema. Tests hold them to what kzby prints now.
"""

import json
import os
import re
import shlex
import sys
import tempfile
from pathlib import Path

from pictures import pictures
from support import ROOT, ran

from kzby.curate import schema
from kzby.store import Store
from kzby.store.open import open_store

README = ROOT / "README.md"
DICTIONARY = ROOT / "data" / "DICTIONARY.md"
WIDTH, SHOWN = "88", 8  # columns of the terminal, and lines of an output that the README cuts
EXAMPLE = re.compile(r"^```console\n\$ (kzby[^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INTRODUCTION = (ROOT / "tests" / "dictionary.md").read_text("utf-8")  # of the dictionary


def printed(line: str, folder: Path, data: str) -> str:
    """What a command line prints to a terminal as wide as the README: stdout, then stderr.

    It runs in a folder of its own, which has the names of the checkout in it.
    """
    for name in ("data", "seeds", "tests"):
        (folder / name).symlink_to(ROOT / name)
    kzby = shlex.quote(str(Path(sys.executable).parent / "kzby"))
    outcome = ran(
        *("bash", "-c", line.replace("kzby", kzby, 1)),
        env={"COLUMNS": WIDTH, "PATH": os.environ["PATH"], "KZBY_DATA": data},
        cwd=folder,
    )
    return outcome.out + outcome.err


def example(line: str, shown: str, data: str = "") -> str:
    """The output of an example as the README has it: cut where it ends in `...` there."""
    with tempfile.TemporaryDirectory() as folder:
        output = printed(line, Path(folder), data)
    lines = output.splitlines(keepends=True)
    if not shown.endswith("...\n") or len(lines) <= SHOWN:
        return output
    return "".join(lines[:SHOWN]).rstrip() + "\n...\n"


def readme(text: str) -> str:
    """The README with the output of its examples as it is now."""
    return EXAMPLE.sub(
        lambda block: f"```console\n$ {block[1]}\n{example(block[1], block[2])}```", text
    )


def dictionary(store: Store) -> str:
    """The data dictionary as Markdown, view by view in the order of schema.sql.

    A view that has all columns of `trade` or `records` names it and adds its own.
    """
    columns: dict[str, list[tuple[str, ...]]] = {}
    for view, *column in store.connection.execute(_COLUMNS):
        columns.setdefault(view, []).append(tuple(column))
    about = {view: rest for view, *rest in store.connection.execute(_ABOUT)}
    text = INTRODUCTION
    for view, own in columns.items():
        sentence, key = about.get(view, ("One row" if view == "dataset" else "All columns", "[]"))
        keys = ", ".join(f"`{name}`" for name in json.loads(key))
        text += f"\n## {view}\n\n{sentence}.{f' Key: {keys}.' if keys else ''}"
        for above in ("trade", "records"):
            inherited = {column[:3] for column in columns[above]}
            if view != above and {column[:3] for column in own} >= inherited:
                empty = [f"`{column[0]}`" for column in columns[above] if column not in own]
                where = f", where {' and '.join(empty)} can be empty" if empty else ""
                text += f" Has the columns of `{above}`{where}."
                own = [column for column in own if column[:3] not in inherited]
        text += "\n\n| column | type | meaning |\n|---|---|---|\n" if own else "\n"
        text += "".join(map(_row, own))
    return text


def _row(column: tuple[str, ...]) -> str:
    """A column of a view as a row of Markdown, with its closed list where the meaning has not all of it."""
    name, type_, meaning, required, words = column
    closed = ", ".join(json.loads(words))
    if closed and "..." in meaning:
        meaning = re.sub(r": [^;]*[.]{3}", f": {closed}", meaning)
    elif closed and not any(word in meaning for word in json.loads(words)):
        meaning += f": {closed}"
    return f"| {name}{' *' if required else ''} | `{type_}` | {meaning} |\n"


_COLUMNS = """
    SELECT view, dictionary.name, dictionary.type, meaning, required, words
    FROM dictionary JOIN sqlite_schema AS made ON made.name = view
    ORDER BY made.type = 'table', made.rowid, position
"""
_ABOUT = "SELECT view, about, key FROM catalogue"


if __name__ == "__main__":
    README.write_text(readme(README.read_text("utf-8")), "utf-8")
    DICTIONARY.write_text(dictionary(open_store()), "utf-8")
    for picture, drawn in pictures(open_store()).items():
        (ROOT / "data" / picture).write_text(drawn, "utf-8")
    for name in schema.FILES:
        (ROOT / "data" / "schema" / f"{name}.json").write_text(f"{schema.text(name)}\n", "utf-8")
