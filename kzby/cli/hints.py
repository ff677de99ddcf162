"""What somebody probably meant who typed words that a command does not take."""

import contextlib
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from sqlite3 import Connection
from typing import Any

import typer

from kzby.cli.options import WORDS, Options
from kzby.errors import UsageError
from kzby.model import dates
from kzby.query import names
from kzby.store.open import open_store


def surplus(context: typer.Context) -> UsageError:
    """The error for surplus words; most belong to a filter."""
    command, typed = context.info_name, " ".join(context.args)
    hint = f"see kzby {command} --help"
    if "region" in context.params:
        store = open_store(Options(data=context.params["data"]).path()).connection
        likely = _likely(typed, context.params, partial(_fits, store))
        likely = chain(likely, _pair(store, context.args))
        hint = next((f"did you mean {each}?" for each in likely), hint)
    return UsageError(f"{command} does not take {typed!r}; {hint}")


def _likely(
    typed: str, takes: Mapping[str, Any], fits: Callable[[str, str], bool]
) -> Iterator[str]:
    """The options of a command that words may be for, likeliest first."""
    for name, given in takes.items():  # a value that lacks its quotes
        last = given[-1] if isinstance(given, tuple) and given else given
        if isinstance(last, str) and fits(name, whole := f"{last} {typed}"):
            yield f"--{name.rstrip('_')} {shlex.quote(whole)}"
    if takes.get(typed) is False:
        yield f"--{typed}"
    if "since" in takes and fits("since", typed):
        yield " ".join(f"--{end} {shlex.quote(typed)}" for end in ("since", "until"))
    yield from (f"--{name} {typed}" for name in WORDS if name in takes and typed in WORDS[name])
    named = (name for name in takes if name != "with_" and fits(name, typed))
    yield from (f"--{name} {shlex.quote(typed)}" for name in named)


def _pair(store: Connection, words: Sequence[str]) -> Iterator[str]:
    """The options for two regions."""
    with contextlib.suppress(UsageError):
        regions = names.regions(store, words)
        if len(regions) == 2:
            yield " ".join(map("--{} {}".format, ("region", "with"), map(shlex.quote, regions)))


def _fits(store: Connection, name: str, typed: str) -> bool:
    """Whether a filter by date or name understands words."""
    if name in ("since", "until"):
        with contextlib.suppress(ValueError):
            return bool(dates.typed(typed))
    meaning = names.find_any(store, typed)
    return bool(meaning and meaning[0] == {"with_": "region"}.get(name, name))
