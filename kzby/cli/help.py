"""The help pages as plain text that fits a screen: options and commands in named sections.

Typer draws such sections only with rich, in boxes twice as tall, after 50 ms of imports.
"""

from itertools import groupby
from typing import Any

from typer.core import TyperCommand, TyperGroup

_OTHERS = "Options"


def _panel(part: Any) -> str:
    return part.rich_help_panel if isinstance(getattr(part, "rich_help_panel", None), str) else _OTHERS


def _write_options(command: Any, context: Any, formatter: Any) -> None:
    options = [one for one in command.get_params(context) if one.param_type_name == "option"]
    for panel, group in groupby(options, key=_panel):
        rows = [record for one in group if (record := one.get_help_record(context))]
        if rows:
            with formatter.section(panel):
                formatter.write_dl(rows)


class Command(TyperCommand):
    """A command whose help lists its options section by section."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Writes the options under the headings of their sections."""
        _write_options(self, ctx, formatter)


class Group(TyperGroup):
    """The application: its help lists the commands section by section, then its own options."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Writes the commands, then the options."""
        commands = [self.commands[name] for name in self.list_commands(ctx)]
        for panel, group in groupby(commands, key=_panel):
            with formatter.section(panel):
                formatter.write_dl([(one.name, one.get_short_help_str(limit=100)) for one in group])
        _write_options(self, ctx, formatter)
