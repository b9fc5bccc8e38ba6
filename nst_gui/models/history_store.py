"""Every painting that was made, on the disk: picture, settings, note, star. No Qt here.

One folder for each: ``record.json``, ``picture.png`` (16 bits, before its finish), ``thumbnail.png``, and the
stages it went through in ``stages``. An entry is written beside its place and renamed when it is complete, so
that there is never half of one. Whoever writes one, or deletes one, holds a lock beside it, so that no other
window clears it away.
"""

from __future__ import annotations

import logging
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, BinaryIO, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from nst_engine import pictures
from nst_engine.errors import InputError, NstError, ResourceError
from nst_engine.pictures.files import rename_folder, write_atomically
from nst_engine.pictures.picture import Picture
from nst_engine.plan import Plan
from nst_engine.recipe import Recipe
from nst_engine.result import EndState, Result
from nst_engine.sentences import Sentence
from nst_engine.stages import StageFolder
from nst_gui.desktop.file_lock import FileLock

_log: Final = logging.getLogger(__name__)
#: Long edge in pixels of a thumbnail: sharp on a screen of three times the usual density.
THUMBNAIL_EDGE: Final = 384
MAX_NOTE: Final = 2000
MAX_RECORD_BYTES: Final = 2_000_000
_ID: Final = re.compile(r"\d{8}-\d{6}-\d{3}")
_UNFINISHED: Final = ".part"
_LOCK: Final = ".lock"


class Record(BaseModel):
    """What is known of one painting; ``painted_at`` in seconds since 1970, UTC."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal[1] = 1
    recipe: Recipe
    plan: Plan
    state: EndState
    evaluations: Annotated[int, Field(ge=0)]
    objective: Annotated[float, Field(allow_inf_nan=False)] | None
    elapsed_s: Annotated[float, Field(ge=0, allow_inf_nan=False)]
    peak_memory_bytes: Annotated[int, Field(ge=0)]
    painted_at: Annotated[float, Field(ge=0, allow_inf_nan=False)]
    note: Annotated[str, Field(max_length=MAX_NOTE)] = ""
    starred: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One painting of the history: where it is and how much room it takes on the disk, in bytes."""

    id: str
    folder: Path
    record: Record
    size: int

    @property
    def thumbnail(self) -> Path:
        return self.folder / "thumbnail.png"

    @property
    def picture(self) -> Path:
        """The painting before its finish."""
        return self.folder / "picture.png"

    @property
    def stages(self) -> Path:
        """The folder of its stages, which not every painting has."""
        return self.folder / "stages"


class HistoryStore:
    """The history in ``folder``, which need not exist yet. Its methods block; they belong off the window."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, result: Result, now: float | None = None, stages: StageFolder | None = None) -> Entry:
        """Keep ``result``, and take its ``stages`` over; raises :class:`ResourceError` when the disk is full.

        A painting whose stages cannot be kept is kept without. Of one that cannot be kept itself they stay
        where they are, to be rescued from.
        """
        painted_at = time.time() if now is None else now
        record = Record(
            recipe=result.recipe,
            plan=result.plan,
            state=result.state,
            evaluations=result.evaluations,
            objective=result.objective,
            elapsed_s=result.elapsed_s,
            peak_memory_bytes=result.peak_memory_bytes,
            painted_at=painted_at,
        )
        place, lock = self._claim_place(painted_at)
        workshop = place.with_name(place.name + _UNFINISHED)
        try:
            workshop.mkdir()
            pictures.save(result.painted, workshop / "picture.png", pictures.SaveOptions(bits=16))
            pictures.save(pictures.shrunk(result.picture, THUMBNAIL_EDGE), workshop / "thumbnail.png")
            _write_record(workshop, record)
            _take_over(stages, workshop / "stages", result.painted)
            rename_folder(workshop, place)
        except (OSError, NstError) as error:
            shutil.rmtree(workshop, ignore_errors=True)
            raise _not_kept(error) from error
        finally:
            lock.release(remove=True)
        if stages is not None:
            stages.discard()  # nothing is left of them here when they were taken over
        return Entry(place.name, place, record, _size(place))

    def _claim_place(self, painted_at: float) -> tuple[Path, FileLock]:
        """A place that is free, and the lock that keeps it for us."""
        day = time.strftime("%Y%m%d-%H%M%S", time.gmtime(painted_at))
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for number in range(1000):
                place = self.folder / f"{day}-{number:03}"
                lock = FileLock.take(_lock_of(place))
                if lock is None:
                    continue
                if not place.exists() and not place.with_name(place.name + _UNFINISHED).exists():
                    return place, lock
                lock.release(remove=True)
        except OSError as error:
            raise _not_kept(error) from error
        raise ResourceError("A thousand paintings in one second are too many for the history.")

    def entries(self) -> list[Entry]:
        """All that can be read, the newest first; what cannot is left where it is, with a line in the log."""
        return sorted(self._read(), key=lambda entry: (entry.record.painted_at, entry.id), reverse=True)

    def _read(self) -> Iterator[Entry]:
        try:
            folders = [path for path in self.folder.iterdir() if _ID.fullmatch(path.name)]
        except FileNotFoundError:
            return
        except OSError as error:
            _log.warning("The history cannot be read: %s", error)
            return
        for folder in folders:
            try:
                yield Entry(folder.name, folder, _read_record(folder), _size(folder))
            except (OSError, ValueError) as error:
                _log.warning("A painting of the history cannot be read: %s: %s", folder.name, error)

    def change(self, entry: Entry, **changes: Any) -> Entry:
        """``entry`` with another ``note``, ``starred`` or ``recipe``.

        Raises :class:`InputError` for a note that is too long, :class:`ResourceError` when the disk does not
        take it.
        """
        try:
            record = Record.model_validate({**dict(entry.record), **changes})
        except ValidationError as error:
            raise InputError("A note has at most {most:,} characters; shorten it.", most=MAX_NOTE) from error
        _write_record(entry.folder, record)
        return replace(entry, record=record)

    def result(self, entry: Entry) -> Result:
        """The painting as it came from its run, before its finish.

        Raises :class:`InputError` when its picture is not there any more.
        """
        painted = pictures.load(entry.picture)
        record = entry.record
        return Result(
            picture=painted,
            painted=painted,
            recipe=record.recipe,
            plan=record.plan,
            state=record.state,
            evaluations=record.evaluations,
            objective=record.objective,
            elapsed_s=record.elapsed_s,
            peak_memory_bytes=record.peak_memory_bytes,
        )

    def remove(self, entry: Entry) -> None:
        """Take a painting away for good; raises :class:`ResourceError` when the system does not let it go."""
        leaving = entry.folder.with_name(entry.id + _UNFINISHED)
        try:
            rename_folder(entry.folder, leaving)  # gone at once, whatever happens while it is deleted
        except FileNotFoundError:
            return
        except OSError as error:
            raise ResourceError(
                "The painting could not be taken out of the history: {reason}", reason=_reason(error)
            ) from error
        shutil.rmtree(leaving, ignore_errors=True)

    def sweep(self) -> None:
        """Delete what was never completed, or never completely deleted, and is nobody's work at present."""
        with suppress(OSError):
            for left in (*self.folder.glob(f"*{_UNFINISHED}"), *self.folder.glob(f"*{_LOCK}")):
                place = left.with_suffix("")
                lock = FileLock.take(_lock_of(place)) if _ID.fullmatch(place.name) else None
                if lock is not None:
                    shutil.rmtree(place.with_name(place.name + _UNFINISHED), ignore_errors=True)
                    lock.release(remove=True)

    def trim(self, budget: int, entries: list[Entry]) -> list[Entry]:
        """Remove the oldest of ``entries`` until all take at most ``budget`` bytes; returns those that stay.

        Starred ones stay, and so does the newest, whatever they take; and what the system does not let go.
        """
        kept = sorted(entries, key=lambda entry: (entry.record.painted_at, entry.id), reverse=True)
        total = sum(entry.size for entry in kept)
        for entry in reversed(kept[1:]):
            if total <= budget:
                break
            if not _is_starred_by_now(entry) and self._is_removed(entry):
                kept.remove(entry)
                total -= entry.size
        return kept

    def _is_removed(self, entry: Entry) -> bool:
        """Remove it; one that another program has open stays until the next time."""
        try:
            self.remove(entry)
        except ResourceError as error:
            _log.warning("%s: %s", entry.id, error)
            return False
        return True


def _lock_of(place: Path) -> Path:
    return place.with_name(place.name + _LOCK)


def _take_over(stages: StageFolder | None, place: Path, painted: Picture) -> None:
    try:
        if stages is not None and stages.close(painted):
            shutil.move(stages.folder, place)
    except (OSError, NstError) as error:
        _log.warning("The stages of a painting could not be kept: %s", error)
        shutil.rmtree(place, ignore_errors=True)


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _write_record(folder: Path, record: Record) -> None:
    data = record.model_dump_json(indent=1).encode()

    def write(file: BinaryIO) -> None:
        file.write(data)

    write_atomically(folder / "record.json", write)


def _read_record(folder: Path) -> Record:
    path = folder / "record.json"
    if path.stat().st_size > MAX_RECORD_BYTES:
        raise ValueError("its record is too large")
    return Record.model_validate_json(path.read_bytes())


def _is_starred_by_now(entry: Entry) -> bool:
    """Asked of the disk: the star may be younger than ``entry``."""
    try:
        return _read_record(entry.folder).starred
    except (OSError, ValueError):
        return entry.record.starred


def _not_kept(error: OSError | NstError) -> ResourceError:
    return ResourceError("The painting could not be kept in the history: {reason}", reason=_reason(error))


def _reason(error: OSError | NstError) -> Sentence:
    if isinstance(error, NstError):
        return error.sentence
    return Sentence("the system says “{words}”.", words=error.strerror or str(error))
