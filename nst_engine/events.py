"""What a run says while it works: small immutable values, handed to ``on_event`` in the run's thread.

Their field names are a public interface (``--json`` prints them): fields may be added, never renamed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from nst_engine.plan import Plan
from nst_engine.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Event:
    """Base of all events; ``run`` is the id of the run that speaks."""

    name: ClassVar[str] = "event"
    run: str

    def to_dict(self) -> dict[str, Any]:
        """The event as plain JSON values, without pixels."""
        data: dict[str, Any] = {"event": self.name}
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, np.ndarray) or one.metadata.get("pixels"):
                continue
            data[one.name] = value.model_dump(mode="json") if isinstance(value, (Plan, Recipe)) else value
        return data


@dataclass(frozen=True, slots=True)
class Started(Event):
    """The run begins: its plan, and the output's size in pixels."""

    name: ClassVar[str] = "started"
    plan: Plan
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Progress(Event):
    """One optimiser iteration is done.

    ``iteration`` of ``iterations`` counts within the scale (from 1); ``evaluations`` counts calls of the
    objective at this scale; ``objective`` = its weighted terms ``content + style + tv``; ``elapsed_s``
    excludes pauses; ``eta_s`` covers all scales that remain (``None`` until it is known); ``tiles`` is the
    number of pieces each evaluation of this scale is computed in.
    """

    name: ClassVar[str] = "progress"
    scale_index: int
    scale_count: int
    width: int
    height: int
    iteration: int
    iterations: int
    evaluations: int
    objective: float
    content: float
    style: float
    tv: float
    elapsed_s: float
    eta_s: float | None
    tiles: int = 1


@dataclass(frozen=True, slots=True)
class Preview(Event):
    """The picture so far at the current scale: ``pixels`` is uint8, H×W×3, sRGB, never reused by the run."""

    name: ClassVar[str] = "preview"
    scale_index: int
    iteration: int
    width: int
    height: int
    pixels: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Stage(Event):
    """One of the moments by which a run is looked back at; which ones they are follows from the plan alone.

    ``width`` and ``height`` are the scale's; ``pixels`` is uint8, H×W×3, sRGB, at most ``stages.EDGE`` long,
    and never reused by the run.
    """

    name: ClassVar[str] = "stage"
    scale_index: int
    scale_count: int
    iteration: int
    iterations: int
    width: int
    height: int
    pixels: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class RunWarning(Event):
    """Something the user should know; the run goes on."""

    name: ClassVar[str] = "warning"
    message: str


@dataclass(frozen=True, slots=True)
class Changed(Event):
    """The run goes on with other settings after ``iteration`` iterations of a scale.

    ``recipe`` holds them, and in its segments those before: it paints what this run does.
    """

    name: ClassVar[str] = "changed"
    scale_index: int
    iteration: int
    recipe: Recipe


@dataclass(frozen=True, slots=True)
class ChangeRefused(Event):
    """Settings that were asked for cannot be painted with in this run; it goes on as before."""

    name: ClassVar[str] = "change_refused"
    message: str


@dataclass(frozen=True, slots=True)
class Paused(Event):
    """The run waits; a full-size preview came just before.

    ``levels`` is the same picture for whoever wants to save it: uint16, H×W×3, sRGB, 0–65535; ``None`` before
    there is one.
    """

    name: ClassVar[str] = "paused"
    levels: NDArray[np.uint16] | None = field(default=None, metadata={"pixels": True})


@dataclass(frozen=True, slots=True)
class Resumed(Event):
    """The run goes on after a pause."""

    name: ClassVar[str] = "resumed"


@dataclass(frozen=True, slots=True)
class Finished(Event):
    """The run is over; ``state`` is finished, stopped or diverged.

    ``forecast_s`` is what ``elapsed_s`` was expected to be at the start, ``None`` where this machine had not
    been measured yet.
    """

    name: ClassVar[str] = "finished"
    state: str
    width: int
    height: int
    evaluations: int
    objective: float | None
    elapsed_s: float
    peak_memory_bytes: int
    device: str
    precision: str
    forecast_s: float | None = None


OnEvent = Callable[[Event], None]
