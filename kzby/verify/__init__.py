"""Records held against the texts of their articles.

In: the folder of a dataset, and one of texts. Out: a Proof (which claims are proven, and what is
wrong) or a Survey (what no record quotes or carries). words, numbers, text and calendar read
English, by the rules in en.toml; measures and dating hold a record against it; proof and coverage
go through a dataset. It may import errors, text, model, derive and load.
"""
