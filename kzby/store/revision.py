"""A dataset as a git repository has it."""

import io
import os
import shutil
import subprocess
import tempfile
import zipfile
from functools import partial
from pathlib import Path

from kzby.errors import DataError, UsageError, total
from kzby.store import Store
from kzby.store.files import tidied
from kzby.store.open import bundled, open_store


def version(typed: str, data: Path | None) -> Store:
    """The dataset at a path, else of a revision of `data` in git; `data` itself if nothing is typed.

    UsageError if there is no such revision, or if its data has another form than today's.
    """
    path = Path(os.path.expanduser(typed))  # noqa: PTH111, which raises
    if not typed or path.exists():
        return open_store(path if typed else data, strict=True)
    folder = data or bundled()
    verified = ("--verify", "--end-of-options", f"{typed}^{{commit}}")
    commit = _git(folder, typed, "rev-parse", *verified).decode().strip()
    held = _git(folder, typed, "archive", "--format=zip", commit)
    unpacked = Path(tempfile.gettempdir(), f"kzby-{os.urandom(8).hex()}")
    with tidied(partial(shutil.rmtree, unpacked, ignore_errors=True)):
        unpacked.mkdir(mode=0o700)
        zipfile.ZipFile(io.BytesIO(held)).extractall(unpacked)
        try:
            return open_store(unpacked, strict=True)
        except DataError as error:
            first = str(error.problems[0]).replace(f"{unpacked}{os.sep}", "")
            text = f"{folder} as of {typed!r} is not in a form that this kzby reads"
            raise UsageError(f"{text}: {total(error.problems)}, first {first}") from None


def _git(folder: Path, revision: str, command: str, *words: str) -> bytes:
    """What a command of git prints in a folder; UsageError if git is missing or refuses."""
    line = ("git", "-C", str(folder), command, *words)
    try:
        run = subprocess.run(line, capture_output=True, env={**os.environ, "LC_ALL": "C"})  # noqa: S603
    except FileNotFoundError:
        text = "does not exist, and for a revision git is needed: install it"
        raise UsageError(f"{revision!r} {text}") from None
    if run.returncode:
        reason = run.stderr.decode(errors="replace").partition("fatal: ")[2].partition("\n")[0]
        text = f"is neither a path nor a revision of {folder} in git ({reason or 'it gives no reason'})"
        own = folder == bundled()
        advice = "--data data is that of a clone of kzby" if own else "give one of these"
        raise UsageError(f"{revision!r} {text}; {advice}")
    return run.stdout
