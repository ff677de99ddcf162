"""Data flows one way: a room imports only rooms that come before it."""

import ast
from pathlib import Path

import pytest
from support import ROOT

ROOMS = ["model", "load", "store", "query", "verify", "curate", "render", "export", "cli"]
FILES = sorted((ROOT / "kzby").glob("*/**/*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_imports_only_rooms_before_it(path: Path) -> None:
    rank = ROOMS.index(path.relative_to(ROOT / "kzby").parts[0])
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
        room = module.removeprefix("kzby").strip(".").partition(".")[0]
        assert room not in ROOMS[rank + 1 :], f"{path.name} imports {module}"
