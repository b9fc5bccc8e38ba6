"""A recipe's crops and turns in the window: what is used of a picture is what is seen of it, everywhere."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from fake_engine import FakeEngine
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from nst_engine import pictures
from nst_engine.recipe import Crop, PictureRef, Recipe, StyleRef
from nst_engine.result import Result
from nst_gui.main_window import MainWindow
from nst_gui.models.run_state import RunState
from nst_gui.workers import pictures_worker
from nst_gui.workers.images import framed_image, to_qimage

PART = Crop(x=30, y=8, width=80, height=40)


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.tasks.busy)


def size_of(image: QImage | None) -> tuple[int, int]:
    assert image is not None
    return image.width(), image.height()


@pytest.fixture
def recipe(photograph: Path, paintings: list[Path]) -> Recipe:
    """The photograph cropped and turned to the left, one painting turned upside down, one whole."""
    turned = pictures.reference(paintings[0]).framed(Crop(x=0, y=20, width=72, height=30), 180)
    return Recipe(
        content=pictures.reference(photograph).framed(PART, 270),
        styles=(StyleRef(picture=turned), StyleRef(picture=pictures.reference(paintings[1]))),
    )


@pytest.fixture
def restored(studio: MainWindow, recipe: Recipe, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    file = tmp_path / "look.json"
    file.write_text(recipe.to_json(), encoding="utf-8")
    studio.intake.open_recipe(file)
    qtbot.waitUntil(lambda: studio.model.recipe() is not None)
    settle(qtbot, studio)
    return studio


def test_the_window_has_the_recipe_and_shows_what_it_uses(restored: MainWindow, recipe: Recipe) -> None:
    assert restored.model.recipe() == recipe
    assert restored.model.draft.output_size == (40, 80)
    assert size_of(restored.canvas.image()) == (40, 80)
    assert restored.controls.size_info.split()[:3] == ["40", "×", "80"]
    first, second = restored.styles.styles()
    assert size_of(first.thumb) == (72, 30)
    assert size_of(second.thumb) == (72, 80)


def test_the_canvas_shows_the_slice_exactly(restored: MainWindow, photograph: Path) -> None:
    whole = pictures.quantised(pictures.load(photograph), 8)
    expected = to_qimage(np.rot90(whole[8:48, 30:110], 1)).convertToFormat(QImage.Format.Format_RGB32)
    assert restored.canvas.image().convertToFormat(QImage.Format.Format_RGB32) == expected


def test_a_cropped_painting_in_the_gallery_is_shown_as_it_is_used(
    ready: MainWindow, paintings: list[Path], qtbot: QtBot
) -> None:
    settle(qtbot, ready)
    path = paintings[0]
    whole = pictures.reference(path)
    ready.model.set(styles=(StyleRef(picture=whole.framed(Crop(x=0, y=0, width=60, height=20), 0)),))
    settle(qtbot, ready)
    assert size_of(ready.gallery._thumb(path)) == (60, 20)
    ready.model.set(styles=())
    assert size_of(ready.gallery._thumb(path)) == (72, 80)


def test_the_picture_so_far_belongs_to_the_cropped_photograph(
    restored: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    restored.start()
    engine.step(2)
    qtbot.waitUntil(lambda: restored.controller.state is RunState.RUNNING)
    restored.controller.pause()
    qtbot.waitUntil(lambda: restored.controller.so_far is not None)
    assert restored.controller.so_far is not None
    painted = pictures_worker.picture_so_far(restored.controller.so_far)
    assert (painted.picture.width, painted.picture.height) == (40, 80)
    restored.controller.stop()
    engine.free()
    qtbot.waitUntil(lambda: not restored.controller.active)


def test_a_saved_picture_brings_its_crops_back(
    restored: MainWindow, engine: FakeEngine, recipe: Recipe, tmp_path: Path, qtbot: QtBot
) -> None:
    engine.free()
    results: list[Result] = []
    restored.controller.succeeded.connect(results.append)
    restored.start()
    qtbot.waitUntil(lambda: restored.saver.has_picture)
    (result,) = results
    path = tmp_path / "painted.png"
    pictures.save(result.picture, path, pictures.SaveOptions(), result.recipe)
    whole = recipe.content.framed(None, 0)
    restored.model.set(content=whole, styles=(StyleRef(picture=recipe.styles[1].picture),))
    settle(qtbot, restored)
    restored.intake.open_recipe(path)
    # The second time the paintings are found by their hash, among those used before.
    qtbot.waitUntil(lambda: restored.model.content == recipe.content)
    settle(qtbot, restored)


def test_settings_taken_from_the_history_bring_their_crops_in_one_step(
    ready: MainWindow, recipe: Recipe, qtbot: QtBot
) -> None:
    before, steps = ready.model.recipe(), ready.model.steps.count()
    ready.intake.restore(recipe)
    qtbot.waitUntil(lambda: ready.model.content == recipe.content)
    settle(qtbot, ready)
    assert ready.model.recipe() == recipe
    assert ready.model.steps.count() == steps + 1
    ready.model.steps.undo()
    assert ready.model.recipe() == before
    settle(qtbot, ready)


def test_a_recipe_that_lies_about_a_picture_s_size_changes_nothing(
    ready: MainWindow, photograph: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    before = ready.model.recipe()
    assert before is not None
    claimed = PictureRef.model_validate(
        {
            **before.content.model_dump(),
            "width": 4000,
            "height": 3000,
            "crop": {"x": 3000, "y": 2000, "width": 900, "height": 900},
        }
    )
    file = tmp_path / "lie.json"
    file.write_text(before.model_copy(update={"content": claimed}).to_json(), encoding="utf-8")
    ready.intake.open_recipe(file)
    settle(qtbot, ready)
    assert ready.model.recipe() == before
    assert any("outside" in text for text, _kind in ready.messages.messages())


def test_a_small_picture_of_a_part_is_cut_out_of_the_whole_one() -> None:
    ref = PictureRef(name="a.png", sha256="0" * 64, width=4000, height=2000)
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    assert size_of(framed_image(image, ref)) == (400, 200)
    assert size_of(framed_image(image, ref.framed(None, 90))) == (200, 400)
    part = ref.framed(Crop(x=1000, y=500, width=1000, height=500), 270)
    assert size_of(framed_image(image, part)) == (50, 100)
    corner = ref.framed(Crop(x=3984, y=1984, width=16, height=16), 0)
    assert min(size_of(framed_image(QImage(40, 20, QImage.Format.Format_RGB32), corner))) >= 1
