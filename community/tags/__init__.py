"""Tags with kinds and aliases, attached to anything by (kind, id)."""
