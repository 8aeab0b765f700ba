"""The deeds on a shelf: on bookmarks, on folders, and what leaving means for both."""
