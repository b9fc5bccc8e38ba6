"""The window. Knows Qt; does not know torch (only ``nst_gui.workers`` touches the engine's painter)."""

from __future__ import annotations

from nst_gui.interpreter import keep_bools_alive

keep_bools_alive()
