"""Our own objective of finished pictures in float32, whatever they were painted in. Prints one JSON object.

python our_objective.py --content C --style S --size PX --objective balanced PICTURE...

Targets, weights and sum are the engine's own, at the output's size.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from nst_engine import pictures, process
from nst_engine.recipe import Recipe, StyleRef


def main(arguments: list[str]) -> None:
    """Print ``{PICTURE: objective}``."""
    parser = argparse.ArgumentParser(description="The objective of pictures, in float32.")
    parser.add_argument("--content", type=Path, required=True)
    parser.add_argument("--style", type=Path, required=True)
    parser.add_argument("--size", type=int, required=True, help="long edge in pixels")
    parser.add_argument("--objective", required=True)
    parser.add_argument("pictures", nargs="+", type=Path)
    options = parser.parse_args(arguments)
    process.prepare()
    recipe = Recipe(
        content=pictures.reference(options.content.absolute()),
        styles=(StyleRef(picture=pictures.reference(options.style.absolute())),),
        size=options.size,
        objective=options.objective,
    )
    values = evaluate(recipe, options.pictures)
    print(json.dumps({str(path): value for path, value in zip(options.pictures, values, strict=True)}))


def evaluate(recipe: Recipe, paths: list[Path]) -> list[float]:
    """The objective of each of the pictures; they must have the recipe's output size."""
    # After ``process.prepare``, which comes before torch.
    import torch

    from nst_engine import devices
    from nst_engine.inputs import Inputs
    from nst_engine.objective import Objective, Weighting, content_targets, nothing, style_targets
    from nst_engine.pixels import to_tensor
    from nst_engine.plan import Limits
    from nst_engine.planning import make_plan
    from nst_engine.vgg import Vgg19, deepest_layer
    from nst_engine.weights import fold, load

    plan = make_plan(recipe, Limits(device="cpu", precision="float32"))
    weighting = Weighting.of(recipe)
    deepest = deepest_layer(weighting.layers)
    with devices.using(plan.threads):
        network = Vgg19(fold(load(recipe.weights, upto=deepest.replace("relu", "conv"))), deepest)
        inputs = Inputs(recipe, plan, lambda _notice: None)
        inputs.prepare(nothing)
        last = len(plan.scales) - 1
        paintings = [inputs.painting(number, last) for number in range(len(recipe.styles))]
        objective = Objective(
            network,
            weighting,
            content_targets(network, weighting, inputs.photograph(last)),
            style_targets(network, weighting, paintings, recipe.style_shares),
        )
        values = []
        for path in paths:
            picture = pictures.load(path)
            if (picture.width, picture.height) != recipe.output_size:
                raise ValueError(f"{path.name} has {picture.width} × {picture.height} pixels")
            values.append(objective.evaluate(to_tensor(picture, torch.device("cpu"))).objective)
    return values


if __name__ == "__main__":
    main(sys.argv[1:])
