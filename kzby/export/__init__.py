"""The whole dataset as a folder of files for other tools.

In: a store. Out: files on disk. Imports query and render.
"""

from kzby.export.package import write

__all__ = ["write"]
