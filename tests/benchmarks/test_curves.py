"""What the curves are read from, and what is drawn and told of them."""

from __future__ import annotations

import json
import math
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.curves import Recording, curves_table, first_below, read_recording
from benchmarks.plot import Curve, Moment, log_plot, short_number
from benchmarks.processes import Line, Measured, ProcessFailed
from benchmarks.recorder import spread

SVG = "{http://www.w3.org/2000/svg}"


def recorded(state: str = "finished") -> Measured:
    def progress(scale: int, iteration: int, objective: float) -> dict[str, object]:
        width = 128 << scale
        place = {"scale_index": scale, "scale_count": 2, "width": width, "height": width * 3 // 4}
        return {"event": "progress", "iteration": iteration, "objective": objective, **place}

    events: list[dict[str, object]] = [
        {"event": "started"},
        progress(0, 1, 500.0),
        progress(0, 2, 400.0),
        progress(1, 1, 300.0),
        progress(1, 2, 200.0),
        {"event": "finished", "state": state, "precision": "bfloat16"},
        {"event": "saved"},
        {"event": "kept", "iteration": 2, "path": "kept/2.png"},
    ]
    lines = [Line(float(second), json.dumps(event)) for second, event in enumerate(events)]
    return Measured(9.0, 1, lines)


def test_a_recording_has_the_coarse_scales_and_the_times_of_its_pictures() -> None:
    found = read_recording(recorded())
    assert found.coarse == [("128 × 96", [(1.0, 5.0), (2.0, 4.0)])]
    assert (found.last, found.precision) == ("256 × 192", "bfloat16")
    assert found.kept == [(4.0, Path("kept/2.png"))]
    assert found.saved_s == 6.0


def test_a_recording_that_was_not_finished_is_refused() -> None:
    with pytest.raises(ProcessFailed, match="diverged"):
        read_recording(recorded("diverged"))


def test_pictures_are_chosen_evenly_with_both_ends() -> None:
    assert spread([3, 5, 9], 5) == [3, 5, 9]
    assert spread(list(range(1, 12)), 3) == [1, 6, 11]


def test_ours_is_compared_where_it_first_was_as_good() -> None:
    points = [(2.0, 900.0), (3.0, 80.0), (4.0, 85.0)]
    assert first_below(900.0, points) == 2.0
    assert first_below(85.0, points) == 3.0
    assert first_below(79.0, points) is None
    theirs = [(10.0, 1000.0), *((10.0 + step, 1000.0 / step) for step in range(1, 11))]
    ours = Recording("fine", "float32", [], "8 × 8", points, (5.0, 101.0))
    rows = curves_table(theirs, (21.0, 102.0), [ours]).splitlines()[2:]
    assert rows == [
        "| 1 | 1,000 | 11.0 | 2.0 | 5.5 |",
        "| 3 | 333 | 13.0 | 3.0 | 4.3 |",
        "| 6 | 167 | 16.0 | 3.0 | 5.3 |",
        "| 10 | 100 | 20.0 | 3.0 | 6.7 |",
        "| saved picture | 102 | 21.0 | 5.0 | 4.2 |",
    ]


def drawn(*curves: Curve, moments: tuple[Moment, ...] = ()) -> ElementTree.Element:
    return ElementTree.fromstring(log_plot("A & B", ("x", "y"), curves, moments))


def polyline(picture: ElementTree.Element) -> list[tuple[float, float]]:
    points = picture.find(f"{SVG}polyline").attrib["points"]  # type: ignore[union-attr]
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in points.split())]


def test_equal_factors_are_equal_distances_and_more_is_higher() -> None:
    (x1, y1), (x2, y2), (x3, y3) = polyline(drawn(Curve([(1, 1e6), (10, 1e4), (100, 1e2)], "#123456")))
    assert x2 - x1 == pytest.approx(x3 - x2, abs=0.15)
    assert x1 < x2
    assert y2 - y1 == pytest.approx(y3 - y2, abs=0.15)
    assert y1 < y2  # pixels count downwards


def test_a_value_that_is_no_number_is_left_out() -> None:
    points = polyline(drawn(Curve([(1, 5), (2, math.nan), (3, 4)], "#123456")))
    assert len(points) == 2
    with pytest.raises(ValueError, match="nothing"):
        log_plot("t", ("x", "y"), [Curve([(1, math.nan)], "#123456")])


def test_everything_is_inside_the_picture_and_told() -> None:
    curve = Curve([(1, 9), (2, 3)], "#123456", "ours", ring=(4, 2))
    picture = drawn(curve, Curve((), "#777777", "coarse", dashed=True), moments=(Moment(1.5, "256", "#0a0"),))
    texts = [text.text for text in picture.iter(f"{SVG}text")]
    assert {"A & B", "x", "y", "ours", "coarse", "256", "saved picture"} <= set(texts)
    width, height = (float(picture.attrib[name]) for name in ("width", "height"))
    for circle in picture.iter(f"{SVG}circle"):
        assert 0 < float(circle.attrib["cx"]) < width
        assert 0 < float(circle.attrib["cy"]) < height


@pytest.mark.parametrize(
    ("value", "text"), [(2e6, "2 M"), (50_000, "50 k"), (1_500_000, "1.5 M"), (0.5, "0.5")]
)
def test_numbers_on_axes_are_short(value: float, text: str) -> None:
    assert short_number(value) == text
