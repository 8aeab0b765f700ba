"""What the pages of forums show: plain rows, in a fixed number of statements."""
