"""Several photographs in the style of several paintings, queued at once."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from fake_engine import FakeEngine
from hands_on import drop, file_mime
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from nst_engine.recipe import PictureRef, Recipe, StyleRef
from nst_gui.dialogs.queue_several import QueueSeveralDialog
from nst_gui.main_window import MainWindow
from nst_gui.models.combinations import MOST, combinations, count
from nst_gui.workers import pictures_worker


def ref(name: str) -> PictureRef:
    return PictureRef(name=f"{name}.png", sha256=name * 64, width=64, height=48)


PHOTOGRAPHS = [ref("a"), ref("b"), ref("c")]
PAINTINGS = [StyleRef(picture=ref("d"), weight=3.0), StyleRef(picture=ref("e"))]
DRAFT = Recipe(content=ref("f"), styles=(PAINTINGS[0],), style_strength=2.0, seed=9)


def named(recipes: list[Recipe]) -> list[str]:
    return [
        recipe.content.name[0] + "".join(style.picture.name[0] for style in recipe.styles)
        for recipe in recipes
    ]


def test_every_photograph_with_every_painting() -> None:
    found = combinations(DRAFT, PHOTOGRAPHS, PAINTINGS, mixed=False)
    assert named(found) == ["ad", "ae", "bd", "be", "cd", "ce"]
    assert {style.weight for recipe in found for style in recipe.styles} == {1.0}
    assert {(recipe.style_strength, recipe.seed) for recipe in found} == {(2.0, 9)}


def test_or_with_all_of_them_mixed_by_their_weights() -> None:
    found = combinations(DRAFT, PHOTOGRAPHS, PAINTINGS, mixed=True)
    assert named(found) == ["ade", "bde", "cde"]
    assert [style.weight for style in found[0].styles] == [3.0, 1.0]


@pytest.mark.parametrize("mixed", [False, True])
@pytest.mark.parametrize("paintings", [PAINTINGS, PAINTINGS[:1], []])
@pytest.mark.parametrize("photographs", [PHOTOGRAPHS, []])
def test_how_many_is_known_without_making_them(
    photographs: list[PictureRef], paintings: list[StyleRef], mixed: bool
) -> None:
    made = combinations(DRAFT, photographs, paintings, mixed=mixed)
    assert count(len(photographs), len(paintings), mixed=mixed) == len(made)


@pytest.mark.parametrize(("photographs", "paintings"), [([], PAINTINGS), (PHOTOGRAPHS, [])])
def test_nothing_of_nothing(photographs: list[PictureRef], paintings: list[StyleRef]) -> None:
    assert combinations(DRAFT, photographs, paintings, mixed=True) == []


def opened(window: MainWindow) -> QueueSeveralDialog:
    window.actions_table["queue_several"].trigger()
    return window.findChildren(QueueSeveralDialog)[-1]


def test_photographs_are_dropped_and_queued_for_each_painting(
    ready: MainWindow, photograph: Path, paintings: list[Path], engine: FakeEngine, qtbot: QtBot
) -> None:
    dialog = opened(ready)
    assert len(dialog.photographs.ticked()) == len(dialog.paintings.ticked()) == 1
    drop(dialog.photographs, file_mime(paintings[1:]))
    qtbot.waitUntil(lambda: len(dialog.photographs.ticked()) == 3)
    drop(dialog.paintings, file_mime([photograph]))
    qtbot.waitUntil(lambda: len(dialog.paintings.ticked()) == 2)
    assert "6" in dialog._words.text()
    qtbot.mouseClick(dialog.way.button("mixed"), Qt.MouseButton.LeftButton)
    assert "3" in dialog._words.text()
    dialog.photographs.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    names = [item.recipe.content.name for item in ready.queue.model.items]
    assert names == [path.name for path in paintings[1:]]
    assert all(len(item.recipe.styles) == 2 for item in ready.queue.model.items)
    assert not ready.queue_dock.isHidden()
    engine.free()
    ready.queue.start()
    qtbot.waitUntil(lambda: len(engine.recipes) == 2)


def test_what_is_no_picture_is_said_and_left_out(ready: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = opened(ready)
    text = tmp_path / "words.txt"
    text.write_text("no picture")
    drop(dialog.paintings, file_mime([text]))
    qtbot.waitUntil(lambda: dialog._problem.isVisible())
    assert "words.txt" in dialog._problem.text()
    assert len(dialog.paintings.ticked()) == 1
    dialog.reject()


def test_a_file_on_a_network_is_not_opened(
    ready: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    dialog, asked = opened(ready), []
    monkeypatch.setattr(pictures_worker, "describe", asked.append)
    dialog._take_files(dialog.photographs, [Path("//server/share/<b>.png")])  # as a file dialog gives it
    qtbot.waitUntil(lambda: dialog._problem.isVisible())
    assert "this computer only" in dialog._problem.text()
    assert dialog._problem.textFormat() is Qt.TextFormat.PlainText
    assert not asked
    dialog.reject()


def test_long_names_stay_in_the_list_and_nothing_has_to_be_scrolled_sideways(
    studio: MainWindow, qtbot: QtBot
) -> None:
    dialog = opened(studio)
    names = dialog.paintings.list
    for name in ("van-gogh-village-street-in-the-village-of-auvers.jpg", "a name of many words " * 4):
        dialog.paintings.add(PictureRef(name=name, sha256=str(names.count()) * 64, width=9, height=9), None)
    qtbot.waitUntil(lambda: names.visualItemRect(names.item(1)).isValid())
    for row in range(names.count()):
        assert names.visualItemRect(names.item(row)).right() <= names.viewport().width()
    assert not names.horizontalScrollBar().isVisible()
    dialog.reject()


def test_without_ticks_nothing_can_be_queued(studio: MainWindow) -> None:
    dialog = opened(studio)
    assert not dialog.ok.isEnabled()
    assert "Tick" in dialog._words.text()
    dialog.reject()


def test_a_picture_that_comes_twice_counts_once_and_too_many_are_refused(ready: MainWindow) -> None:
    dialog = opened(ready)
    first = dialog.photographs.ticked()[0]
    dialog.photographs.add(first, None)
    assert len(dialog.photographs.ticked()) == 1
    for number in range(MOST):
        dialog.photographs.add(first.model_copy(update={"sha256": f"{number:064x}"}), None)
    assert not dialog.ok.isEnabled()
    assert str(MOST) in dialog._words.text()
    dialog.reject()


def test_a_bitmap_is_taken_too(ready: MainWindow, photograph: Path, qtbot: QtBot) -> None:
    dialog = opened(ready)
    mime = QMimeData()
    pasted = QImage(40, 30, QImage.Format.Format_RGB32)
    pasted.fill(0x204060)
    mime.setImageData(pasted)
    drop(dialog.paintings, mime)
    qtbot.waitUntil(lambda: len(dialog.paintings.ticked()) == 2)
    encoded = QMimeData()
    encoded.setData("image/png", photograph.read_bytes())
    drop(dialog.paintings, encoded)
    qtbot.waitUntil(lambda: len(dialog.paintings.ticked()) == 3)
    dialog.reject()


def test_pictures_that_come_after_it_was_closed_change_nothing(
    ready: MainWindow, paintings: list[Path], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    dialog, opens = opened(ready), threading.Event()
    describe_all = pictures_worker.describe_all

    def late(files: tuple[Path, ...]) -> object:
        opens.wait(60)
        return describe_all(files)

    monkeypatch.setattr(pictures_worker, "describe_all", late)
    drop(dialog.photographs, file_mime(paintings))
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()
    with qtbot.waitSignal(ready.tasks.idle):
        opens.set()


def test_many_that_come_at_once_are_counted_once(
    ready: MainWindow, paintings: list[Path], qtbot: QtBot
) -> None:
    dialog = opened(ready)
    said = QSignalSpy(dialog.photographs.changed)
    drop(dialog.photographs, file_mime(paintings))
    qtbot.waitUntil(lambda: len(dialog.photographs.ticked()) == 1 + len(paintings))
    assert said.count() == 1
    dialog.reject()


def test_the_lists_are_read_out_without_the_sign_for_their_keys(ready: MainWindow) -> None:
    dialog = opened(ready)
    assert dialog.photographs.list.accessibleName() == "Photographs"
    assert dialog.paintings.list.accessibleName() == "Paintings"
    dialog.reject()
