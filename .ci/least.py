"""Prints the least versions that pyproject.toml declares, as constraints for pip."""

import re
import tomllib
from pathlib import Path

project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
for requirement in project["dependencies"] + project["optional-dependencies"]["test"]:
    if least := re.match(r"([\w.-]+)>=([\d.]+)", requirement):
        print(f"{least[1]}=={least[2]}")
