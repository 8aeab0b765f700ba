"""Tags in pages of others: the cloud beside the page."""

from community.tags import queries


def side_cloud(**_given) -> dict | None:
    """The founding community's "Tags" block; nothing while nothing has tags."""
    tags = queries.cloud()
    return {"tags": tags} if tags else None
