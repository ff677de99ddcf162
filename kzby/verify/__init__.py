"""Records held against the texts of their articles.

In: the folders of a dataset and of texts. Out: a Proof (which claims are proven, what is wrong) or
a Survey (what no record quotes or carries). words, numbers, names, text and calendar read a text by
the file of its language; whose, speakers, denials, measures, flows and dating hold a record against
it. Imports model and load.
"""
