"""The whole site into one file while it runs, and back into an empty instance; the embedded site keeps seven."""
