"""The painter: neural style transfer after Gatys, Ecker & Bethge (2016). Knows torch, never Qt."""
