"""What the environment says where an option is not given."""

import os
import shlex
from pathlib import Path


def dataset() -> Path | None:
    """The dataset that KZBY_DATA names."""
    return Path(os.environ["KZBY_DATA"]) if os.environ.get("KZBY_DATA") else None


def pager() -> list[str]:
    """The pager that KZBY_PAGER or else PAGER names, `less` by default, as command and arguments.

    Empty if there is none: if it is set to nothing or to `cat`, and where a terminal cannot move its cursor.
    """
    named = os.environ.get("KZBY_PAGER", os.environ.get("PAGER", "less"))
    try:
        command = shlex.split(named)
    except ValueError:  # a quotation mark without its other
        command = named.split()
    return [] if command == ["cat"] or os.environ.get("TERM") == "dumb" else command
