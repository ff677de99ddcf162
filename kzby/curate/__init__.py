"""The curator's bench: drafts of files, their canonical form, their JSON Schema, doubts.

In: files and texts. Out: text to write, or warnings.
"""
