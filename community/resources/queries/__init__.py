"""What the pages of resources show: plain rows, in a fixed number of statements."""
