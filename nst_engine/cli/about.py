"""``--version``, ``info`` and ``weights``."""

from __future__ import annotations

import importlib.metadata
import platform
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from nst_engine import paths, weights
from nst_engine.cli.streams import JsonLines
from nst_engine.cli.words import counted
from nst_engine.version import PROGRAM_NAME, __version__

if TYPE_CHECKING:
    from nst_engine.licences import Licence

#: Distributions whose versions matter when somebody reports a problem.
_PACKAGES: Final = (
    "torch",
    "torchvision",
    "PySide6-Essentials",
    "pillow",
    "numpy",
    "pydantic",
    "safetensors",
    "tifffile",
    "imagecodecs",
)


def print_version() -> int:
    """``--version``."""
    print(f"{PROGRAM_NAME} {__version__}")
    return 0


def versions() -> dict[str, str]:
    """Versions of the program, Python and the packages; a package without metadata is ``unknown``."""
    found = {"nst-studio": __version__, "python": platform.python_version()}
    for name in _PACKAGES:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = "unknown"
    return found


def info_command(*, as_json: bool, licences_only: bool) -> int:
    """``info``: versions, devices, precision, weights; or the licences of everything inside."""
    if licences_only:
        from nst_engine import licences

        if as_json:
            JsonLines().print(_licences(licences.licences()))
        else:
            print(licences.render_text())
        return 0
    data = _info()
    if as_json:
        JsonLines().print(data)
        return 0
    for name, version in data["versions"].items():
        print(f"{name}: {version}")
    print(f"system: {data['system']}")
    for device, name in data["devices"].items():
        print(f"device {device}: {name}")
    print(f"chosen: {data['device']}, {data['precision']}, {counted(data['threads'], 'thread')}")
    gain = data["bfloat16_gain"]
    print(f"bfloat16: {_NOT_NATIVE if gain is None else _times_as_fast(gain)}")
    for row in data["weights"]:
        print(
            f"weights {row['kind']}: {row['name']}, {row['family']}, SHA-256 {row['sha256']}, {row['note']}"
        )
    for name, place in data["folders"].items():
        print(f"{name}: {place}")
    used = data["style_cache"]
    print(
        f"statistics of paintings: {used['bytes'] / 1e6:.1f} MB in {used['folder']}; "
        "only sums and hashes, safe to delete"
    )
    print(f"measured times: {data['calibration']}; safe to delete")
    return 0


#: Also said where a variable makes torch or oneDNN behave like a lesser processor.
_NOT_NATIVE: Final = "this processor does not know it, or is told not to use it"


def _times_as_fast(gain: float) -> str:
    return f"{gain:.1f} times as fast as float32 in convolutions"


def _licences(entries: Iterable[Licence]) -> list[dict[str, Any]]:
    return [
        {
            "component": entry.component,
            "version": entry.version,
            "licence": entry.licence,
            "texts": [str(path) for path in entry.text_paths],
        }
        for entry in entries
    ]


def _info() -> dict[str, Any]:
    from nst_engine import calibration, devices, style_cache
    from nst_engine.plan import Limits

    choice = devices.choose(Limits())
    return {
        "versions": versions(),
        "system": platform.platform(),
        "devices": {device: devices.device_name(device) for device in devices.available_devices()},
        "device": choice.device,
        "precision": choice.precision,
        "threads": devices.default_threads(),
        "bfloat16_gain": devices.bfloat16_gain(devices.default_threads()),
        "weights": [asdict(row) for row in weights.describe() if row.kind != "official"],
        "folders": {
            "data": str(paths.data_dir()),
            "cache": str(paths.cache_dir()),
            "configuration": str(paths.config_dir()),
            "logs": str(paths.log_dir()),
        },
        "style_cache": {"folder": str(style_cache.folder()), "bytes": style_cache.disk_usage()},
        "calibration": str(calibration.folder()),
    }


def weights_info_command(*, as_json: bool) -> int:
    """``weights info``: which files there are, where to get the official ones, their hashes."""
    rows = weights.describe()
    if as_json:
        JsonLines().print([asdict(row) for row in rows])
        return 0
    for row in rows:
        size = "size unknown" if row.size_bytes is None else f"{row.size_bytes:,} bytes"
        print(f"{row.kind}: {row.name} ({row.family} family)")
        print(f"  {row.place}")
        print(f"  {size}, SHA-256 {row.sha256 or 'unknown'}")
        print(f"  {row.note}")
    return 0


def import_weights_command(path: Path, family: str | None) -> int:
    """``weights import``: check, convert and store an official file."""
    imported = weights.import_file(path, family)
    print(
        f"Imported {imported.source_name} as {imported.family} weights; "
        f"use them with --weights {imported.family}."
    )
    return 0
