"""``--json``: names and types are a public interface, one object a line, and nothing else on stdout."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest
from command_line import ABSENT_DEVICE, Command
from runs import intercept

pytestmark = pytest.mark.usefixtures("tiny")

NUMBER = (int, float)
#: As the documents promise them; more may be there, none may be missing or change its type.
PROGRESS = {
    "run": str,
    "scale_index": int,
    "scale_count": int,
    "width": int,
    "height": int,
    "iteration": int,
    "iterations": int,
    "evaluations": int,
    "objective": NUMBER,
    "content": NUMBER,
    "style": NUMBER,
    "tv": NUMBER,
    "elapsed_s": NUMBER,
    "eta_s": NUMBER,
}
FINISHED = {
    "run": str,
    "output": str,
    "state": str,
    "width": int,
    "height": int,
    "file_width": int,
    "file_height": int,
    "evaluations": int,
    "objective": NUMBER,
    "elapsed_s": NUMBER,
    "peak_memory_bytes": int,
    "device": str,
    "precision": str,
}


def _holds(data: dict[str, object], fields: dict[str, object]) -> None:
    for name, kind in fields.items():
        assert isinstance(data[name], kind), name  # type: ignore[arg-type]
        assert not isinstance(data[name], bool)


def test_every_field_of_every_event(command: Command, pair: list[str], output: Path) -> None:
    # The short edge is 192 px, so there are coarser scales at its half and quarter.
    outcome = command(
        "render", *pair, "--size", 256, "--iterations", 2, "--tv-weight", 3, "--output", output, "--json"
    )
    assert (outcome.code, outcome.err) == (0, "")
    names = [data["event"] for data in outcome.objects]
    assert names[0] == "started"
    assert names[-1] == "finished"
    assert set(names[1:-1]) == {"progress", "preview", "warning"}
    assert len({data["run"] for data in outcome.objects}) == 1

    (started,) = outcome.of("started")
    assert (started["width"], started["height"]) == (256, 192)
    assert [scale["width"] for scale in started["plan"]["scales"]] == [64, 128, 256]

    progress = outcome.of("progress")
    for data in progress:
        _holds(data, PROGRESS)
        assert data["objective"] == pytest.approx(data["content"] + data["style"] + data["tv"])
        assert data["tv"] > 0
    counted = [(d["scale_index"], d["iteration"], d["iterations"], d["width"], d["height"]) for d in progress]
    scales = [(s["iterations"], s["width"], s["height"]) for s in started["plan"]["scales"]]
    assert scales[1:] == [(2, 128, 96), (2, 256, 192)]
    assert counted == [(i, n, s[0], s[1], s[2]) for i, s in enumerate(scales) for n in range(1, s[0] + 1)]
    assert {data["scale_count"] for data in progress} == {3}
    assert {data["tiles"] for data in progress} == {1}
    # The first evaluation of a scale comes before its first step.
    assert [data["evaluations"] for data in progress] == [data["iteration"] + 1 for data in progress]
    elapsed = [data["elapsed_s"] for data in progress]
    assert elapsed == sorted(elapsed)
    assert progress[-1]["eta_s"] == 0

    (finished,) = outcome.of("finished")
    _holds(finished, FINISHED)
    assert finished["output"] == str(output)
    assert finished["state"] == "finished"
    assert finished["evaluations"] == len(progress) + 3
    assert finished["objective"] == progress[-1]["objective"]
    assert (finished["device"], finished["precision"]) == ("cpu", "float32")
    assert output.is_file()


def test_no_preview_carries_pixels(command: Command, pair: list[str], output: Path) -> None:
    outcome = command("render", *pair, "--output", output, "--json")
    for data in outcome.of("preview"):
        assert set(data) == {"event", "run", "scale_index", "iteration", "width", "height"}
    assert outcome.of("preview")


def test_a_warning_is_an_object_too(command: Command, pair: list[str], output: Path) -> None:
    outcome = command("render", *pair, "--device", ABSENT_DEVICE, "--output", output, "--json")
    assert outcome.err == ""
    assert any(f"no {ABSENT_DEVICE} device" in data["message"] for data in outcome.of("warning"))


def test_a_diverged_run_is_finished_and_saved(
    command: Command, pair: list[str], output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    intercept(monkeypatch, lambda call, _, good: replace(good, content=math.inf) if call > 1 else good)
    outcome = command("render", *pair, "--output", output, "--json")
    assert outcome.code == 1
    (finished,) = outcome.of("finished")
    assert (finished["state"], finished["output"]) == ("diverged", str(output))
    assert output.is_file()


def test_values_that_are_not_numbers_never_reach_json(
    command: Command, pair: list[str], output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    intercept(monkeypatch, lambda call, _, good: replace(good, style=math.nan))
    outcome = command("render", *pair, "--output", output, "--json")

    def refuse(name: str) -> None:
        raise AssertionError(name)

    for line in outcome.out.splitlines():
        json.loads(line, parse_constant=refuse)
    assert outcome.of("finished")[0]["objective"] is None


def test_any_encoding_of_the_console_gives_the_same_json(
    command: Command, pair: list[str], output: Path
) -> None:
    target = output.with_name("größe 画 🎨.png")
    outcome = command("render", *pair, "--output", target, "--json")
    assert outcome.out.isascii()
    assert outcome.of("finished")[0]["output"] == str(target)


def test_the_same_run_says_the_same(command: Command, pair: list[str], output: Path) -> None:
    texts = []
    for name in ("a.png", "b.png"):
        outcome = command("render", *pair, "--output", output.with_name(name), "--json")
        texts.append([(data["objective"], data["evaluations"]) for data in outcome.of("progress")])
    assert texts[0] == texts[1]
    assert output.with_name("a.png").read_bytes() == output.with_name("b.png").read_bytes()
