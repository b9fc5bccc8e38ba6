"""Dialogs, one per file, all opened without a nested event loop."""
