"""What a dataset may contain, and what follows from that: other figures, where articles disagree.

In: the text of a field, records. Out: checked, frozen values, derived figures, conflicts. Imports
only errors and text.
"""
