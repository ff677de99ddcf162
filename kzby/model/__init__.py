"""What can be said: closed lists, dates, figures, vocabularies, the card of an article and its records.

In: text as a file has it. Out: checked, frozen values. Imports nothing of kzby but errors and text.
"""
