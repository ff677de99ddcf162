"""The help pages as plain text that fits a screen: options and commands in named sections.

Typer draws such sections only with rich, in boxes twice as tall, after 50 ms of imports.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from typer.core import TyperCommand, TyperGroup

_OTHERS = "Options"

Section = tuple[str, list[tuple[str, str]]]


def _panel(part: Any) -> str:
    return (
        part.rich_help_panel if isinstance(getattr(part, "rich_help_panel", None), str) else _OTHERS
    )


def _rows(options: Sequence[Any], context: Any) -> list[tuple[str, str]]:
    return [row for one in options if (row := one.get_help_record(context))]


def _write(formatter: Any, sections: Sequence[Section]) -> None:
    """Writes sections of terms and texts, all terms in one column."""
    widest = max(len(term) for _, rows in sections for term, _ in rows)
    for heading, rows in sections:
        with formatter.section(heading):
            formatter.write_dl([(f"{term:<{widest}}", text) for term, text in rows])


class Command(TyperCommand):
    """A command whose help lists its options section by section."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Writes the options under the headings of their sections."""
        *options, help_ = [one for one in self.get_params(ctx) if one.param_type_name == "option"]
        sections = [
            (panel, _rows(list(group), ctx)) for panel, group in groupby(options, key=_panel)
        ]
        sections[-1][1].extend(_rows([help_], ctx))
        _write(formatter, sections)


class Group(TyperGroup):
    """The application: its help lists the commands section by section, then its own options."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Writes the commands under the headings of their sections, then the options."""
        commands = [self.commands[name] for name in self.list_commands(ctx)]
        sections: list[Section] = [
            (panel, [(one.name or "", one.get_short_help_str(limit=100)) for one in group])
            for panel, group in groupby(commands, key=_panel)
        ]
        options = [one for one in self.get_params(ctx) if one.param_type_name == "option"]
        _write(formatter, sections)
        _write(formatter, [(_OTHERS, _rows(options, ctx))])
