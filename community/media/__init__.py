"""Uploaded files and images: checks, storage, sizes, access."""
