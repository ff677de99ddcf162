"""What somebody probably meant who typed no command, or words that a command does not take."""

import contextlib
import shlex
from collections.abc import Iterator, Sequence

import typer

from kzby.cli.help import COMMANDS
from kzby.cli.options import Options
from kzby.errors import UsageError, alike
from kzby.model import dates
from kzby.query import names
from kzby.store import Store
from kzby.store.open import open_store


def meant(words: Sequence[str], data: str | None) -> str:
    """The command for words that begin with none: `brief` for a region, `show` for anything else.

    UsageError, with the command that is near, for what has no name.
    """
    name, *rest = words
    data = rest[rest.index("--data") + 1] if "--data" in rest[:-1] else data
    store = open_store(Options(data=data).path())
    if not name.isdecimal() and (meaning := names.find_any(store, name)):
        return "brief" if meaning[0] == "region" else "show"
    for near in alike(name, {each: each for each in (*COMMANDS, "--version")}):
        raise UsageError(f"no such command {name!r}; did you mean {near!r}?")
    return "show"


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
        if takes.get("since", "") is takes.get("until") is None and dates.typed(typed):
            yield f"--since {shlex.quote(typed)} --until {shlex.quote(typed)}"
    with contextlib.suppress(UsageError):
        pair = names.regions(store, context.args) if "with_" in takes else []
        if len(pair) == 2:
            yield "--region {} --with {}".format(*map(shlex.quote, pair))
    kind, (_, several) = names.find_any(store, typed) or ("", ((), None))
    if kind in takes and not several:
        yield f"--{kind} {shlex.quote(typed)}"
