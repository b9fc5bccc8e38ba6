"""Where an iteration's time goes, and how much of it is anything but convolution.

    python benchmarks/iteration.py

A real run at one size. Its last scale's iterations alternate with the same convolutions alone, on inputs that
lie ready; then a few more iterations are profiled. Prints Markdown tables. About 3 minutes on two cores at
its defaults.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.operators import CONVOLUTION, OPTIMISER, POOLING, Operator, seconds_by_kind
from benchmarks.options import PRECISIONS, add_pair_of_pictures, at_least, parser_for, say
from benchmarks.processes import limit_processors
from benchmarks.tables import facts, table, write_section
from nst_engine import pictures, process
from nst_engine.events import Event, Progress
from nst_engine.paths import HOME_VARIABLE
from nst_engine.plan import Limits, Plan
from nst_engine.recipe import Recipe, StyleRef
from nst_engine.version import PROGRAM_NAME, __version__

#: Iterations at the last scale that are not looked at: kernels are set up, the history fills.
WARM_UP = 3
#: Kinds of work that are marked in the profile.
_MARKS = (OPTIMISER, POOLING)


def main(arguments: list[str]) -> int:
    """Measure and print; returns the exit code: 0 done, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    limit_processors(options.threads)
    with tempfile.TemporaryDirectory() as home:
        # Not the user's: what a run that is interrupted all the time teaches about this machine is wrong.
        os.environ.update({HOME_VARIABLE: home, **dict(options.environment)})
        process.prepare()
        parts = [_one_precision(options, precision) for precision in options.precisions]
    text = "\n\n".join([*parts, _facts(options)])
    print(text)
    if options.write is not None:
        write_section(options.write, "iteration", text)
    return 0


def _parser() -> Any:
    parser = parser_for(__doc__)
    add_pair_of_pictures(parser)
    parser.add_argument("--size", type=at_least(64), default=1024, help="long edge in pixels (1024)")
    parser.add_argument(
        "--timed", type=at_least(2), default=8, help="iterations that alternate with convolutions alone (8)"
    )
    parser.add_argument("--profiled", type=at_least(1), default=4, help="iterations that are profiled (4)")
    parser.add_argument(
        "--precisions", choices=PRECISIONS, nargs="+", default=["auto", "float32"], help="(auto float32)"
    )
    return parser


@dataclass
class Watch:
    """What was measured; ``optimiser_s`` belongs to the same iterations as ``iteration_s``."""

    convolution_s: list[float] = field(default_factory=list)
    iteration_s: list[float] = field(default_factory=list)
    optimiser_s: list[float] = field(default_factory=list)
    profiled_s: float = 0.0
    operators: list[Operator] = field(default_factory=list)


def _one_precision(options: Any, precision: str) -> str:
    from nst_engine.planning import make_plan

    recipe = Recipe(
        content=pictures.reference(options.content.absolute()),
        styles=(StyleRef(picture=pictures.reference(options.style.absolute())),),
        size=options.size,
        iterations=WARM_UP + options.timed + options.profiled,
    )
    plan = make_plan(
        recipe, Limits.model_validate({"device": "cpu", "precision": precision, "threads": options.threads})
    )
    say(f"{precision}: {plan.scales[-1].iterations} iterations at {options.size} px …")
    watch = _measure(recipe, plan, options.timed, options.profiled)
    last = plan.scales[-1]
    title = f"**{last.width} × {last.height} pixels, {plan.precision}.** {summary(watch)}"
    return f"{title}\n\n{kinds_table(watch, options.profiled)}"


def _measure(recipe: Recipe, plan: Plan, timed: int, profiled: int) -> Watch:
    """Paint, and look at the last scale's iterations from within the run's own events."""
    import torch

    from benchmarks.convolutions import Convolutions
    from nst_engine import devices
    from nst_engine.objective import Weighting
    from nst_engine.renderer import render
    from nst_engine.vgg import deepest_layer
    from nst_engine.weights import fold, load

    last = plan.scales[-1]
    deepest = deepest_layer(Weighting.of(recipe).layers)
    weights = fold(load(recipe.weights, upto=deepest.replace("relu", "conv")))
    with devices.using(plan.threads):
        alone = Convolutions(weights, deepest, (last.height, last.width), devices.DTYPES[plan.precision])
    watch = Watch()
    profiler = torch.profiler.profile(activities=[torch.profiler.ProfilerActivity.CPU])
    left = time.perf_counter()
    step = _TimedStep()

    def note(event: Event) -> None:
        nonlocal left
        if not isinstance(event, Progress) or event.scale_index < event.scale_count - 1:
            return
        seconds = time.perf_counter() - left
        if WARM_UP < event.iteration <= WARM_UP + timed:
            watch.iteration_s.append(seconds)
            watch.optimiser_s.append(step.seconds)
        if WARM_UP <= event.iteration < WARM_UP + timed:
            watch.convolution_s.append(alone.run_s())
        if event.iteration > WARM_UP + timed:
            watch.profiled_s += seconds
        if event.iteration == WARM_UP + timed:
            profiler.start()
        if event.iteration == WARM_UP + timed + profiled:
            profiler.stop()
        step.seconds = 0.0
        left = time.perf_counter()

    with step.watching(), _marked_pooling():
        render(recipe, plan, note)
    watch.operators = _operators(profiler)
    return watch


class _TimedStep:
    """Marks and times the optimiser's steps while it is watching."""

    def __init__(self) -> None:
        self.seconds = 0.0

    @contextlib.contextmanager
    def watching(self) -> Any:
        """Put a watch around the optimiser's ``step`` for the time of the block."""
        import torch

        from nst_engine.optimisers import LBFGS

        original = LBFGS.step

        def watched(optimiser: Any, *arguments: Any) -> None:
            began = time.perf_counter()
            with torch.profiler.record_function(OPTIMISER):
                original(optimiser, *arguments)
            self.seconds += time.perf_counter() - began

        LBFGS.step = watched  # type: ignore[assignment, method-assign]
        try:
            yield
        finally:
            LBFGS.step = original  # type: ignore[method-assign]


@contextlib.contextmanager
def _marked_pooling() -> Any:
    """Mark the network's pooling for the time of the block: its operators are those of other work, too."""
    import torch

    from nst_engine import vgg

    originals = {name: getattr(vgg, name) for name in ("max_pool", "to_maxima")}

    def marked(function: Any) -> Any:
        def called(*arguments: Any) -> Any:
            with torch.profiler.record_function(POOLING):
                return function(*arguments)

        return called

    for name, function in originals.items():
        setattr(vgg, name, marked(function))
    try:
        yield
    finally:
        for name, function in originals.items():
            setattr(vgg, name, function)


def _operators(profiler: Any) -> list[Operator]:
    """Every call in the profile; times are microseconds there."""
    operators = []
    for event in profiler.events():
        within, caller = None, event
        while caller is not None:
            within = caller.name if caller.name in _MARKS else within
            caller = caller.cpu_parent
        operators.append(Operator(event.name, event.self_cpu_time_total / 1e6, within))
    return operators


def summary(watch: Watch) -> str:
    """The three figures that matter, each the median over iterations."""
    pairs = list(zip(watch.iteration_s, watch.convolution_s, strict=True))
    rest = median((iteration - alone) / alone for iteration, alone in pairs)
    share = median(
        step / iteration for step, iteration in zip(watch.optimiser_s, watch.iteration_s, strict=True)
    )
    return (
        f"An iteration takes {median(watch.iteration_s):.3f} s, the same convolutions alone "
        f"{median(watch.convolution_s):.3f} s: everything but convolution takes **{rest:.2f}** × their time, "
        f"the optimiser **{100 * share:.1f} %** of an iteration."
    )


def kinds_table(watch: Watch, iterations: int) -> str:
    """The profiled iterations by kind of work."""
    seconds = seconds_by_kind(watch.operators, watch.profiled_s)
    convolution = seconds[CONVOLUTION]
    rows = [
        [
            kind,
            f"{1000 * spent / iterations:.0f}",
            f"{100 * spent / watch.profiled_s:.1f} %",
            f"{spent / convolution:.2f}",
        ]
        for kind, spent in seconds.items()
    ]
    whole = ["all", f"{1000 * watch.profiled_s / iterations:.0f}", "", ""]
    return table(["profiled", "ms an iteration", "share", "÷ convolutions"], [*rows, whole])


def _facts(options: Any) -> str:
    import torch

    measured = f"{options.timed} iterations timed, {options.profiled} profiled, after {WARM_UP}"
    return facts(
        [
            ("Pictures", f"{options.content.name} in the style of {options.style.name}"),
            (PROGRAM_NAME, f"{__version__}, objective balanced, torch {torch.__version__}; {measured}"),
            ("Threads", str(options.threads)),
        ]
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
