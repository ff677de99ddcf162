"""A report as one page for browsers: HTML with its own style and script, which loads nothing."""
