"""Feeds the command line any words: it answers, or says in one sentence what is wrong, and never steers a terminal.

By hand: `pip install atheris`, then `python tests/fuzz/fuzz_options.py -max_total_time=1800`.
"""

import contextlib
import io
import os
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["kzby"]):
    from kzby.cli import app, commands
    from kzby.store.files import write
    from kzby.text import hidden

HERE = Path(__file__).parent
FILE = Path(tempfile.mkdtemp()) / "invented.sqlite"
write(HERE.parent / "data", FILE)
os.environ["KZBY_DATA"] = str(FILE)
COMMANDS = [name for name in commands.COMMANDS if name not in ("build", "export")]  # those write
OPTIONS = """
    --region --person --organization --sector --side --kind --status --article --format
    --min-origins --since --until --dates --no-color --exit-status --cite --goods --as --
""".split()
WORDS = ["Brest", "brest-meeting", "2020", "milk", "json", "csv", "KZ", "held", "certain", "1"]


def ask(raw: bytes) -> None:
    """Runs one command line of known and of any words."""
    given = atheris.FuzzedDataProvider(raw)
    line = [given.PickValueInList(COMMANDS)]
    for _ in range(given.ConsumeIntInRange(0, 6)):
        known = given.PickValueInList([OPTIONS, WORDS, []])
        anything = given.ConsumeUnicode(given.ConsumeIntInRange(0, 40))
        line.append(given.PickValueInList(known) if known else anything)
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = app.run(line)
    assert code in (0, 1, 2, 3), (line, code)
    assert not hidden(err.getvalue().replace("\n", "")), line


atheris.Setup(sys.argv, ask)
atheris.Fuzz()
