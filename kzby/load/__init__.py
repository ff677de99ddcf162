"""Reads YAML files into one checked dataset, or reports every problem in them.

In: a folder. Out: a `Dataset`, or `DataError`. Imports the model.
"""
