"""What somebody probably meant who typed no command, or words that a command does not take."""

import contextlib
import shlex
from collections.abc import Iterator, Sequence
from itertools import takewhile

import typer

from kzby.cli.help import COMMANDS
from kzby.cli.options import Options
from kzby.errors import UsageError, nearest
from kzby.model import dates
from kzby.query import names
from kzby.store import Store
from kzby.store.open import open_store


def meant(words: Sequence[str], data: str | None) -> str:
    """The command for words that begin with none: `brief` for a region, `show` for anything else.

    UsageError, with the command that is near, for what has no name.
    """
    name, *rest = words
    whole = " ".join(takewhile(lambda word: not word.startswith("-"), words))
    data = rest[rest.index("--data") + 1] if "--data" in rest[:-1] else data
    store = open_store(Options(data=data).path())
    hint = "see kzby --help"
    if not name.isdecimal():
        if store.connection.execute("SELECT 1 FROM record WHERE id = ?", (name,)).fetchone():
            return "show"
        if meaning := names.find_any(store, whole) or names.find_any(store, name):
            return "brief" if meaning[0] == "region" else "show"
        if near := names.nearest(store, name) or names.nearest(store, name, "record"):
            hint = f"did you mean {near}?"
    hint = nearest(name, [*COMMANDS], other=hint)
    raise UsageError(f"no such command {name!r}; {hint}")


def surplus(context: typer.Context) -> UsageError:
    """The error for surplus words; most belong to a filter."""
    command, typed = context.info_name, " ".join(context.args)
    hint = f"see kzby {command} --help"
    if "region" in context.params:
        hint = f"a filter is an option, and several words need quotes; {hint}"
        store = open_store(Options(data=context.params["data"]).path())
        if likely := next(_likely(store, context), ""):
            hint = f"did you mean {likely}?"
    return UsageError(f"{command} does not take {typed!r}; {hint}")


def _likely(store: Store, context: typer.Context) -> Iterator[str]:
    """The options that surplus words may be for: a period, two regions, a name."""
    typed, takes = " ".join(context.args), context.params
    with contextlib.suppress(ValueError):
        if "since" in takes and not (takes["since"] or takes["until"]) and dates.typed(typed):
            yield f"--since {shlex.quote(typed)} --until {shlex.quote(typed)}"
    with contextlib.suppress(UsageError):
        pair = names.regions(store, context.args) if "with_" in takes else []
        if len(pair) == 2:
            yield "--region {} --with {}".format(*map(shlex.quote, pair))
    kind, (_, several) = names.find_any(store, typed) or ("", ((), None))
    if kind in takes and not several:
        yield f"--{kind} {shlex.quote(typed)}"
