"""The commands of the application: all are known by their names, the one that is asked for is built.

Building a command means to read its signature and to make some sixteen options of it, which takes longer than to
answer; nobody needs the options of the other commands.
"""

import inspect
from collections.abc import Callable
from typing import Any

import typer
from typer.main import get_command

from kzby.cli.help import Command, Group
from kzby.cli.options import spread


class Listed(Command):
    """A command as lists have it: its name, its help, and the section that it stands in."""

    def __init__(self, function: Callable[..., None], section: str) -> None:
        super().__init__(function.__name__, help=inspect.getdoc(function), rich_help_panel=section)
        self._function = function

    def built(self) -> Any:
        """The command itself, with its options."""
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        alone.command(cls=Command)(spread(self._function))
        return get_command(alone)


class Application(Group):
    """The group of all commands."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The name of the command that is asked for, the command, built, and the arguments that it is given."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, command.built() if isinstance(command, Listed) else command, rest
