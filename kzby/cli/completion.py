"""What the shell offers behind an option: the names that the dataset knows."""

import sqlite3
from pathlib import Path

import typer

from kzby.cli import environment
from kzby.errors import KzbyError
from kzby.query import names
from kzby.store.open import open_store


def region(context: typer.Context, incomplete: str) -> list[str]:
    """The regions whose name begins so."""
    return _names(context, "region", incomplete)


def person(context: typer.Context, incomplete: str) -> list[str]:
    """The people whose name begins so."""
    return _names(context, "person", incomplete)


def organization(context: typer.Context, incomplete: str) -> list[str]:
    """The organizations whose name begins so."""
    return _names(context, "organization", incomplete)


def sector(context: typer.Context, incomplete: str) -> list[str]:
    """The sectors whose name begins so."""
    return _names(context, "sector", incomplete)


def article(context: typer.Context, incomplete: str) -> list[str]:
    """The articles whose id begins so."""
    return _names(context, "article", incomplete)


def thing(context: typer.Context, incomplete: str) -> list[str]:
    """The records whose id begins so, then everything else that `show` knows by name."""
    kinds = ("record", "region", "person", "organization", "sector", "article")
    return [text for kind in kinds for text in _names(context, kind, incomplete)]


def source(context: typer.Context, incomplete: str) -> list[str]:
    """The records and articles whose id begins so."""
    return [text for kind in ("record", "article") for text in _names(context, kind, incomplete)]


def _names(context: typer.Context, kind: str, incomplete: str) -> list[str]:
    above = context.parent.params if context.parent else {}
    data = context.params.get("data") or above.get("data") or environment.dataset()
    try:
        store = open_store(Path(data) if data else None)
        return names.complete(store.connection, kind, incomplete)
    except (
        KzbyError,
        sqlite3.Error,
        UnicodeError,
    ):  # a shell waiting for words has no use for a sentence
        return []
