"""One rating of any rateable subject by each member."""
