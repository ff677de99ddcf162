"""What somebody probably meant who typed no command, or words that a command does not take."""

import shlex
from collections.abc import Sequence

import typer

from kzby.cli.help import COMMANDS
from kzby.cli.options import Options
from kzby.errors import UsageError, alike
from kzby.query import names
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
        kind, (_, several) = names.find_any(store, typed) or ("", ((), None))
        if kind in context.params and not several:
            hint = f"did you mean --{kind} {shlex.quote(typed)}?"
    return UsageError(f"{command} does not take {typed!r}; {hint}")
