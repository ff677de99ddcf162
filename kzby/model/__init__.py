"""What a dataset may contain: closed lists, dates, figures, vocabularies, articles, records.

In: the text of a field. Out: checked, frozen values. Imports only errors and text.
"""
