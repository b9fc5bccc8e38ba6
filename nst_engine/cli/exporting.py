"""The options that say how the painted picture is saved."""

from __future__ import annotations

import argparse
import re
from typing import Final, get_args

from nst_engine.errors import InputError
from nst_engine.export import CM_PER_INCH, DEFAULT_DPI, ExportOptions, Metadata, pixels_on_paper
from nst_engine.pictures import SaveOptions

_SIZE: Final = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)\s*(px|cm|in)?", re.IGNORECASE | re.ASCII)


def add_export_options(parser: argparse.ArgumentParser, *, hidden: bool = False) -> None:
    """Add the options; ``hidden`` ones are taken and not explained, for commands that save nothing."""

    def say(text: str) -> str:
        return argparse.SUPPRESS if hidden else text

    group = parser.add_argument_group("file") if not hidden else parser
    group.add_argument("--output", metavar="O", help=say("where to save; the extension decides the format"))
    group.add_argument("--overwrite", action="store_true", help=say("allow O to be replaced"))
    group.add_argument(
        "--bits", type=int, choices=(8, 16), default=8, help=say("bits per channel (16: PNG and TIFF)")
    )
    group.add_argument(
        "--file-quality",
        type=int,
        metavar="N",
        default=95,
        help=say("detail that JPEG, WebP and AVIF keep, 1–100 (95)"),
    )
    group.add_argument("--lossless", action="store_true", help=say("keep every pixel (WebP and AVIF)"))
    group.add_argument(
        "--export-size",
        metavar="PX|CM|IN",
        help=say("long edge of the file: 3000, 30cm or 12in; resampled after painting (as painted)"),
    )
    group.add_argument(
        "--dpi",
        type=float,
        metavar="X",
        default=DEFAULT_DPI,
        help=say(f"dots per inch on paper, written into the file ({DEFAULT_DPI:g})"),
    )
    group.add_argument(
        "--exif",
        choices=get_args(Metadata),
        default="strip",
        help=say("the photograph's camera data: leave out, copy without its location, or copy (strip)"),
    )
    group.add_argument("--no-recipe", action="store_true", help=say("leave the settings out of the file"))


def export_options(options: argparse.Namespace) -> ExportOptions:
    """What was asked for; raises :class:`InputError` for what cannot be."""
    save = SaveOptions(
        bits=options.bits, quality=options.file_quality, lossless=options.lossless, dpi=options.dpi
    )
    return ExportOptions(
        save=save,
        long_edge=None if options.export_size is None else _pixels(options.export_size, options.dpi),
        metadata=options.exif,
        with_recipe=not options.no_recipe,
    )


def _pixels(text: str, dpi: float) -> int:
    found = _SIZE.fullmatch(text.strip())
    number = 0.0 if found is None else float(found[1])
    if found is None or number <= 0:
        raise InputError(f"--export-size cannot be {text}; write 3000, 30cm or 12in, for example.")
    unit = (found[2] or "px").lower()
    if unit == "px":
        return round(number)
    return pixels_on_paper(number * (CM_PER_INCH if unit == "in" else 1.0), dpi)
