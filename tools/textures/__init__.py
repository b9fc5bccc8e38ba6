"""Style textures the project paints itself: one module each, a seed in, an RGB picture out."""
