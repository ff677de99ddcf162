"""YAML files to one checked dataset, or to every problem in them.

In: a folder. Out: a `Dataset`, or `DataError`. Imports the model, and derive for sums that cannot be right.
"""
