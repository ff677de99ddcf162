"""Data flows one way, and imports point back along it; the slow and the outward libraries stay in their place."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import ROOT

from kzby import dataset
from kzby.store.open import bundled

PACKAGE = ROOT / "kzby"

# A module may import what stands before it; one line, one layer.
LAYERS = [
    ["errors", "terms", "dates", "version", "tracking", "database", "hidden"],
    ["figures", "yamlio", "writing"],
    ["prose", "prose.span"],
    ["prose.numerals"],
    ["prose.numbers"],
    ["prose.text"],
    ["prose.calendar"],
    ["prose.names"],
    ["fields"],
    ["model", "vocabulary"],
    ["checking"],
    ["folder"],
    ["comparable"],
    ["reconciliation", "derivation"],
    ["integrity", "told"],
    ["dataset"],
    ["conflict"],
    ["store", "names"],
    ["evidence.finding"],
    ["evidence.texts", "evidence.flows", "evidence.dating"],
    ["evidence.numbers"],
    ["evidence"],
    ["coverage"],
    ["store.tables"],
    ["store.vocabularies"],
    ["store.conflicts", "store.times"],
    ["store.records"],
    ["store.derivations"],
    ["store.build"],
    ["store.compiled"],
    ["store.open"],
    ["filters", "citation", "orders"],
    ["answer", "views"],
    ["notes", "package", "statement.guard", "statement.place"],
    ["query", "statement.fault"],
    ["statement"],
    ["render.terminal", "render.amounts", "render.issued"],
    ["render.words", "render.absent", "render.legible"],
    ["render.drawn", "render.blocks", "render.citing", "render.legend", "render.grid", "render.sections"],
    ["render.as_citation"],
    [
        "render.as_bibtex",
        "render.as_json",
        "render.as_csv",
        "render.as_duckdb",
        "render.as_package",
        "render.as_markdown",
        "render.as_conflicts",
        "render.as_figures",
        "render.as_identities",
        "render.as_timeline",
    ],
    ["render.as_sheet"],
    ["render.as_table", "render.as_coverage", "render.as_summary", "render.as_csl"],
    ["render.as_rows"],
    ["render"],
    ["packing"],
    ["cli.help", "cli.environment", "cli.progress"],
    ["cli.completion", "cli.pager"],
    ["cli.options"],
    ["cli.session", "cli.commands"],
    ["cli.ask", "cli.look", "cli.take", "cli.trust"],
    ["cli.app"],
    ["cli"],
    ["", "__main__"],
]
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}
ONLY_IN = {
    "yaml": {"yamlio"},
    "edtf": set(),
    "pydantic": {"fields", "model", "checking"},
    "sqlite3": {
        "database",
        *("integrity", "told"),
        *("store", "store.build", "store.conflicts", "store.derivations", "store.open", "store.records"),
        *("store.tables", "store.vocabularies", "store.compiled", "names"),
        *("statement", "statement.guard", "statement.place"),
        *("cli.commands", "cli.completion"),
    },
    "rich": {
        *("render.drawn", "render.grid", "render.as_table", "render.as_conflicts", "render.as_figures"),
        *("render.as_identities", "render.as_sheet", "render.as_timeline", "render.as_coverage", "cli.progress"),
        "render.as_rows",
    },
    "typer": {
        "cli.app",
        "cli.commands",
        "cli.ask",
        "cli.look",
        "cli.take",
        "cli.trust",
        "cli.options",
        "cli.completion",
        "cli.help",
    },
}
FILES = sorted(PACKAGE.rglob("*.py"))


def module(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module, f"{path}: an import says from where"
            assert not node.level, f"{path}: an import says from where"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if full.removeprefix("kzby.") in RANK else node.module


@pytest.mark.parametrize("path", FILES, ids=module)
def test_imports_point_back(path: Path) -> None:
    for name in imports(path):
        inner = name.removeprefix("kzby").removeprefix(".")
        if name.startswith("kzby") and inner in RANK and inner not in ("", module(path)):
            assert RANK[inner] < RANK[module(path)], f"{module(path)} imports {inner}"


@pytest.mark.parametrize("path", FILES, ids=module)
def test_libraries_stay_in_their_place(path: Path) -> None:
    for name in imports(path):
        allowed = ONLY_IN.get(name.partition(".")[0])
        assert allowed is None or module(path) in allowed, f"{module(path)} imports {name}"


@pytest.mark.parametrize("path", FILES, ids=module)
def test_no_word_follows_the_locale_of_the_process(path: Path) -> None:
    """The library's names of months and days do; `dates.MONTHS` does not."""
    assert not re.search(r"\b(month|day)_(name|abbr)\b|strftime", path.read_text(encoding="utf-8"))


def test_every_module_has_its_layer() -> None:
    assert {module(path) for path in FILES} == set(RANK)


def test_no_region_is_named_in_the_code() -> None:
    """Regions are data; help, docstrings and advice may use one as an example."""
    regions = dataset.load(bundled()).regions
    codes = {region.id for region in regions if region.type != "country"}
    short = {region.names["en"][0].casefold() for region in regions if region.type != "country"}
    examples = ("kzby meetings --region Brest", "brest-offers-woodworking", "brest-town")
    for path in FILES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        told = {id(node.body[0].value) for node in ast.walk(tree) if is_documented(node)}  # type: ignore[attr-defined]
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
                text = node.value
                for example in examples:
                    text = text.replace(example, "")
                named = [name for name in short if re.search(rf"\b{re.escape(name)}\b", text.casefold())]
                assert not named, f"{path}:{node.lineno}"
                assert not codes & set(re.findall(r"[\w-]+", text)), f"{path}:{node.lineno}"


def is_documented(node: ast.AST) -> bool:
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    return isinstance(node, documented) and ast.get_docstring(node) is not None
