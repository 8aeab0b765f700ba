"""Archives of other systems, read into this one."""
