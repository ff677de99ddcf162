"""What somebody probably meant who typed no command, or words that a command does not take."""

import contextlib
import shlex
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any

import typer

from kzby.cli.commands import FUNCTIONS
from kzby.cli.help import COMMANDS
from kzby.cli.options import WORDS, Options, parameters
from kzby.errors import KzbyError, UsageError, nearest
from kzby.model import dates
from kzby.query import names
from kzby.store import Store
from kzby.store.open import open_store


def meant(words: Sequence[str], data: str | None) -> str:
    """The command that words mean which begin with none, but with a region or person.

    UsageError, with what is near, if they do not.
    """
    name, *rest = words
    other = "see kzby --help"
    with contextlib.suppress(KzbyError):  # names are a dataset's
        data = rest[rest.index("--data") + 1] if "--data" in rest[:-1] else data
        store = open_store(Options(data=data).path())
        typed = [*takewhile(lambda word: not word.startswith("-"), words)]
        if name.isdecimal():  # not a part of a code
            other = f"did you mean kzby search {shlex.join(typed)}?"
        elif meaning := names.find_any(store, name):
            if meaning[0] == "person" and typed[-1] not in COMMANDS:
                return "show"
            if meaning[0] != "region":
                other = f"did you mean kzby show {shlex.quote(name)}?"
            elif typed[-1] in COMMANDS:
                *region, last = typed
                takes = {each.name for each in parameters(last, *FUNCTIONS[last])}
                other = _swapped(last, takes, region)
            else:
                return "brief"
        elif near := names.nearest(store, name, "region"):
            other = f"did you mean {near}?"
        elif near := names.nearest(store, name, "record"):
            other = f"did you mean kzby show {near}?"
    hint = nearest(name, [*COMMANDS, "--version"], other=other)
    raise UsageError(f"no such command {name!r}; {hint}")


def _swapped(command: str, takes: Container[str], region: Sequence[str]) -> str:
    """What is wrong with a command after the name of a region."""
    if any(name in takes for name in ("regions", "pair", "thing")):
        return f"write the command first: kzby {command} {shlex.join(region)}"
    if "region" in takes:
        return f"write the command first: kzby {command} --region {shlex.quote(' '.join(region))}"
    return f"write the command first; see kzby {command} --help"


def surplus(context: typer.Context) -> UsageError:
    """The error for surplus words; most belong to a filter."""
    command, typed = context.info_name, " ".join(context.args)
    hint = f"see kzby {command} --help"
    if "region" in context.params:
        store = open_store(Options(data=context.params["data"]).path())
        likely = next(_likely(store, context.args, context.params), None)
        hint = f"did you mean {likely}?" if likely else hint
    return UsageError(f"{command} does not take {typed!r}; {hint}")


def _likely(store: Store, words: Sequence[str], takes: Mapping[str, Any]) -> Iterator[str]:
    """The options of a command that words may be for, likeliest first."""
    typed = " ".join(words)
    for name, given in takes.items():  # a value that lacks its quotes
        last = given[-1] if isinstance(given, tuple) and given else given
        if isinstance(last, str) and _fits(store, name, whole := f"{last} {typed}"):
            yield f"--{name.rstrip('_')} {shlex.quote(whole)}"
    if takes.get(typed) is False:
        yield f"--{typed}"
    if "since" in takes and _fits(store, "since", typed):
        yield " ".join(f"--{end} {shlex.quote(typed)}" for end in ("since", "until"))
    yield from (f"--{name} {typed}" for name in WORDS if name in takes and typed in WORDS[name])
    named = (name for name in takes if name != "with_" and _fits(store, name, typed))
    yield from (f"--{name} {shlex.quote(typed)}" for name in named)
    with contextlib.suppress(UsageError, ValueError):  # no two regions
        region, with_ = names.regions(store, words)
        yield f"--region {shlex.quote(region)} --with {shlex.quote(with_)}"


def _fits(store: Store, name: str, typed: str) -> bool:
    """Whether a filter by date or name understands words."""
    if name in ("since", "until"):
        with contextlib.suppress(ValueError):
            return bool(dates.typed(typed))
    meaning = names.find_any(store, typed)
    return bool(meaning and meaning[0] == {"with_": "region"}.get(name, name))
