"""The only door for pixels, in and out: load, save, colour, metadata, safe files."""
