"""What is compared, installed as its users have it: kzby from its wheel, the peers each from its own package."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from measure import FailedError

ROOT = Path(__file__).parents[2]

PACKAGES = {
    "sqlite-utils": "sqlite-utils",
    "datasette": "datasette",
    "vd": "visidata",
    "duckdb": "duckdb-cli",
    "bean-query": "beanquery",
}  # by the program that they bring
PEERS = (*PACKAGES, "sqlite3", "jq", "hledger")  # the last three are the system's, or are not there


def kzby(work: Path) -> Path:
    """The program folder of an environment with the wheel of this checkout, built anew."""
    folder = _environment(work / "kzby")
    _pip(folder, "--force-reinstall", "--no-deps", str(ROOT))
    _pip(folder, str(ROOT))
    return folder


def peers(work: Path, wanted: Sequence[str]) -> dict[str, Path]:
    """Where the programs of the peers are, without those that can neither be found nor installed."""
    folder = _environment(work / "peers")
    for program, package in PACKAGES.items():
        if program in wanted and not (folder / program).exists():
            _try(folder, package)
    path = os.pathsep.join((str(folder), os.environ["PATH"]))
    return {
        program: Path(found) for program in wanted if (found := shutil.which(program, path=path))
    }


def _environment(folder: Path) -> Path:
    if not folder.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    return folder / "bin"


def _try(programs: Path, package: str) -> None:
    """Installs a package, or leaves it."""
    try:
        _pip(programs, package)
    except FailedError:
        return


def _pip(programs: Path, *arguments: str) -> None:
    done = subprocess.run(
        [programs / "pip", "install", "--quiet", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise FailedError(done.stderr.strip())
