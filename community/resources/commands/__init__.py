"""The deeds on resources, a file a noun."""
