"""The tables about our own runs: growth with the size, and forecasts beside what came."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.forecast import Comparison, Forecast, forecast_table
from benchmarks.growth import growth_table, section_name
from benchmarks.options import SizedSteps
from benchmarks.programs import Painting


def painting(width: int, seconds: float, **last_scale: Any) -> Painting:
    scale = {"tile": None, "optimiser": "lbfgs", "history": 12, **last_scale}
    return Painting(
        picture=Path("a.png"),
        width=width,
        height=width // 2,
        seconds=100.0,
        peak_bytes=2_000_000_000,
        evaluation_s=seconds,
        notes={"iterations": "5 + 2"},
        plan={"scales": [{"tile": None, "optimiser": "adam", "history": 1}, scale], "memory_bytes": 10**9},
        first_preview=(1.25, 11),
    )


def test_growth_tells_the_cost_of_a_megapixel_and_how_the_last_scale_was_painted() -> None:
    one_piece = painting(1000, 0.25)
    tiled = painting(4000, 24.0, tile=512, optimiser="adam")
    rows = growth_table([(SizedSteps(1000, 2), one_piece), (SizedSteps(4000, 2), tiled)]).splitlines()[2:]
    seen = "1.2 s, iteration 11"
    whole = f"100.0 | 2,000 | 1,000 | one piece | L-BFGS, 12 pairs | {seen}"
    assert rows == [
        f"| 1000 × 500 | 0.50 | 5 + 2 | 0.25 | 0.50 | {whole} |",
        f"| 4000 × 2000 | 8.00 | 5 + 2 | 24.00 | 3.00 | 100.0 | 2,000 | 1,000 | 512 | Adam | {seen} |",
    ]


def test_runs_with_a_limit_have_their_own_section() -> None:
    assert section_name(None) != section_name("6GB")


def test_forecasts_are_divided_by_what_came() -> None:
    compared = [
        Comparison(Forecast(8.0, 1), Forecast(9.0, 2_200_000_000), painting(256, 1.0), 10.0),
        Comparison(Forecast(30.0, 1), Forecast(22.0, 1_600_000_000), painting(512, 1.0), 20.0),
        Comparison(Forecast(40.0, 1), Forecast(40.0, 2_000_000_000), painting(1024, 1.0), 40.0),
    ]
    rows = forecast_table(compared).splitlines()[2:]
    assert rows[0] == "| 256 × 128 | 10.0 | 8.0 | 0.80 | 9.0 | 0.90 | 2,000 | 2,200 | 1.10 |"
    assert rows[1] == "| 512 × 256 | 20.0 | 30.0 | 1.50 | 22.0 | 1.10 | 2,000 | 1,600 | 0.80 |"
    # Errors of 20, 50 and 0 %; 10, 10 and 0 %; 10, 20 and 0 %.
    assert rows[3] == "| median error |  |  | **20 %** |  | **10 %** |  |  | **10 %** |"
