"""Forums, topics, posts: the thread engine of the whole site."""
