"""A report as one page of HTML with its own style and script."""
