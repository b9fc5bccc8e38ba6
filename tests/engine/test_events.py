"""Events as the public interface prints them."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest

from nst_engine.events import (
    Changed,
    ChangeRefused,
    Event,
    Finished,
    Paused,
    Preview,
    Progress,
    Resumed,
    RunWarning,
    Stage,
    Started,
)
from nst_engine.plan import Plan, ScalePlan
from nst_engine.recipe import PictureRef, Recipe, StyleRef

PLAN = Plan(
    scales=(ScalePlan(width=64, height=48, iterations=3),),
    device="cpu",
    precision="float32",
    threads=2,
    memory_bytes=10**9,
    notices=("This computer has no cuda device.",),
)
PICTURE = PictureRef(name="a.jpg", sha256="a" * 64, width=640, height=480)
RECIPE = Recipe(content=PICTURE, styles=(StyleRef(picture=PICTURE),))
EVENTS = (
    Started("r1", PLAN, 64, 48),
    Progress(
        "r1",
        scale_index=0,
        scale_count=1,
        width=64,
        height=48,
        iteration=1,
        iterations=3,
        evaluations=2,
        objective=0.5,
        content=0.1,
        style=0.3,
        tv=0.1,
        elapsed_s=1.5,
        eta_s=None,
    ),
    Preview("r1", 0, 1, 64, 48, np.zeros((48, 64, 3), np.uint8)),
    RunWarning("r1", "Strokes come out finer."),
    Changed("r1", 0, 2, RECIPE),
    ChangeRefused("r1", "There is not enough memory for this change."),
    Paused("r1", np.zeros((48, 64, 3), np.uint16)),
    Resumed("r1"),
    Finished(
        "r1",
        state="finished",
        width=64,
        height=48,
        evaluations=4,
        objective=None,
        elapsed_s=2.0,
        peak_memory_bytes=10**9,
        device="cpu",
        precision="float32",
    ),
)
#: What the documentation promises to everyone who reads the command line's JSON: never fewer than these.
PUBLIC = {
    "started": {"plan", "width", "height"},
    "progress": {
        *("scale_index", "scale_count", "width", "height", "iteration", "iterations", "evaluations"),
        *("objective", "content", "style", "tv", "elapsed_s", "eta_s"),
    },
    "preview": {"scale_index", "iteration", "width", "height"},
    "warning": {"message"},
    "changed": {"scale_index", "iteration", "recipe"},
    "change_refused": {"message"},
    "paused": set(),
    "resumed": set(),
    "finished": {
        *("state", "width", "height", "evaluations", "objective", "elapsed_s", "peak_memory_bytes"),
        *("device", "precision"),
    },
}


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.name)
def test_events_are_plain_json_with_the_promised_names(event: Event) -> None:
    data = json.loads(json.dumps(event.to_dict(), allow_nan=False))
    assert data.pop("event") == event.name
    assert data.pop("run") == "r1"
    assert set(data) >= PUBLIC[event.name]
    for name, value in data.items():
        if name not in ("plan", "recipe"):
            assert value == getattr(event, name)


def test_every_kind_of_event_is_promised() -> None:
    assert {event.name for event in EVENTS} == set(PUBLIC)
    # A stage is a picture for whoever keeps it: the command line prints none.
    assert {kind.name for kind in Event.__subclasses__()} == {*PUBLIC, Stage.name}


def test_a_preview_s_pixels_stay_out_of_the_json() -> None:
    data = EVENTS[2].to_dict()
    assert data == {
        "event": "preview",
        "run": "r1",
        "scale_index": 0,
        "iteration": 1,
        "width": 64,
        "height": 48,
    }


def test_the_plan_survives_the_json() -> None:
    assert Plan.model_validate(json.loads(json.dumps(EVENTS[0].to_dict()))["plan"]) == PLAN


def test_events_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        EVENTS[3].message = "other"  # type: ignore[attr-defined]
