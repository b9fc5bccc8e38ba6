"""Everything that takes longer than 50 ms: painting, decoding, hashing, saving."""
