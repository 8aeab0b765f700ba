"""What members keep for themselves: bookmarks of anything, in folders, with notes and reminders; what they wrote."""
