"""What running text prints: its sentences, numbers, dates and names, each with the place where it stands."""
