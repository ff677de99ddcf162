"""The application: its commands in groups, and `run`, the only place where an error becomes an exit code."""

import io
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.main import get_command

from kzby import __version__, query
from kzby.cli import ask, environment, look, take, trust
from kzby.cli.commands import Application, Listed
from kzby.cli.options import Page, spread
from kzby.cli.session import opened, report, say, say_wrapped, tell
from kzby.errors import DataError, KzbyError, UsageError, counted, nearest
from kzby.render import as_summary

app = typer.Typer(
    cls=Application,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
COMMANDS = {
    command.__name__: (command, part.PANEL)
    for part in (ask, look, trust, take)
    for command in part.COMMANDS
}


def _tell_version(wanted: bool) -> None:  # noqa: FBT001, the form that typer calls
    if wanted:
        say([f"kzby {__version__}"])
        raise typer.Exit


@app.callback(invoke_without_command=True)
@spread
def greet(
    context: typer.Context,
    page: Page,
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version and stop.", is_eager=True, callback=_tell_version
        ),
    ] = False,
) -> None:
    """How the oblasts of Belarus and Kazakhstan work together, as news articles report it, each fact with its source.

    Example: kzby meetings --region Brest
    """
    del version  # told by its callback
    given = {
        name: value for name, value in (("data", page.data), ("no_color", page.no_color)) if value
    }
    context.default_map = dict.fromkeys(COMMANDS, given)
    if context.invoked_subcommand is None:
        say_wrapped(as_summary.greeting(query.overview(opened(page))))


def application() -> Any:
    """The application with its commands, as typer runs it."""
    group: Any = get_command(app)
    group.commands = {name: Listed(*command) for name, command in COMMANDS.items()}
    return group


def main() -> None:
    """Runs the command line of the process."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started it
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115, open to the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(run())


def run(arguments: Sequence[str] | None = None) -> int:
    """Answers one command line (that of the process, if none is given), and returns the exit code."""
    try:
        return application()(arguments, prog_name="kzby", standalone_mode=False) or 0
    except DataError as error:
        report(map(str, error.problems))
        data = environment.dataset()
        named = data and all(problem.file.startswith(str(data)) for problem in error.problems)
        where = "the data that KZBY_DATA names" if named else "the data"
        tell(f"{counted(len(error.problems), 'problem')} in {where}.")
        return error.exit_code
    except KzbyError as error:
        tell(
            *str(error).split("\n")
        )  # what is typed may be shown below the sentence, with the place in it
        return error.exit_code
    except (
        UnicodeEncodeError
    ) as error:  # no file or column can hold it: it can only have been typed
        tell(f"{error.object!r} is no text in UTF-8; check how it was typed")
        return UsageError.exit_code
    except typer.TyperException as error:
        tell(_usage(error))
        return error.exit_code
    except OSError as error:
        tell(f"the answer could not be written: {error.strerror}")
        sys.stdout = (
            io.StringIO()
        )  # or the interpreter would try once more, and fail, on its way out
        return 1


def _usage(error: typer.TyperException) -> str:
    """A fault of the command line in one sentence, with the nearest valid word or where the help is."""
    text = error.format_message()
    context: Any = getattr(error, "ctx", None)
    parameter: Any = getattr(error, "param", None)
    choices = getattr(parameter.type, "choices", ()) if parameter else ()
    if choices and (typed := re.search(r"'([^']*)' is not one of", text)):
        words = [str(getattr(choice, "value", choice)) for choice in choices]
        return f"{parameter.opts[0]} cannot be {typed[1]!r}; {nearest(typed[1].casefold(), words)}"
    hint = f"'{context.command_path if context else 'kzby'} --help' lists what there is"
    said = text[:1].lower() + text[1:].rstrip(".")
    return f"{said} {hint}" if said.endswith("?") else f"{said}; {hint}"
