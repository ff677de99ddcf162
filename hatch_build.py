"""Puts the compiled dataset into the wheel, so that an installed kzby answers without reading YAML."""

import atexit
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledDataset(BuildHookInterface[Any]):
    """Compiles `data/` with the code that the wheel is made of."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the compiled file; an editable install asks the folder itself, which may change."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from kzby.store import files  # of this checkout

        folder = tempfile.TemporaryDirectory()
        atexit.register(folder.cleanup)
        file = Path(folder.name) / "data.sqlite"
        files.write(Path(self.root) / "data", file)
        build_data["force_include"][str(file)] = "kzby/data.sqlite"
