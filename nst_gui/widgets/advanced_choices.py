"""What can be chosen from lists under *Advanced*, in words an artist understands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication


@dataclass(frozen=True, slots=True)
class ChoiceSpec:
    """One list: its title, the text of each value it offers, and what it is about. All to be translated."""

    title: str
    options: dict[str, str]
    tip: str


CHOICES: Final = {
    "objective": ChoiceSpec(
        QT_TRANSLATE_NOOP("AdvancedPanel", "Objective"),
        {
            "balanced": QT_TRANSLATE_NOOP("AdvancedPanel", "Balanced"),
            "gatys": QT_TRANSLATE_NOOP("AdvancedPanel", "Gatys (as published)"),
        },
        QT_TRANSLATE_NOOP(
            "AdvancedPanel",
            "What counts as a good picture. Balanced treats every pair of pictures alike, so that the "
            "controls mean the same for all of them; Gatys is the first published way, for comparing with "
            "other programs.",
        ),
    ),
    "optimiser": ChoiceSpec(
        QT_TRANSLATE_NOOP("AdvancedPanel", "Optimiser"),
        {"lbfgs": "L-BFGS", "adam": "Adam"},
        QT_TRANSLATE_NOOP(
            "AdvancedPanel",
            "How the picture is improved from one iteration to the next. L-BFGS gets further with each; "
            "Adam needs less memory, which counts for very large pictures.",
        ),
    ),
    "pooling": ChoiceSpec(
        QT_TRANSLATE_NOOP("AdvancedPanel", "Pooling"),
        {
            "max": QT_TRANSLATE_NOOP("AdvancedPanel", "Maximum"),
            "average": QT_TRANSLATE_NOOP("AdvancedPanel", "Average"),
        },
        QT_TRANSLATE_NOOP(
            "AdvancedPanel",
            "How fine detail is summed up for the deeper layers: Maximum keeps strokes crisp, "
            "Average makes them softer and smoother.",
        ),
    ),
    "device": ChoiceSpec(
        QT_TRANSLATE_NOOP("AdvancedPanel", "Device"),
        {
            "auto": QT_TRANSLATE_NOOP("AdvancedPanel", "Automatic"),
            "cpu": QT_TRANSLATE_NOOP("AdvancedPanel", "Processor"),
            "cuda": QT_TRANSLATE_NOOP("AdvancedPanel", "NVIDIA graphics card"),
            "mps": QT_TRANSLATE_NOOP("AdvancedPanel", "Apple graphics"),
        },
        QT_TRANSLATE_NOOP(
            "AdvancedPanel",
            "What does the work. Automatic takes a graphics card where there is one; "
            "what this computer lacks is replaced, and that is said.",
        ),
    ),
    "precision": ChoiceSpec(
        QT_TRANSLATE_NOOP("AdvancedPanel", "Precision"),
        {
            "auto": QT_TRANSLATE_NOOP("AdvancedPanel", "Automatic"),
            "float32": QT_TRANSLATE_NOOP("AdvancedPanel", "Full (float32)"),
            "bfloat16": QT_TRANSLATE_NOOP("AdvancedPanel", "Fast (bfloat16)"),
        },
        QT_TRANSLATE_NOOP(
            "AdvancedPanel",
            "How exactly the network reckons. The difference can hardly be seen; Automatic takes the fast "
            "way where this computer gains by it.",
        ),
    ),
}


def translated(text: str) -> str:
    """A text of the table in the window's language."""
    return QCoreApplication.translate("AdvancedPanel", text)
