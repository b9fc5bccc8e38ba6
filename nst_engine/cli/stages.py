"""``render --stages``: how the painting came about, as an animation or as numbered pictures."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from nst_engine import making_of, pictures
from nst_engine.errors import InputError, NstError
from nst_engine.events import Event, Stage
from nst_engine.making_of import Order
from nst_engine.pictures.files import write_reason
from nst_engine.result import Result
from nst_engine.sentences import Sentence
from nst_engine.stages import StageFolder, read_stages

_SAME_PLACE: Final = Sentence("The stages cannot go where the picture goes; give --stages another place.")


class StageTaker:
    """Keeps the stages of a run while it paints, and puts them where they were asked for when it is done.

    Without ``--stages`` it does nothing.
    """

    def __init__(self, options: argparse.Namespace, output: Path, inputs: Iterable[Path]) -> None:
        """``inputs`` are files that must stay as they are. Raises :class:`InputError`."""
        self._order: Order | None = None
        self._room: tempfile.TemporaryDirectory[str] | None = None
        self._folder: StageFolder | None = None
        if options.stages is None:
            return
        self._order = Order(Path(options.stages), overwrite=options.overwrite)
        if self._order.path.resolve() == output.resolve():
            raise InputError(_SAME_PLACE)
        self._order.check(inputs)

    def __enter__(self) -> Self:
        if self._order is not None:
            self._room = tempfile.TemporaryDirectory(prefix="nst-studio-", ignore_cleanup_errors=True)
            self._folder = StageFolder(Path(self._room.name) / "stages", lossless=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._room is not None:
            self._room.cleanup()

    def take(self, event: Event) -> None:
        """Look at an event of the run."""
        if self._folder is not None and isinstance(event, Stage):
            self._folder.keep(event)

    def write(self, result: Result, saved: Path) -> tuple[Path | None, list[Sentence]]:
        """Where the stages are now, ``None`` without any; and what could not be done as wished.

        ``saved`` is where the painting is.
        """
        order, folder = self._order, self._folder
        if order is None or folder is None:
            return None, []
        try:
            # Only now it can be seen that the names differ in nothing but letter case, say.
            if order.path.exists() and order.path.samefile(saved):
                raise InputError(_SAME_PLACE)
            stages = read_stages(folder.folder) if folder.close(result.painted) else None
            if stages is None:
                return None, [Sentence("There are no stages: the run ended before the first one.")]
            if result.state == "stopped" and order.path.is_file():
                # As for the picture: what is whole is never replaced by what is not.
                partial = order.path.with_stem(f"{order.path.stem}-partial")
                order = replace(order, path=pictures.free_name(partial), overwrite=False)
            return order.path, list(making_of.export(stages, result.recipe, order))
        except NstError as error:
            return None, [Sentence("The stages could not be saved. {reason}", reason=error.sentence)]
        except OSError as error:
            reason = write_reason(error)
            return None, [Sentence("The stages could not be saved: {reason}.", reason=reason)]
