"""The archive of a Discourse forum: one JSON file a post, as its API gives them."""
