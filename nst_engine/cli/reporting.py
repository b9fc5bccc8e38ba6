"""What a run prints: JSON lines on stdout for programs, a progress bar on stderr for people."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, Final, Self, cast

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn

from nst_engine import events
from nst_engine.cli.streams import JsonLines, LastingStream, say
from nst_engine.cli.words import counted, duration
from nst_engine.pictures import read_header
from nst_engine.result import Result

if TYPE_CHECKING:
    from nst_engine.forecast import Forecast


class Reporter:
    """Receives a run's events; ``finished`` comes once the picture is saved."""

    def __call__(self, event: events.Event) -> None:
        """Report one event of the run."""

    def finished(self, result: Result, saved: Path, stages: Path | None = None) -> None:
        """Report where the picture went, and its stages."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass


class JsonReporter(Reporter):
    """One JSON object a line; the last one, ``finished``, names the saved file."""

    def __init__(self) -> None:
        self._last: dict[str, Any] = {}
        self._lines = JsonLines()

    def __call__(self, event: events.Event) -> None:
        if isinstance(event, events.Finished):
            self._last = event.to_dict()
        elif not isinstance(event, events.Stage):  # a picture for whoever keeps it, and no news
            self._lines.print(event.to_dict())

    def finished(self, result: Result, saved: Path, stages: Path | None = None) -> None:
        file = read_header(saved)
        where = {"output": str(saved), "file_width": file.width, "file_height": file.height}
        self._lines.print({**self._last, **where, **({} if stages is None else {"stages": str(stages)})})


def _ending(result: Result, saved: Path) -> str:
    file = read_header(saved)  # which may have another size than what was painted
    size = f"{file.width} × {file.height}"
    told = {
        "finished": f"Saved {saved} ({size}, {duration(result.elapsed_s)}).",
        "stopped": f"Stopped; the picture so far is in {saved} ({size}).",
        "diverged": f"The run diverged; its last good picture is in {saved} ({size}).",
    }
    return told[result.state]


class QuietReporter(Reporter):
    """Says nothing but warnings, and what went differently from what was asked."""

    def __call__(self, event: events.Event) -> None:
        if isinstance(event, events.RunWarning):
            say(f"nst-studio: {event.message}")

    def finished(self, result: Result, saved: Path, stages: Path | None = None) -> None:
        if result.state != "finished":
            say(f"nst-studio: {_ending(result, saved)}")


class PeopleReporter(Reporter):
    """A progress bar with scale, iteration, objective and time left.

    What is known before the first iteration is said with it: a picture or weights file that turns out to be
    damaged gets its one sentence and nothing else.
    """

    def __init__(self) -> None:
        self._console = Console(file=cast(IO[str], LastingStream(sys.stderr)), highlight=False, emoji=False)
        self._held: list[str] = []
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %"),
            TextColumn("{task.fields[left]}"),
            console=self._console,
        )
        self._task: TaskID | None = None
        self._scale = -1

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Where no bar was started, stopping it would still print an empty line.
        if self._console.is_terminal:
            if error is not None and self._task is not None:
                self._bar.update(self._task, visible=False)  # the error's sentence says all there is
            self._bar.stop()

    def __call__(self, event: events.Event) -> None:
        if isinstance(event, events.Started):
            plan = event.plan
            scales = "1 scale" if len(plan.scales) == 1 else f"{len(plan.scales)} scales"
            self._held.append(
                f"{event.width} × {event.height} pixels in {scales} on {plan.device}, {plan.precision}; "
                f"about {plan.memory_bytes / 1e9:.1f} GB of memory."
            )
            self._task = self._bar.add_task("preparing", total=1.0, left="")
        elif isinstance(event, (events.RunWarning, events.ChangeRefused)):
            self._held.append(event.message)
        elif isinstance(event, events.Changed):
            self._held.append(
                f"Other settings from iteration {event.iteration + 1} of scale {event.scale_index + 1} on, "
                "as the recipe says."
            )
        elif isinstance(event, events.Progress):
            self._say_held()
            self._progress(event)

    def finished(self, result: Result, saved: Path, stages: Path | None = None) -> None:
        self._held.append(_ending(result, saved))
        if stages is not None:
            self._held.append(f"The stages are in {stages}.")
        self._say_held()

    def _say_held(self) -> None:
        for text in self._held:
            self._say(text)
        self._held.clear()

    def _say(self, text: str) -> None:
        self._console.print(text, markup=False, soft_wrap=True)

    def _progress(self, event: events.Progress) -> None:
        if not self._console.is_terminal:
            self._line_per_scale(event)
            return
        assert self._task is not None
        left = event.eta_s or 0.0
        self._bar.update(
            self._task,
            completed=event.elapsed_s / max(event.elapsed_s + left, 1e-9),
            description=f"scale {event.scale_index + 1}/{event.scale_count} ({_size(event)})"
            f"  {event.iteration}/{event.iterations}  objective {event.objective:.4g}",
            left=f"{duration(left)} left",
        )

    def _line_per_scale(self, event: events.Progress) -> None:
        if event.iteration == event.iterations:
            self._say(
                f"scale {event.scale_index + 1}/{event.scale_count} ({_size(event)}): "
                f"objective {event.objective:.4g} after {event.iterations} iterations, "
                f"{duration(event.eta_s or 0.0)} left"
            )


def _size(event: events.Progress) -> str:
    tiles = f" in {event.tiles} tiles" if event.tiles > 1 else ""
    return f"{event.width} × {event.height}{tiles}"


def print_forecast(forecast: Forecast, *, as_json: bool) -> None:
    """Plan, memory, time and light on stdout."""
    plan = forecast.plan
    if as_json:
        data = {
            "event": "forecast",
            "plan": plan.model_dump(mode="json"),
            "memory_bytes": forecast.memory_bytes,
            "available_bytes": forecast.available_bytes,
            "seconds": forecast.seconds,
            "loading_seconds": forecast.expectation.loading_s,
            "scale_seconds": list(forecast.scale_seconds),
            "light": forecast.light,
        }
        JsonLines().print(data)
        return
    for notice in plan.notices:
        print(notice)
    for index, (scale, seconds) in enumerate(zip(plan.scales, forecast.scale_seconds, strict=True), start=1):
        tiles = "" if scale.tile is None else f", in tiles of at most {scale.tile} × {scale.tile}"
        print(
            f"scale {index}: {scale.width} × {scale.height}, {scale.iterations} iterations{tiles}, "
            f"about {duration(seconds)}"
        )
    print(f"device: {plan.device}, {plan.precision}, {counted(plan.threads, 'thread')}")
    print(
        f"memory: {forecast.memory_bytes / 1e9:.2f} GB of {forecast.available_bytes / 1e9:.2f} GB "
        f"({forecast.light}). {_LIGHTS[forecast.light]}"
    )
    print(f"time: about {duration(forecast.seconds)}, without starting the program and saving the picture")


#: What the light means, and what to do about it.
_LIGHTS: Final[dict[str, str]] = {
    "fits": "There is room for it in one piece.",
    "will be tiled": "It will be painted in tiles to keep within that: slower, and without seams.",
    "does not fit": "Choose a smaller size, close other programs, or raise --memory-limit if you gave one.",
}
