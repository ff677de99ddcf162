"""What somebody probably meant who typed no command, or words that a command does not take."""

import contextlib
import shlex
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any

import typer

from kzby.cli.help import COMMANDS
from kzby.cli.options import WORDS, Options
from kzby.errors import KzbyError, UsageError, nearest
from kzby.model import dates
from kzby.query import names
from kzby.query.filters import Filters
from kzby.store import Store
from kzby.store.open import open_store

# What `show` does not take.
_FILTERS = {f"--{name.strip('_').replace('_', '-')}" for name in Filters._fields}


def meant(words: Sequence[str], data: str | None) -> str:
    """The command for words that begin with none: `brief` for a region, `show` for a person.

    UsageError, with what is near, for any others.
    """
    name, *rest = words
    other = "see kzby --help"
    typed = [*takewhile(lambda word: not word.startswith("-"), words)]
    options = {word.partition("=")[0] for word in words[len(typed) :]}
    with contextlib.suppress(KzbyError):  # names are a dataset's
        data = rest[rest.index("--data") + 1] if "--data" in rest[:-1] else data
        store = open_store(Options(data=data).path())
        meaning = None if name.isdecimal() else names.find_any(store, name)
        if typed and typed[-1] in COMMANDS:
            other = f"write the command first; see kzby {typed[-1]} --help"
        elif meaning and meaning[0] == "person" and options & _FILTERS:
            person, others = shlex.quote(" ".join(typed)), shlex.join(words[len(typed) :])
            other = f"did you mean kzby timeline --person {person} {others}?"
        elif meaning and meaning[0] in ("region", "person"):
            return "brief" if meaning[0] == "region" else "show"
        elif meaning:
            other = f"did you mean kzby show {shlex.quote(name)}?"
        elif near := names.nearest(store, name, "record"):
            other = f"did you mean kzby show {near}?"
        elif near := names.nearest(store, name):
            other = f"did you mean {near}?"
    hint = nearest(name, [*COMMANDS, "--version"], other=other)
    raise UsageError(f"no such command {name!r}; {hint}")


def surplus(context: typer.Context) -> UsageError:
    """The error for surplus words; most belong to a filter."""
    command, typed = context.info_name, " ".join(context.args)
    hint = f"see kzby {command} --help"
    if "region" in context.params:
        store = open_store(Options(data=context.params["data"]).path())
        likely = next(_likely(store, typed, context.params), None)
        hint = f"did you mean {likely}?" if likely else hint
    return UsageError(f"{command} does not take {typed!r}; {hint}")


def _likely(store: Store, typed: str, takes: Mapping[str, Any]) -> Iterator[str]:
    """The options of a command that words may be for, likeliest first."""
    for name, given in takes.items():  # a value that lacks its quotes
        last = given[-1] if isinstance(given, tuple) and given else given
        if isinstance(last, str) and _fits(store, name, whole := f"{last} {typed}"):
            yield f"--{name.rstrip('_')} {shlex.quote(whole)}"
    yield from (f"--{name} {typed}" for name in WORDS if name in takes and typed in WORDS[name])
    if "since" in takes and _fits(store, "since", typed):
        yield " ".join(f"--{end} {shlex.quote(typed)}" for end in ("since", "until"))
    with contextlib.suppress(UsageError):
        pair = names.regions(store, typed.split())
        if "with_" in takes and len(pair) == 2:
            yield "--region {} --with {}".format(*map(shlex.quote, pair))
    for name in takes:
        if name != "with_" and _fits(store, name, typed):
            yield f"--{name} {shlex.quote(typed)}"


def _fits(store: Store, name: str, typed: str) -> bool:
    """Whether a filter by date or name understands words."""
    if name in ("since", "until"):
        with contextlib.suppress(ValueError):
            return bool(dates.typed(typed))
    meaning = names.find_any(store, typed)
    return bool(meaning and meaning[0] == {"with_": "region"}.get(name, name))
