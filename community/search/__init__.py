"""Finding: `engine` indexes, removes and finds what features hand over as plain values; it knows nothing of them."""
