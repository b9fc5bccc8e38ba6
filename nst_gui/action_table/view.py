"""The View menu, row by row; ``None`` draws a line."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

from nst_gui.action_table.spec import KEYS, Row, Spec, comparing, going_back, viewing

VIEW: Final[tuple[Row, ...]] = (
    Spec(
        "zoom_fit",
        QT_TRANSLATE_NOOP("Actions", "&Fit to window"),
        QT_TRANSLATE_NOOP("Actions", "Show the whole picture"),
        ("Ctrl+0",),
        "zoom-fit",
        viewing,
    ),
    Spec(
        "zoom_100",
        QT_TRANSLATE_NOOP("Actions", "&Actual pixels (100 %)"),
        QT_TRANSLATE_NOOP("Actions", "One pixel of the picture on one pixel of the screen"),
        ("Ctrl+1",),
        "zoom-100",
        viewing,
    ),
    Spec(
        "zoom_in",
        QT_TRANSLATE_NOOP("Actions", "Zoom i&n"),
        QT_TRANSLATE_NOOP("Actions", "Look closer"),
        (KEYS.ZoomIn, "Ctrl+="),
        "zoom-in",
        viewing,
    ),
    Spec(
        "zoom_out",
        QT_TRANSLATE_NOOP("Actions", "Zoom &out"),
        QT_TRANSLATE_NOOP("Actions", "See more"),
        (KEYS.ZoomOut,),
        "zoom-out",
        viewing,
    ),
    None,
    Spec(
        "compare_result",
        QT_TRANSLATE_NOOP("Actions", "&Painting alone"),
        QT_TRANSLATE_NOOP("Actions", "Show the painting alone"),
        ("Ctrl+2",),
        "compare-result",
        comparing,
        group="compare",
    ),
    Spec(
        "compare_split",
        QT_TRANSLATE_NOOP("Actions", "&Before and after"),
        QT_TRANSLATE_NOOP("Actions", "Show the photograph left of a divider that can be moved"),
        ("Ctrl+3",),
        "compare-split",
        comparing,
        group="compare",
    ),
    Spec(
        "compare_beside",
        QT_TRANSLATE_NOOP("Actions", "&Side by side"),
        QT_TRANSLATE_NOOP("Actions", "Show photograph and painting side by side, at the same zoom"),
        ("Ctrl+4",),
        "compare-beside",
        comparing,
        group="compare",
    ),
    None,
    Spec(
        "play_stages",
        QT_TRANSLATE_NOOP("Actions", "Play the sta&ges"),
        QT_TRANSLATE_NOOP("Actions", "Show how the painting came about, from its first stage to its end"),
        ("Ctrl+Shift+P",),
        "play",
        going_back,
    ),
    None,
    Spec(
        "show_sources",
        QT_TRANSLATE_NOOP("Actions", "P&ictures"),
        QT_TRANSLATE_NOOP("Actions", "Show or hide the panel of photograph and paintings"),
        ("Ctrl+Shift+1",),
        checkable=True,
    ),
    Spec(
        "show_controls",
        QT_TRANSLATE_NOOP("Actions", "&Controls"),
        QT_TRANSLATE_NOOP("Actions", "Show or hide the panel of controls"),
        ("Ctrl+Shift+2",),
        checkable=True,
    ),
    Spec(
        "show_results",
        QT_TRANSLATE_NOOP("Actions", "&Earlier paintings"),
        QT_TRANSLATE_NOOP("Actions", "Show or hide the strip of earlier paintings"),
        ("Ctrl+Shift+3",),
        checkable=True,
    ),
    Spec(
        "show_queue",
        QT_TRANSLATE_NOOP("Actions", "&Queue"),
        QT_TRANSLATE_NOOP("Actions", "Show or hide the list of paintings that wait"),
        ("Ctrl+Shift+Q",),
        checkable=True,
    ),
    Spec(
        "reset_panels",
        QT_TRANSLATE_NOOP("Actions", "&Reset panels"),
        QT_TRANSLATE_NOOP("Actions", "Put all panels back where they were at first"),
    ),
    None,
    Spec(
        "theme_system",
        QT_TRANSLATE_NOOP("Actions", "Colours of the s&ystem"),
        QT_TRANSLATE_NOOP("Actions", "Be light or dark as the system is"),
        group="theme",
    ),
    Spec(
        "theme_light",
        QT_TRANSLATE_NOOP("Actions", "&Light colours"),
        QT_TRANSLATE_NOOP("Actions", "A light window, whatever the system says"),
        group="theme",
    ),
    Spec(
        "theme_dark",
        QT_TRANSLATE_NOOP("Actions", "&Dark colours"),
        QT_TRANSLATE_NOOP("Actions", "A dark window, whatever the system says"),
        group="theme",
    ),
)
