"""The pool, and arrays to images and back."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from nst_engine import pictures
from nst_engine.errors import InputError
from nst_engine.pictures import Picture
from nst_engine.recipe import Recipe, StyleRef
from nst_gui.workers.images import picture_from_qimage, picture_to_qimage, preview_image, to_qimage
from nst_gui.workers.pictures_worker import picture_so_far
from nst_gui.workers.render_worker import SoFar
from nst_gui.workers.tasks import Failure, Tasks


def test_work_is_done_elsewhere_and_answered_here(qtbot: QtBot) -> None:
    tasks = Tasks()
    here = threading.get_ident()
    answers: list[tuple[int, int]] = []
    tasks.run(threading.get_ident, lambda there: answers.append((there, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(answers))
    [(worked, answered)] = answers
    assert worked != here
    assert answered == here
    assert not tasks.busy
    tasks.shutdown()


def test_failures_arrive_as_sentences(qtbot: QtBot) -> None:
    tasks = Tasks()
    failures: list[Failure] = []

    def refuse() -> None:
        raise InputError("This will not do.")

    tasks.failed.connect(failures.append)
    tasks.run(refuse, lambda _: pytest.fail("it was refused"))
    tasks.run(lambda: 1 / 0, lambda _: pytest.fail("it is impossible"))
    qtbot.waitUntil(lambda: len(failures) == 2)
    refused, fault = sorted(failures, key=lambda failure: failure.detail)
    assert refused == Failure("This will not do.")
    assert "ZeroDivisionError" in fault.detail
    tasks.shutdown()


def test_after_the_shutdown_nothing_begins_but_what_must_be_done(qtbot: QtBot) -> None:
    tasks, done = Tasks(), []
    tasks.shutdown()
    tasks.run(lambda: done.append("thumbnail"), lambda _nothing: None)
    tasks.run(lambda: done.append("note"), lambda _nothing: None, must_be_done=True)
    assert done == ["note"]
    assert not tasks.busy


def test_after_the_shutdown_nothing_is_delivered(qtbot: QtBot) -> None:
    tasks = Tasks()
    answers: list[object] = []
    gate = threading.Event()
    for _ in range(10):
        tasks.run(lambda: gate.wait(60), answers.append)
    gate.set()
    tasks.shutdown()
    qtbot.wait(30)
    assert answers == []


def test_an_image_owns_its_pixels() -> None:
    pixels = np.arange(5 * 7 * 3, dtype=np.uint8).reshape(5, 7, 3)
    image = to_qimage(pixels[:, ::-1])  # not contiguous, width not a multiple of four
    pixels[:] = 0
    assert image.pixelColor(0, 0) == QColor(18, 19, 20)
    assert image.pixelColor(6, 4) == QColor(84, 85, 86)


def test_previews_are_made_small_enough() -> None:
    assert preview_image(np.zeros((100, 4096, 3), np.uint8)).size() == QSize(2048, 50)
    assert preview_image(np.zeros((30, 40, 3), np.uint8)).size() == QSize(40, 30)


def test_a_transparent_picture_is_shown_over_white() -> None:
    pixels = np.zeros((1, 3, 3), np.float32)
    alpha = np.array([[0, 0.5, 1]], np.float32)
    image = picture_to_qimage(Picture(pixels, alpha))
    assert [image.pixelColor(x, 0).red() for x in range(3)] == [255, 128, 0]


@pytest.mark.parametrize(
    ("form", "alpha"),
    [
        (QImage.Format.Format_RGB32, None),
        (QImage.Format.Format_RGB888, None),
        (QImage.Format.Format_ARGB32, 100),
        (QImage.Format.Format_ARGB32_Premultiplied, 255),
        (QImage.Format.Format_RGBA64, 100),
    ],
)
def test_a_clipboard_bitmap_by_value(form: QImage.Format, alpha: int | None) -> None:
    image = QImage(5, 3, form)
    image.fill(QColor(10, 120, 230, 255 if alpha is None else alpha))
    picture = picture_from_qimage(image)
    assert (picture.width, picture.height) == (5, 3)
    assert np.abs(picture.pixels * 255 - [10, 120, 230]).max() <= 0.01
    if alpha in (None, 255):
        assert picture.alpha is None
    else:
        assert picture.alpha is not None
        assert np.abs(picture.alpha * 255 - alpha).max() <= 0.01


def test_sixteen_bits_stay(qapp: object) -> None:
    image = QImage(1, 1, QImage.Format.Format_RGBX64)
    image.setPixelColor(0, 0, QColor.fromRgba64(257, 30_001, 65_535))
    picture = picture_from_qimage(image)
    assert np.rint(picture.pixels[0, 0] * 65_535).tolist() == [257, 30_001, 65_535]


# ---- what a paused run has painted ------------------------------------------------------------------


def paused(path: Path, pixels: np.ndarray, **fields: object) -> SoFar:
    content = pictures.reference(path)
    recipe = Recipe(content=content, styles=(StyleRef(picture=content),), **fields)
    return SoFar(recipe, pixels.astype(np.uint16) * 257)


def write(path: Path, pixels: np.ndarray) -> Path:
    Image.fromarray(pixels).save(path)
    return path


def noise(height: int, width: int, channels: int = 3) -> np.ndarray:
    return np.random.default_rng(7).integers(0, 256, (height, width, channels), dtype=np.uint8)


def test_at_the_last_scale_the_picture_so_far_is_what_was_painted(tmp_path: Path) -> None:
    painted = noise(48, 64)
    photograph = noise(96, 128, 4)
    photograph[:, :, 3] = np.linspace(255, 0, 96)[:, None]
    path = write(tmp_path / "photograph.png", photograph)
    made = picture_so_far(paused(path, painted, size=64))
    assert np.array_equal(np.rint(made.picture.pixels * 255), painted)
    with Image.open(path) as file:  # Pillow's own way of making the transparency smaller, in 8 bits
        alpha = file.getchannel("A").resize((64, 48), Image.Resampling.LANCZOS)
    assert made.picture.alpha is not None
    assert np.abs(made.picture.alpha * 255 - np.asarray(alpha, dtype=np.float32)).max() <= 1


@pytest.mark.parametrize(("content_weight", "sharp"), [(1.0, True), (0.0, False)])
def test_at_a_coarser_scale_the_detail_of_the_photograph_is_put_back(
    tmp_path: Path, content_weight: float, sharp: bool
) -> None:
    photograph = noise(48, 64) // 2 + 64
    path = write(tmp_path / "photograph.png", photograph)
    # Painted is what the photograph looks like at half its size: put back, its detail gives it again.
    small = np.asarray(Image.fromarray(photograph).resize((32, 24), Image.Resampling.LANCZOS))
    made = picture_so_far(paused(path, small, size=64, content_weight=content_weight))
    assert (made.picture.width, made.picture.height) == (64, 48)
    difference = np.abs(made.picture.pixels * 255 - photograph).max()
    assert (difference < 2) == sharp


@pytest.mark.parametrize(("spoil", "words"), [("remove", "photograph.png"), ("change", "has changed")])
def test_without_the_photograph_a_stop_is_advised(tmp_path: Path, spoil: str, words: str) -> None:
    path = write(tmp_path / "photograph.png", noise(96, 128))
    so_far = paused(path, noise(48, 64), size=64)
    if spoil == "remove":
        path.unlink()
    else:
        write(path, noise(95, 128))
    with pytest.raises(InputError, match=words) as caught:
        picture_so_far(so_far)
    assert "keep what there is" in str(caught.value)
