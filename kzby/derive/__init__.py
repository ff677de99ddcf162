"""What follows from recorded figures, and where articles disagree.

In: records of the model. Out: derived figures, tested identities, conflicts. Imports the model.
"""
