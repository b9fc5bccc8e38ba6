"""How much memory this computer has."""

from __future__ import annotations

from nst_engine.main_memory import installed_bytes

__all__ = ["GB", "installed_bytes"]

#: One gigabyte as the window counts it: 10⁹ bytes, as makers of memory and disks do on their boxes.
GB = 1_000_000_000
