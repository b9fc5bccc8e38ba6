"""The command line: headless, never imports Qt."""

from __future__ import annotations

from nst_engine.cli.main import main

__all__ = ["main"]
