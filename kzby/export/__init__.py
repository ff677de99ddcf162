"""The whole dataset as a folder of files for other tools.

In: a store. Out: files on disk. Imports query and render.
"""
