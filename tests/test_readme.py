"""The README's examples are run and compared; run this file by itself to write its output anew."""

import atexit
import os
import re
import shlex
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import pytest
from support import ROOT

from kzby.query.views import VIEWS
from kzby.store import Store
from kzby.store.open import open_store

README = ROOT / "README.md"
WIDTH = "88"
EXAMPLE = re.compile(
    r"^```console\n\$ (?P<line>kzby[^\n]*)\n(?P<output>.*?)^```$", re.MULTILINE | re.DOTALL
)
DICTIONARY = re.compile(r"(?<=<!-- dictionary -->\n).*?(?=<!-- end of dictionary -->)", re.DOTALL)
COMMANDS = re.compile(r"^    (python3 -m venv .*)$", re.MULTILINE)


@cache
def elsewhere() -> Path:
    """A folder with the same names in it as the checkout, removed at the end."""
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    for name in ("data", "seeds", "tests"):
        (Path(folder.name) / name).symlink_to(ROOT / name)
    return Path(folder.name)


def output(line: str) -> str:
    """What a command line prints in a terminal of the README's width: first stdout, then stderr.

    It is run where it can write files beside those of the checkout.
    """
    command = line.replace("kzby", shlex.quote(str(Path(sys.executable).parent / "kzby")), 1)
    environment = {"COLUMNS": WIDTH, "PATH": os.environ["PATH"]}
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        cwd=elsewhere(),
    )
    return done.stdout + done.stderr


def dictionary(store: Store) -> str:
    """The data dictionary, view by view, as Markdown; what a view has from `records` or `trade` is not told again."""
    rows = store.connection.execute(
        "SELECT view, name, type, meaning FROM dictionary ORDER BY view, position"
    ).fetchall()
    documented: dict[str, list[tuple[str, ...]]] = {}
    for view, *column in rows:
        documented.setdefault(view, []).append(tuple(column))
    shared = set(documented["records"])
    text = ""
    for view in dict.fromkeys(("records", *VIEWS, *sorted(documented))):
        told = documented["trade"] if view == "derived" else shared if view != "records" else ()
        own = [column for column in documented[view] if column not in told]
        text += f"\n### {view}\n\n| column | type | meaning |\n|---|---|---|\n" if own else ""
        text += "".join(f"| {' | '.join(column)} |\n" for column in own)
    return text + "\n"


def refreshed(text: str) -> str:
    """The README with the output of its examples and its dictionary as they are now."""
    text = EXAMPLE.sub(
        lambda found: f"```console\n$ {found['line']}\n{output(found['line'])}```", text
    )
    return DICTIONARY.sub(lambda _: dictionary(open_store()), text)


def test_the_examples_print_what_the_readme_shows() -> None:
    text = README.read_text(encoding="utf-8")
    examples = list(EXAMPLE.finditer(text))
    assert len(examples) >= 10
    for example in examples:
        assert output(example["line"]) == example["output"], example["line"]


def test_the_python_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = re.findall(
        r"^```python\n(.*?)^```$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    exec(compile(example, "README.md", "exec"), {})  # noqa: S102
    assert "2015-12-16 Lis meets Bulegenov" in capsys.readouterr().out


def test_the_dictionary_is_that_of_the_views(real: Store) -> None:
    (shown,) = DICTIONARY.findall(README.read_text(encoding="utf-8"))
    assert shown == dictionary(real)


def test_ci_runs_the_readmes_test_command() -> None:
    _, second = COMMANDS.findall(README.read_text(encoding="utf-8"))
    assert second in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    README.write_text(refreshed(README.read_text(encoding="utf-8")), encoding="utf-8")
