"""What members do with their accounts, a file a noun."""
