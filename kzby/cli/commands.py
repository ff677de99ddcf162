"""The commands of the application: all are known by their names, the one that is asked for is built.

Building a command means to read its signature and to make some sixteen options of it, which takes longer than to
answer; nobody needs the options of the other commands.
"""

import inspect
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer
from typer.main import get_command

from kzby.cli import environment
from kzby.cli.help import Command, Group
from kzby.cli.options import spread
from kzby.errors import DataError, Problem


class _OfAFile:
    """A command, or the application alone, that answers from a file which may hold anything.

    A compiled file is read as it is: to check it first would make every question cost what the whole file does.
    """

    def invoke(self, ctx: Any) -> Any:
        """Invokes it; DataError for what no file holds that kzby compiled and nobody changed."""
        try:
            return super().invoke(ctx)  # type: ignore[misc]
        except (
            sqlite3.Error,
            ArithmeticError,
            AttributeError,
            LookupError,
            TypeError,
            ValueError,
        ) as error:
            file = ctx.params.get("data") or environment.dataset()
            if not file or Path(file).is_dir() or isinstance(error, UnicodeEncodeError):
                raise  # a fault of kzby, or of what was typed
            text = f"gives no answer ({error}): in use, damaged or changed by hand; compile it again, or report it"
            raise DataError([Problem(str(file), 0, 0, "", text)]) from None


class _Answering(_OfAFile, Command):
    """A command with its options."""


class Listed(Command):
    """A command as lists have it: its name, its help, and the section that it stands in."""

    def __init__(self, function: Callable[..., None], section: str) -> None:
        super().__init__(function.__name__, help=inspect.getdoc(function), rich_help_panel=section)
        self._function = function

    def built(self) -> Any:
        """The command itself, with its options."""
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        alone.command(cls=_Answering)(spread(self._function))
        return get_command(alone)


class Application(_OfAFile, Group):
    """The group of all commands."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The name of the command that is asked for, the command, built, and the arguments that it is given."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, command.built() if isinstance(command, Listed) else command, rest
