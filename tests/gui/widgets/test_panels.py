"""The photograph's panel, the list of paintings and the gallery, through real events."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QToolButton

from nst_gui.models.counting import When
from nst_gui.widgets.canvas import Canvas
from nst_gui.widgets.gallery_strip import GalleryItem, GalleryStrip
from nst_gui.widgets.picture_panel import PicturePanel
from nst_gui.widgets.style_list import StyleItem, StyleList
from tests.gui.widgets.hands import drag_in, drag_out, drop, picture, pixels_of, turn_wheel


def shown(qtbot, widget, width: int = 320, height: int = 300):
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    with qtbot.waitExposed(widget):
        pass
    return widget


@pytest.fixture
def panel(qtbot) -> PicturePanel:
    return shown(qtbot, PicturePanel())


@pytest.fixture
def styles(qtbot) -> StyleList:
    return shown(qtbot, StyleList())


@pytest.fixture
def strip(qtbot) -> GalleryStrip:
    widget = shown(qtbot, GalleryStrip(), 300)
    widget.set_items(
        [GalleryItem(f"key{i}", f"Painting {i}", f"Credit {i}", picture(60, 40)) for i in range(12)]
    )
    QApplication.processEvents()
    return widget


def three(*weights: float) -> list[StyleItem]:
    return [
        StyleItem(i, f"painting {i}.jpg", picture(40, 30, i), w) for i, w in enumerate(weights or (1, 2, 5))
    ]


def button(widget, name: str):
    return next(b for b in widget.findChildren(QToolButton) if b.accessibleName() == name and b.isVisible())


# ---- where things are -------------------------------------------------------------------------------


def place(widget, panel) -> QRect:
    return QRect(widget.mapTo(panel, QPoint()), widget.size())


@pytest.mark.parametrize("size", [(400, 300), (300, 400), (40, 400), (400, 40)])
@pytest.mark.parametrize("height", [260, 500, 2000])
def test_the_name_stands_right_below_the_photograph(qtbot, size: tuple[int, int], height: int) -> None:
    panel = shown(qtbot, PicturePanel(), 200, height)
    panel.set_picture(picture(*size), "harbour.jpg", "400 × 300 px")
    QApplication.processEvents()
    image, name, crop = (place(part, panel) for part in (panel._image, panel._title, button(panel, "Crop…")))
    assert 0 < name.top() - image.bottom() <= 10
    assert crop.bottom() < height
    seen = panel._image.thumbnail.fitted(panel._image.rect().toRectF())
    assert max(seen.width() / image.width(), seen.height() / image.height()) > 0.98
    assert image.height() <= max(48, round(image.width() * size[1] / size[0]) + 1)


def test_the_word_about_the_next_painting_moves_no_button(qtbot) -> None:
    panel = shown(qtbot, PicturePanel(), 200, 500)
    panel.set_picture(picture(400, 300), "harbour.jpg", "400 × 300 px")
    QApplication.processEvents()
    before = place(panel._image, panel), place(button(panel, "Crop…"), panel)
    panel.show_when(When.NEXT)
    QApplication.processEvents()
    assert panel._when.isVisible()
    assert (place(panel._image, panel), place(button(panel, "Crop…"), panel)) == before


# ---- drops ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [PicturePanel, StyleList, Canvas])
def test_a_dropped_file_arrives_and_the_area_lights_up_meanwhile(qtbot, kind):
    area = shown(qtbot, kind())
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/somewhere/photo.jpg"), QUrl.fromLocalFile("/somewhere/else.png")])
    before = pixels_of(area.grab().toImage())
    event = drag_in(area, mime)
    assert event.isAccepted()
    assert event.dropAction() == Qt.DropAction.CopyAction
    assert area.is_drag_over()
    assert (pixels_of(area.grab().toImage()) != before).any()
    drag_out(area)
    assert not area.is_drag_over()
    spy = QSignalSpy(area.dropped)
    drop(area, mime)
    assert spy.count() == 1
    assert spy.at(0)[0].urls() == mime.urls()
    assert not area.is_drag_over()


def test_what_was_dropped_outlives_the_drag(panel):
    mime = QMimeData()
    mime.setData("image/png", b"the bytes of a picture")
    mime.setData("application/x-other", b"noise")
    mime.setText("caption")
    kept: list[QMimeData] = []
    panel.dropped.connect(kept.append)
    drop(panel, mime)
    del mime
    gc.collect()
    assert bytes(kept[0].data("image/png").data()) == b"the bytes of a picture"
    assert kept[0].text() == "caption"
    assert not kept[0].hasFormat("application/x-other")


def test_a_bitmap_without_bytes_arrives_as_an_image(panel):
    mime = QMimeData()
    image = picture(20, 10)
    mime.setImageData(image)
    kept: list[QMimeData] = []
    panel.dropped.connect(kept.append)
    drop(panel, mime)
    assert QImage(kept[0].imageData()).convertToFormat(image.format()) == image


def test_a_drag_without_anything_like_a_picture_is_refused_at_once(panel):
    mime = QMimeData()
    mime.setData("application/x-colour", b"red")
    spy = QSignalSpy(panel.dropped)
    assert not drag_in(panel, mime).isAccepted()
    assert not panel.is_drag_over()
    drop(panel, mime)
    assert spy.count() == 0


def test_a_file_is_never_moved_away(panel):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/somewhere/photo.jpg")])
    assert not drag_in(panel, mime, Qt.DropAction.MoveAction).isAccepted()
    assert drag_in(panel, mime, Qt.DropAction.LinkAction).dropAction() == Qt.DropAction.LinkAction


# ---- the photograph ---------------------------------------------------------------------------------


def test_an_empty_panel_offers_open_and_paste(panel, qtbot):
    assert not panel.has_picture()
    with qtbot.waitSignal(panel.openRequested):
        QTest.mouseClick(panel._empty.open_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(panel.pasteRequested):
        QTest.mouseClick(panel._empty.paste_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(panel.pasteRequested):
        QTest.keyClick(panel, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_a_picture_is_shown_with_its_name_and_can_be_taken_away(panel, qtbot):
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.magenta)
    panel.set_picture(image, "photo.jpg", "600 × 400 px")
    assert panel.has_picture()
    grabbed = panel.grab().toImage()
    assert grabbed.pixelColor(panel.width() // 2, 60) == Qt.GlobalColor.magenta
    for name, signal in (
        ("Remove", panel.cleared),
        ("Open…", panel.openRequested),
        ("Paste", panel.pasteRequested),
    ):
        with qtbot.waitSignal(signal):
            QTest.mouseClick(button(panel, name), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(panel.cleared):
        QTest.keyClick(panel, Qt.Key.Key_Delete)
    panel.set_picture(None, "")
    assert not panel.has_picture()


def test_a_long_name_is_shortened_and_told_in_full(panel):
    name = "a" * 200 + ".jpg"
    panel.set_picture(picture(60, 40), name, "600 × 400 px")
    QApplication.processEvents()
    assert panel.width() == 320
    assert panel._title.is_elided()
    assert panel._title.toolTip() == name
    panel.set_picture(picture(60, 40), "a.jpg")
    assert panel._title.toolTip() == ""


# ---- the paintings ----------------------------------------------------------------------------------


def test_shares_are_percentages_of_the_sum(styles):
    styles.set_styles(three(1, 1, 2))
    assert [row.share_text() for row in styles.rows()] == ["25 %", "25 %", "50 %"]
    styles.set_styles(three(1, 999))
    assert [row.share_text() for row in styles.rows()] == ["0.1 %", "100 %"]
    styles.set_styles(three(1, 99))
    assert [row.share_text() for row in styles.rows()] == ["1 %", "99 %"]


def test_a_weight_is_reported_with_its_place_and_never_by_set_styles(styles, qtbot):
    with qtbot.assertNotEmitted(styles.weightChanged):
        styles.set_styles(three())
    slider = styles.rows()[1].weight.slider
    slider.setFocus()
    with qtbot.waitSignal(styles.weightChanged) as caught:
        QTest.keyClick(slider, Qt.Key.Key_Right)
    index, weight = caught.args
    assert index == 1
    assert weight > 2


def test_a_slider_can_be_held_while_the_list_is_set_again(styles):
    styles.set_styles(three())
    styles.weightChanged.connect(
        lambda index, weight: styles.set_styles(three(*(weight if i == index else 1 for i in range(3))))
    )
    row = styles.rows()[0]
    slider = row.weight.slider
    middle = slider.height() // 2
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() // 2, middle))
    QTest.mouseMove(slider, QPoint(slider.width() - 2, middle))
    assert styles.rows()[0] is row
    assert slider.isSliderDown()
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() - 2, middle))
    assert styles.styles()[0].weight == 10
    assert row.share_text() == "83 %"


def test_the_only_painting_has_no_weight_to_set(styles):
    styles.set_styles(three(3))
    assert not styles.rows()[0].weight.isEnabled()
    assert "two paintings" in styles.rows()[0].weight.box.toolTip()
    styles.set_styles(three(3, 1))
    assert styles.rows()[0].weight.isEnabled()
    assert "two paintings" not in styles.rows()[0].weight.box.toolTip()


def test_delete_and_the_button_remove_the_right_painting(styles):
    styles.set_styles(three())
    spy = QSignalSpy(styles.removed)
    styles.rows()[2].setFocus()
    QTest.keyClick(styles.rows()[2], Qt.Key.Key_Delete)
    QTest.mouseClick(styles.rows()[1].remove_button, Qt.MouseButton.LeftButton)
    assert [spy.at(i)[0] for i in range(spy.count())] == [2, 1]


def test_the_keyboard_stays_in_the_list_when_a_painting_goes(styles):
    items = three()
    styles.set_styles(items)
    styles.rows()[2].setFocus()
    styles.set_styles(items[:2])
    assert QApplication.focusWidget() is styles.rows()[1]
    QTest.keyClick(styles.rows()[1], Qt.Key.Key_Up)
    assert QApplication.focusWidget() is styles.rows()[0]
    styles.set_styles([])
    assert QApplication.focusWidget() is styles


def test_many_paintings_scroll(styles):
    styles.set_styles([StyleItem(i, f"{i}", None) for i in range(20)])
    QApplication.processEvents()
    bar = styles._rows.verticalScrollBar()
    assert bar.maximum() > 0
    assert styles.height() == 300
    # Qt hands what a row refuses to the scroll area; a test has to do so itself.
    for part in (styles.rows()[0], styles.rows()[0].weight.slider, styles.rows()[0].weight.box):
        assert not turn_wheel(part, QPointF(5, 5), notches=-3).isAccepted()
    turn_wheel(styles._rows.viewport(), QPointF(5, 5), notches=-3)
    assert bar.value() > 0


def test_an_empty_list_offers_open_and_paste_and_a_full_one_too(styles, qtbot):
    with qtbot.waitSignal(styles.openRequested):
        QTest.mouseClick(styles._empty.open_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(styles.pasteRequested):
        QTest.mouseClick(styles._empty.paste_button, Qt.MouseButton.LeftButton)
    styles.set_styles(three())
    with qtbot.waitSignal(styles.openRequested):
        QTest.mouseClick(button(styles, "Add painting…"), Qt.MouseButton.LeftButton)


def test_return_opens_a_painting_from_the_list_itself_and_not_behind_a_typed_weight(styles):
    styles.set_styles(three())
    opened, set_to = QSignalSpy(styles.openRequested), QSignalSpy(styles.weightChanged)
    box = styles.rows()[0].weight.box
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "2.5")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert set_to.count() == 1
    QTest.keyClick(styles.rows()[0].crop_button, Qt.Key.Key_Return)
    assert opened.count() == 0
    styles.setFocus()
    QTest.keyClick(styles, Qt.Key.Key_Return)
    assert opened.count() == 1


# ---- the gallery ------------------------------------------------------------------------------------


def test_a_click_chooses_once_even_if_it_was_a_double_click(strip):
    spy = QSignalSpy(strip.chosen)
    viewport = strip.strip.viewport()
    place = strip.strip.visualRect(strip.strip.index(1)).center()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    assert [spy.at(i)[0] for i in range(spy.count())] == ["key1"]
    QTest.mouseClick(viewport, Qt.MouseButton.RightButton, pos=place)
    assert spy.count() == 1


def test_the_keyboard_walks_and_chooses(strip):
    spy = QSignalSpy(strip.chosen)
    strip.setFocus()
    QTest.keyClick(strip.strip, Qt.Key.Key_Right)
    QTest.keyClick(strip.strip, Qt.Key.Key_Right)
    QTest.keyClick(strip.strip, Qt.Key.Key_Return)
    assert [spy.at(i)[0] for i in range(spy.count())] == ["key2"]


def test_the_wheel_scrolls_sideways(strip):
    bar = strip.strip.horizontalScrollBar()
    turn_wheel(strip.strip.viewport(), QPointF(20, 20), notches=-2)
    assert bar.value() == 2 * strip.strip.visualRect(strip.strip.index(0)).width()
    place = bar.value()
    turn_wheel(strip.strip.viewport(), QPointF(20, 20), pixels=QPoint(0, 15))
    assert bar.value() == place - 15


def test_the_buttons_page_through_the_strip_and_say_where_it_ends(strip):
    bar = strip.strip.horizontalScrollBar()
    assert strip._back.isVisible()
    assert not strip._back.isEnabled()
    for _ in range(20):
        QTest.mouseClick(strip._on, Qt.MouseButton.LeftButton)
    assert bar.value() == bar.maximum()
    assert not strip._on.isEnabled()
    assert strip._back.isEnabled()
    strip.set_items([GalleryItem("a", "A", "", None)])
    QApplication.processEvents()
    assert not strip._on.isVisible()


def test_cards_tell_title_and_credit_and_keep_their_place(strip):
    assert strip.strip.index(3).data(Qt.ItemDataRole.ToolTipRole) == "Painting 3\nCredit 3"
    strip.strip.horizontalScrollBar().setValue(100)
    strip.set_items([GalleryItem(f"k{i}", "T", "", None) for i in range(13)])
    assert strip.strip.horizontalScrollBar().value() == 100


def test_an_empty_strip_says_what_it_is_for(qtbot):
    widget = shown(qtbot, GalleryStrip())
    assert widget._hint.isVisible()
    widget.set_items([GalleryItem("a", "A", "", picture(9, 9))])
    assert not widget._hint.isVisible()
    card = QRect(widget.strip.visualRect(widget.strip.index(0)))
    assert card.height() <= widget.height()


def test_a_row_is_not_cut_at_the_least_width_of_the_list(styles):
    styles.resize(styles.minimumSizeHint().width(), 300)
    styles.set_styles(three())
    QApplication.processEvents()
    assert styles.width() >= styles.minimumSizeHint().width()
    for row in styles.rows():
        assert row.width() >= row.minimumSizeHint().width()
        assert row.visibleRegion().boundingRect() == row.rect()


def test_in_a_narrow_empty_panel_the_buttons_stand_below_each_other(panel):
    first, second = panel._empty.open_button, panel._empty.paste_button
    assert first.geometry().top() == second.geometry().top()
    panel.resize(panel.minimumSizeHint().width(), 300)
    QApplication.processEvents()
    QApplication.processEvents()  # the layout follows the turn
    assert second.geometry().top() > first.geometry().bottom()
    for button_of_two in (first, second):
        assert button_of_two.width() >= button_of_two.minimumSizeHint().width()
        assert panel.rect().contains(button_of_two.geometry())


# ---- keys -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
@pytest.mark.parametrize("keys", ["NoModifier", "KeypadModifier", "ControlModifier", "ShiftModifier"])
def test_return_opens_or_chooses_and_with_ctrl_it_is_the_windows(panel, styles, strip, key, keys, qtbot):
    strip.strip.setCurrentIndex(strip.strip.index(2))
    signals = [panel.openRequested, styles.openRequested, strip.strip.chosen]
    spies = [QSignalSpy(signal) for signal in signals]
    for widget in (panel, styles, strip.strip):
        widget.window().activateWindow()
        widget.setFocus()
        qtbot.waitUntil(widget.hasFocus)
        QTest.keyClick(widget, key, Qt.KeyboardModifier[keys])
    alone = keys in ("NoModifier", "KeypadModifier")
    assert [spy.count() for spy in spies] == [int(alone)] * 3
