"""One run of ours that also keeps pictures of its last scale. ``curves.py`` starts it.

    python recorder.py FOLDER COUNT render --content C --style S --output O ...

Takes ``render``'s own options and prints its events as it does. The pictures are kept in memory until the
run is over, so that nothing but the run takes time; then ``saved`` is printed for the picture, and ``kept``
for each of at most COUNT others, which are in FOLDER.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from nst_engine import pictures, process
from nst_engine.cli.arguments import make_parser
from nst_engine.cli.recipes import recipe_of
from nst_engine.events import Event, Preview
from nst_engine.plan import Limits


def main(arguments: list[str]) -> None:
    """Paint, and print what happens."""
    folder, count = Path(arguments[0]), int(arguments[1])
    options = make_parser().parse_args(arguments[2:])
    process.prepare()
    recipe = recipe_of(options)
    # As in the program's own command: torch comes after what is known without it.
    from nst_engine.planning import make_plan
    from nst_engine.renderer import render

    plan = make_plan(recipe, Limits(device=options.device, precision=options.precision))
    kept: dict[int, NDArray[np.uint8]] = {}

    def note(event: Event) -> None:
        if not isinstance(event, Preview):
            _print(event.to_dict())
        elif event.scale_index == len(plan.scales) - 1:
            kept[event.iteration] = event.pixels

    result = render(recipe, plan, note)
    pictures.save(result.picture, Path(options.output), recipe=result.recipe, overwrite=options.overwrite)
    _print({"event": "saved"})
    for iteration in spread(sorted(kept), count):
        target = folder / f"{iteration}.png"
        Image.fromarray(kept[iteration]).save(target)
        _print({"event": "kept", "iteration": iteration, "path": str(target)})


def spread(numbers: list[int], count: int) -> list[int]:
    """At most ``count`` of ``numbers``, evenly, the first and the last among them."""
    if len(numbers) <= count:
        return numbers
    return [numbers[round(i * (len(numbers) - 1) / (count - 1))] for i in range(count)]


def _print(data: dict[str, Any]) -> None:
    print(json.dumps(data), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
