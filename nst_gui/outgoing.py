"""The painting on its way into another program: copied, or dragged out as a file."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QMimeData, QObject, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDrag, QGuiApplication, QPixmap
from PySide6.QtWidgets import QWidget

from nst_gui.models.export_choices import ExportChoices
from nst_gui.on_canvas import OnCanvas
from nst_gui.settings import WindowSettings
from nst_gui.widgets.drag_gesture import DragGesture, DragHandle
from nst_gui.workers import outgoing_files
from nst_gui.workers.outgoing_files import Clip, Source, Written
from nst_gui.workers.tasks import Failure, Tasks

#: Logical pixels of the small picture that hangs on the pointer.
_DRAGGED: Final = QSize(128, 128)


class Outgoing(QObject):
    """Copies and hands out the painting on the canvas, as ``on_canvas`` fetches it.

    A file is written as soon as a hand takes hold, beside the window's thread, and once for each painting: by
    the time the hand has moved it is there, as a rule. ``said`` carries a sentence and its kind.
    """

    said = Signal(str, str)

    def __init__(self, on_canvas: OnCanvas, tasks: Tasks, settings: WindowSettings, window: QWidget) -> None:
        super().__init__(window)
        self._on_canvas, self._tasks, self._settings, self._window = on_canvas, tasks, settings, window
        self._gestures: list[DragGesture] = []
        self._order: tuple[Source, ExportChoices] | None = None
        self._written: Written | None = None
        self._copied: QMimeData | None = None

    def serve(self, handle: DragHandle, canvas: QWidget) -> None:
        """Let the picture be dragged out by ``handle``, and off ``canvas`` with Alt."""
        for widget, key in (
            (handle, Qt.KeyboardModifier.NoModifier),
            (canvas, Qt.KeyboardModifier.AltModifier),
        ):
            gesture = DragGesture(widget, lambda: self._on_canvas.available, key)
            gesture.pressed.connect(self._prepare)
            gesture.begun.connect(self._begin)
            gesture.ended.connect(self._end)
            self._gestures.append(gesture)
        handle.clicked.connect(lambda: self._end(False))

    def tidy(self) -> None:
        """Clear away what a program that was killed has left."""
        self._tasks.run(outgoing_files.sweep, lambda _nothing: None)

    # ---- copying ----------------------------------------------------------------------------------

    def copy(self) -> None:
        """Put the painting on the clipboard, as pixels and as PNG."""
        self._on_canvas.fetch(self._copy)

    def _copy(self, source: Source) -> None:
        self._tasks.run(partial(outgoing_files.clip, source), self._clip_ready, self._failed)

    def _clip_ready(self, clip: Clip) -> None:
        mime = QMimeData()
        mime.setImageData(clip.image)
        mime.setData("image/png", clip.png)
        QGuiApplication.clipboard().setMimeData(mime)
        self._copied = mime
        self.said.emit(self.tr("The painting is on the clipboard."), "info")

    # ---- dragging ---------------------------------------------------------------------------------

    def _prepare(self) -> None:
        if self._on_canvas.of_run:
            self._order = self._written = None  # there is more to see by now than in the last file
        self._on_canvas.fetch(self._write)

    def _write(self, source: Source) -> None:
        choices = self._settings.export_choices()
        if self._is_ordered(source, choices):
            return
        self._order, self._written = (source, choices), None
        work = partial(outgoing_files.write, source, choices)
        self._tasks.run(
            work, partial(self._file_ready, self._order), partial(self._write_failed, self._order)
        )

    def _is_ordered(self, source: Source, choices: ExportChoices) -> bool:
        if (
            self._order is None
            or self._order[0] is not source
            or self._order[1].changed(expanded=False) != (choices.changed(expanded=False))
        ):
            return False
        # Somebody may have cleared the folder, or moved the file out of it.
        return self._written is None or self._written.path.is_file()

    def _begin(self) -> None:
        if self._written is not None:
            self._drag(self._written)
        else:
            self.said.emit(self.tr("One moment: the file is being written. Hold on to it."), "info")

    def _file_ready(self, order: tuple[Source, ExportChoices], written: Written) -> None:
        if order is not self._order:
            return
        self._written = written
        if any(gesture.is_held() for gesture in self._gestures):
            self._drag(written)

    def _drag(self, written: Written) -> None:
        drag = QDrag(self._window)
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(written.path))])
        mime.setImageData(written.image)
        drag.setMimeData(mime)
        drag.setPixmap(self._small(written))
        try:
            self.run_drag(drag)
        finally:
            for gesture in self._gestures:
                gesture.let_go()

    def run_drag(self, drag: QDrag) -> None:
        """Hand the drag over to the system until it is let go. Never a move: the file is ours to clear."""
        drag.exec(Qt.DropAction.CopyAction)

    def _small(self, written: Written) -> QPixmap:
        ratio = self._window.devicePixelRatioF()
        small = written.image.scaled(
            _DRAGGED * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.FastTransformation,
        )
        small.setDevicePixelRatio(ratio)
        return QPixmap.fromImage(small)

    def _end(self, begun: bool) -> None:
        if not begun:
            keys = self.tr("Drag the painting into a folder or another program; Ctrl+C copies it.")
            self.said.emit(keys, "info")
        elif self._written is None:
            self.said.emit(self.tr("The file was not written yet. Drag it once more."), "info")

    def _write_failed(self, order: tuple[Source, ExportChoices], failure: Failure) -> None:
        if order is self._order:
            self._order = None
        self._failed(failure)

    def _failed(self, failure: Failure) -> None:
        self.said.emit(failure.sentence, "error")

    # ---- the end ----------------------------------------------------------------------------------

    def shutdown(self) -> None:
        """Clear away what was handed out; what was copied stays for as long as the system keeps it."""
        outgoing_files.remove_own()
        copied, self._copied = self._copied, None
        clipboard = QGuiApplication.clipboard()
        if copied is not None and (clipboard.ownsClipboard() or clipboard.mimeData() is copied):
            # Without anything made in Python: Qt lets go of it when the interpreter is gone.
            clipboard.setImage(clipboard.image())
