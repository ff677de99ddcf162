"""What follows from recorded figures, and where articles disagree.

In: records. Out: derived figures, tested identities, conflicts. Imports the model.
"""
