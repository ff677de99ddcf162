"""What is measured: kzby beside the floors below which no command can come that starts as it does, and its peers."""

import json
import re
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import peers
from measure import Case, Command
from peers import Exported
from questions import QUESTIONS

KZBY, FLOOR = "kzby", "floor"
PRINTED, DRAWN, COMPLETED = "print a line", "draw five rows", "complete a name"  # the floors
LISTED, COMPLETION = "meetings --region Brest", "complete --region Br"
LONG, ALL = "meetings", "meetings --format csv"
ENOUGH = 50  # lines that a reader takes of a long answer

_ELSEWHERE = re.compile(
    "[a-z]-[0-9]+-[0-9]+-[a-z]"
)  # in the ids of records of the articles that have a number
_FLOORS = Path(__file__).parent / "floors"


def floors(python: Path) -> dict[Case, Command]:
    """The floors, run with the libraries that kzby runs with."""
    return {
        Case(FLOOR, PRINTED): Command((python, _FLOORS / "print_line.py")),
        Case(FLOOR, DRAWN): Command((python, _FLOORS / "draw_rows.py")),
        Case(FLOOR, COMPLETED): Command((python, _FLOORS / "complete.py"), _completing(FLOOR)),
    }


def start(kzby: Path) -> dict[Case, Command]:
    """Short answers from the data that comes with kzby."""
    return {
        Case(KZBY, LISTED): Command((kzby, *LISTED.split())),
        Case(KZBY, programmed(LISTED)): Command((kzby, *programmed(LISTED).split())),
        Case(KZBY, COMPLETION): Command((kzby,), _completing(KZBY)),
    }


def queries(kzby: Path, data: Exported, meetings: int) -> dict[Case, Command]:
    """The questions with one answer at every size, each for people and for programs."""
    asked = [text for question in QUESTIONS for text in (question.kzby, programmed(question.kzby))]
    return {Case(KZBY, text, meetings): _asked(kzby, text, data) for text in asked}


def streams(kzby: Path, data: Exported, meetings: int) -> dict[Case, Command]:
    """A long answer: its beginning, where there is enough of it for that, and the whole."""
    long = (LONG, programmed(LONG)) if meetings >= ENOUGH else ()
    begun = {
        Case(KZBY, begun_with(text), meetings): _asked(kzby, text, data, ENOUGH) for text in long
    }
    return {**begun, Case(KZBY, ALL, meetings): _asked(kzby, ALL, data)}


def compared(
    programs: Mapping[str, Path],
    kzby: Path,
    data: Exported,
    meetings: int,
    tell: Callable[[str], None],
) -> dict[Case, Command]:
    """The questions with one answer as the peers are asked them; one that answers otherwise is told, not measured."""
    found = {}
    for question in QUESTIONS:
        ids = [
            row["id"] for row in json.loads(_answer(_asked(kzby, programmed(question.kzby), data)))
        ]
        for who, command in peers.asked(programs, data, question).items():
            case = Case(who, question.kzby, meetings)
            if _is_alike(_answer(command), ids):
                found[case] = command
            else:
                tell(f"{case}: answers otherwise than kzby, and is not measured")
    return found


def programmed(text: str) -> str:
    """The same question, answered for programs."""
    return f"{text} --format json"


def begun_with(text: str) -> str:
    """The name of a question whose reader stops early."""
    return f"{text} | head -{ENOUGH}"


def _asked(kzby: Path, text: str, data: Exported, lines: int | None = None) -> Command:
    return Command((kzby, *text.split(), "--data", data.file), lines=lines)


def _completing(program: str) -> Mapping[str, str]:
    """The environment in which bash asks a program of typer for what fits."""
    words = f"{program} meetings --region Br"
    return {f"_{program.upper()}_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": "3"}


def _is_alike(answer: str, ids: Sequence[str]) -> bool:
    """Whether an answer, in whatever form, has all these records, and none of those that only large datasets have."""
    return all(id_ in answer for id_ in ids) and not _ELSEWHERE.search(answer)


def _answer(command: Command) -> str:
    done = subprocess.run(
        command.arguments, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    return done.stdout
