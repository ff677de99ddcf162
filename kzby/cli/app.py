"""The application, and `run`, where errors become exit codes."""

import contextlib
import io
import os
import re
import shlex
import sys
from collections.abc import Callable, Sequence
from itertools import takewhile
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_install_completion_arguments

from kzby.cli import help as pages
from kzby.cli.commands import FUNCTIONS
from kzby.cli.help import COMMANDS, SECTIONS
from kzby.cli.options import DRAWS, Options, parameters
from kzby.cli.session import note, opened, reading, report, write
from kzby.errors import DataError, KzbyError, UsageError, counted, listed, nearest
from kzby.query import names
from kzby.query.filters import Filters
from kzby.render import as_summary, terminal
from kzby.text import visible

ABOUT = """What news agencies report about cooperation between the oblasts of Belarus and
Kazakhstan: who met, what they proposed, traded and promised.

Example: kzby meetings --region Brest
"""


class Application(TyperGroup):
    """The commands; only the one that runs is built (slow)."""

    def format_options(self: Any, ctx: Any, formatter: Any) -> None:
        """Writes the commands by section, then the options."""
        width = max(map(len, COMMANDS))  # of all sections alike
        for section, rows in SECTIONS.items():
            with formatter.section(section):
                formatter.write_dl([(name.ljust(width), summary) for name, summary, _ in rows])
        TyperCommand.format_options(self, ctx, formatter)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The name, the command and the rest of a command line."""
        name, *rest = args
        ctx.default_map = dict.fromkeys(COMMANDS, ctx.params)  # --data may come before it
        self.callback = None  # which is for no command
        if name == "help" and {*rest[:1]} & COMMANDS.keys() - pages.topics():
            name, rest = rest[0], ["--help"]
        if name in COMMANDS:
            return name, built(name), rest
        if ctx.resilient_parsing:  # for completion
            return None, None, rest
        name = _meant(args, ctx.params["data"])
        return name, built(name), args


class Command(TyperCommand):
    """A command that says of surplus words how filters are typed."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Reads a command line; UsageError for words that the command does not take."""
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:  # for completion
            typed, hint = " ".join(rest), f"see kzby {ctx.info_name} --help"
            if "region" in ctx.params:
                with reading(options := Options(data=ctx.params["data"])):
                    meaning = names.find_any(opened(options), typed)
                kind, (_, several) = meaning or ("", ((), None))
                option = f"did you mean --{kind} {shlex.quote(typed)}?"
                is_one = kind in ctx.params and not several
                hint = option if is_one else f"a filter is an option; {hint}"
            raise UsageError(f"{ctx.info_name} does not take {typed!r}; {hint}")
        return rest


def _meant(words: Sequence[str], data: str | None) -> str:
    """The command for words that begin with none: `brief` for a region, `show` for anything else.

    UsageError, with the command that is near, for what has no name.
    """
    name, *rest = words
    whole = " ".join(takewhile(lambda word: not word.startswith("-"), words))
    data = rest[rest.index("--data") + 1] if "--data" in rest[:-1] else data
    with reading(options := Options(data=data)):
        store = opened(options)
        if store.connection.execute("SELECT 1 FROM record WHERE id = ?", (name,)).fetchone():
            return "show"
        if meaning := names.find_any(store, whole) or names.find_any(store, name):
            return "brief" if meaning[0] == "region" else "show"
        near = names.nearest(store, name)
    hint = f"did you mean {near}?" if near else f"try kzby search {name}"
    hint = "did you mean --version?" if name == "version" else hint
    hint = nearest(name, [*COMMANDS], other=hint)
    raise UsageError(f"no command, region, person or record is called {name!r}; {hint}")


def application() -> Any:
    """The application, as typer runs it."""
    group = Application(help=ABOUT, invoke_without_command=True, **with_options("", greet, DRAWS))
    group.commands = {name: TyperCommand(name, help=help_) for name, (help_, _) in COMMANDS.items()}
    group.params += get_install_completion_arguments()
    return group


def built(name: str) -> Any:
    """A command for typer."""
    summary, example = COMMANDS[name]
    # after a backspace, lines stay as they are
    text = f"\b\n{summary}\nExample: kzby {name} {example}"
    return Command(name, help=text, **with_options(name, *FUNCTIONS[name]))


def with_options(
    name: str, function: Callable[..., None], shared: tuple[str, ...]
) -> dict[str, Any]:
    """A function as typer takes it: with its own and shared parameters, and how help looks."""

    def call(**typed: Any) -> None:
        common = {name: typed.pop(name) for name in shared}
        filters = {name: common.pop(name) for name in Filters._fields if name in common}
        options = Options(Filters(**filters), **common, command=name)
        with reading(options):
            function(options, **typed)

    width, names = min(terminal.columns(sys.stdout) or 80, 80), ["-h", "--help"]
    reads = {"allow_extra_args": True, "help_option_names": names, "terminal_width": width}
    return {
        "params": parameters(name, function, shared),
        "callback": call,
        "context_settings": reads,
        "rich_markup_mode": None,
    }


def greet(options: Options, *, version: bool = False) -> None:  # noqa: ARG001, typer prints it
    """Shows what the dataset holds, and questions to try."""
    from kzby.query import citation  # most commands do without

    lines = as_summary.greeting(citation.overview(opened(options)))
    width = terminal.detect(sys.stdout).width
    write(part for line in lines for part in terminal.wrapped(line, width))


def main() -> None:
    """Runs the command line of the process, in UTF-8."""
    for name, access in (("stdout", os.O_RDONLY), ("stderr", os.O_WRONLY)):
        stream = getattr(sys, name)
        if stream is None:  # closed by the caller: an answer fails, a note is lost
            null = os.open(os.devnull, access)
            setattr(sys, name, open(null, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    code = run()
    with contextlib.suppress(OSError):
        sys.stdout.flush()
    os._exit(code)  # everything is written, and Python's own end would take time


def run(arguments: Sequence[str] | None = None) -> int:
    """Runs a command line, by default the process's; exit code."""
    typed = sys.argv[1:] if arguments is None else arguments
    try:
        if any(not visible(re.sub("^--[a-z-]+=", "", word)).strip() for word in typed):
            raise UsageError(
                "a word, or the value of an option, is empty; write one, or leave it out"
            )
        return application()(typed, prog_name="kzby", standalone_mode=False) or 0
    except DataError as error:
        report(listed(error.problems))
        unjudged = counted(error.unjudged, "reference") + " to what could not be read"
        more = f"; not checked: {unjudged}" if error.unjudged else ""
        note(f"{counted(len(error.every), 'problem')} in the data{more}.")
        return error.exit_code
    except KzbyError as error:
        note(str(error))
        return error.exit_code
    except UnicodeEncodeError as error:  # only in what was typed
        note(f"{error.object!r} is not UTF-8; check how it was typed")
        return UsageError.exit_code
    except typer.TyperException as error:
        note(_usage(error, next((word for word in typed if word in COMMANDS), "")))
        return error.exit_code
    except OSError as error:
        what = f"{error.filename}:" if error.filename else "the answer could not be written:"
        note(f"{what} {error.strerror}")
        return 1


def _usage(error: Any, command: str) -> str:
    """An error of typer in a sentence, with where there is help."""
    context = error.ctx  # None where an option lacks its value
    advice = f"see {context.command_path if context else f'kzby {command}'.rstrip()} --help"
    error.possibilities = ()  # typer's hints are too far off
    text = error.format_message()
    if re.match(r"No such option: \S*\s", text):
        advice = "write -- before a text that begins with a hyphen"
    return f"{text[:1].lower()}{text[1:].rstrip('.')}; {advice}"
