"""Records held against the texts of their articles.

In: a dataset and a folder of texts. Out: what is proven, what is not and why, what no record covers. Imports load.
"""
