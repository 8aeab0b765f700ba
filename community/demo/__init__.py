"""The demonstration community: invented people, real questions."""
