"""The readable part of an address. It decides nothing (the number does), so a wrong one only redirects."""

from slugify import slugify

VERBS = {  # words that may stand directly after a number, see the addresses of the README
    "ago", "at", "claim", "edit", "file", "files", "helpful", "history", "ics", "kind", "lock", "mine", "move", "new",
    "news", "pin", "print", "purge", "quote", "rate", "read", "related", "remove", "rename", "reply", "report",
    "restore", "solve", "summary", "unlock", "unpin", "unread", "unsolve", "withdraw",
}  # fmt: skip


def slug_of(title: str, limit: int = 70) -> str:
    """A short address word in the title's own script: "مرحبا بكم" stays Arabic."""
    slug = slugify(title, allow_unicode=True, max_length=limit, word_boundary=True) or "-"
    return beside_verbs(f"{slug}-1" if slug.isdigit() else slug)


def beside_verbs(slug: str) -> str:
    """The slug, so that it is no verb: a verb may be younger than what was named like it."""
    return f"{slug}-1" if slug in VERBS else slug
