"""What somebody probably meant who typed words that a command does not take."""

import contextlib
import shlex
from collections.abc import Iterator

import typer

from kzby.cli.options import WORDS, Options
from kzby.errors import UsageError
from kzby.model import dates
from kzby.query import names
from kzby.store.open import open_store


def surplus(context: typer.Context, options: Options) -> UsageError:
    """The error for surplus words; most belong to a filter."""
    command, typed = context.info_name, " ".join(context.args)
    hint = f"see kzby {command} --help"
    if "region" in context.params:
        hint = next((f"did you mean {each}?" for each in _filters(typed, options)), hint)
    return UsageError(f"{command} does not take {typed!r}; {hint}")


def _filters(typed: str, options: Options) -> Iterator[str]:
    """The filters that words may be for, likeliest first."""
    with contextlib.suppress(ValueError):
        dates.typed(typed)
        yield " ".join(f"--{end} {shlex.quote(typed)}" for end in ("since", "until"))
    yield from (f"--{name} {typed}" for name, words in WORDS.items() if typed in words)
    store = open_store(options.path()).connection
    if meaning := names.find_any(store, typed):
        yield f"--{meaning[0]} {shlex.quote(typed)}"
