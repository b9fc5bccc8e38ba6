"""``--self-test``: can this installation, in source or frozen form, do its whole job?"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from nst_engine import pictures, process, weights
from nst_engine.cli.about import versions
from nst_engine.errors import NstError
from nst_engine.events import Progress
from nst_engine.pictures.picture import Picture
from nst_engine.recipe import Recipe, StyleRef


class _Failed(Exception):  # noqa: N818 - a verdict, not an error
    """What did not hold."""


#: A name, and a function that says what it saw or raises when something does not hold.
Check = tuple[str, Callable[[], str]]


def run_self_test(further: Sequence[Check] = ()) -> int:
    """Run every check, then those of other rooms, print one line each; 0 when all hold, 1 otherwise."""
    print(", ".join(f"{name} {version}" for name, version in versions().items()))
    checks: tuple[Check, ...] = (
        ("licences", _licences),
        ("weights", _weights),
        ("samples", _samples),
        ("network", _network),
        ("painting", _painting),
        ("export formats", _exports),
        *further,
    )
    failures = 0
    for name, check in checks:
        try:
            print(f"ok: {name}: {check()}", flush=True)
        except (_Failed, NstError, OSError, RuntimeError, ImportError, ValueError) as error:
            failures += 1
            print(f"FAILED: {name}: {type(error).__name__}: {error}", file=sys.stderr, flush=True)
    print("Self-test passed." if not failures else f"Self-test failed: {failures} of {len(checks)} checks.")
    return 1 if failures else 0


def _licences() -> str:
    from nst_engine import licences

    missing = licences.missing()
    if missing:
        raise _Failed(f"no text for {', '.join(missing)}")
    return f"{len(licences.licences())} components"


def _weights() -> str:
    weights.verified_bytes()
    return f"SHA-256 {weights.BUNDLED_SHA256[:16]}… holds"


def _samples() -> str:
    from nst_engine import samples

    everything = samples.all_samples()
    for sample in everything:
        pictures.read_header(sample.path)
    return f"{len(everything)} pictures"


def _network() -> str:
    from nst_engine.torchvision_import import network_order
    from nst_engine.vgg import NETWORK_ORDER

    theirs = network_order()
    if theirs != NETWORK_ORDER:
        raise _Failed(f"torchvision's VGG-19 is another: {theirs}")
    return f"{len(theirs) - theirs.count('pool')} convolutions in torchvision's order"


def _test_picture(height: int, width: int) -> Picture:
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    waves = [0.5 + 0.45 * np.sin(columns / step + rows / (step + 2)) for step in (3.0, 5.0, 7.0)]
    return Picture(np.stack(waves, axis=2).astype(np.float32))


def _painting() -> str:
    process.prepare()
    from nst_engine.forecast import make_plan
    from nst_engine.renderer import render

    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, "content.png"), Path(folder, "style.png")]
        for path, picture in zip(paths, (_test_picture(64, 64), _test_picture(48, 80)), strict=True):
            pictures.save(picture, path)
        recipe = Recipe(
            content=pictures.reference(paths[0]),
            styles=(StyleRef(picture=pictures.reference(paths[1])),),
            size=64,
            iterations=3,
        )
        objectives: list[float] = []

        def note(event: object) -> None:
            if isinstance(event, Progress):
                objectives.append(event.objective)

        result = render(recipe, make_plan(recipe), note)
    if result.state != "finished" or not objectives or not objectives[-1] < objectives[0]:
        raise _Failed(f"the objective did not fall: {objectives}")
    return f"3 steps on {result.plan.device} in {result.plan.precision}, objective {objectives[-1]:.4g}"


def _exports() -> str:
    picture = _test_picture(40, 60)
    written: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for extension, kind in pictures.EXPORT_FORMATS.items():
            for bits in kind.bits:
                path = Path(folder, f"test-{bits}{extension}")
                pictures.save(picture, path, pictures.SaveOptions(bits=bits))
                back = pictures.load(path)
                # Lossy formats blur; what is checked here is that the right picture came back at all.
                worst = float(np.abs(back.pixels - picture.pixels).mean())
                if back.pixels.shape != picture.pixels.shape or worst > 0.05:
                    raise _Failed(f"{path.name} did not come back as it was written")
                written.append(f"{extension[1:]} {bits}")
    return ", ".join(written)
