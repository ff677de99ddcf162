"""Records held against the texts of their articles.

In: the folder of a dataset, and one of texts. Out: a Proof (how many claims there are, were
checked and are proven; what is wrong, at its place) or a Survey (what no record quotes or
carries). It may import errors, text, model, derive and load. words, numbers, text and calendar
read English; measures and dating hold one record's claims against what they read; proof and
coverage go through a dataset. The words of the language are data: en.toml.
"""
