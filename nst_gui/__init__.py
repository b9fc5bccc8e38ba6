"""The window. Knows Qt; does not know torch (only ``nst_gui.workers`` touches the engine's painter)."""
