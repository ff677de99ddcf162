"""The curator's bench: the canonical form of data files, their JSON Schema, and what looks doubtful.

In: files, and what load and verify read in them. Out: text to write, or remarks to a curator.
"""
