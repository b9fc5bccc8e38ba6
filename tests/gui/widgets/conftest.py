"""Widgets are tested without a screen; what draws them must be chosen before Qt starts."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
