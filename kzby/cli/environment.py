"""What the environment says where an option is not given."""

import os
from pathlib import Path


def dataset() -> Path | None:
    """The dataset that KZBY_DATA names."""
    return Path(os.environ["KZBY_DATA"]) if os.environ.get("KZBY_DATA") else None
