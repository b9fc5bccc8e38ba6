"""The plan: *how this machine paints it*. Made by ``forecast`` from a recipe and the user's limits."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidatorFunctionWrapHandler, field_validator

DeviceName = Literal["auto", "cpu", "cuda", "mps"]
PrecisionName = Literal["auto", "float32", "bfloat16", "float16"]

#: Pairs L-BFGS remembers: 8 did nearly as well as 20 in runs of 50 iterations (docs/decisions/0004).
HISTORY: Final = 12


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Limits(_Frozen):
    """What the user asks of the machine; ``auto`` and ``None`` leave the choice to the program."""

    device: DeviceName = "auto"
    precision: PrecisionName = "auto"
    threads: Annotated[int, Field(ge=1, le=1024)] | None = None
    #: Peak memory the whole process may take, in bytes; ``None`` is what is free.
    memory_bytes: Annotated[int, Field(ge=1)] | None = None


class ScalePlan(_Frozen):
    """One step of the coarse-to-fine schedule: its size in pixels, its iterations, and how they fit in."""

    width: int
    height: int
    iterations: int
    #: Longest inner edge of the tiles in pixels, a multiple of 16; ``None``: one piece.
    tile: Annotated[int, Field(ge=16, multiple_of=16)] | None = None
    #: Whether tiles find the photograph's features kept, or take them anew in every evaluation.
    keep_content: bool = True
    optimiser: Literal["lbfgs", "adam"] = "lbfgs"
    #: Pairs the L-BFGS optimiser remembers.
    history: Annotated[int, Field(ge=1)] = HISTORY


class Plan(_Frozen):
    """Everything resolved: same recipe + same plan + same machine = same pixels."""

    scales: Annotated[tuple[ScalePlan, ...], Field(min_length=1)]
    device: Literal["cpu", "cuda", "mps"]
    precision: Literal["float32", "bfloat16", "float16", "float64"]
    threads: int
    #: Whether deep convolutions go by Winograd's method: quicker, and rounded a little differently.
    winograd: bool = False
    #: Predicted peak memory of the whole process in bytes.
    memory_bytes: int
    #: What had to be chosen differently from what was asked, as sentences (a missing device, say).
    notices: tuple[str, ...] = ()

    @field_validator("notices", mode="wrap")
    @classmethod
    def _as_they_are(cls, notices: object, check: ValidatorFunctionWrapHandler) -> object:
        # Checking alone would make plain strings of sentences, which nobody could translate any more.
        checked = check(notices)
        return notices if isinstance(notices, tuple) else checked
