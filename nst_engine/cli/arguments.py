"""The parser. Defaults live in the recipe alone: an option that was not given is not set here."""

from __future__ import annotations

import argparse
from typing import Any, NoReturn, get_args

from nst_engine.cli.exporting import add_export_options
from nst_engine.errors import InputError
from nst_engine.plan import DeviceName, PrecisionName
from nst_engine.recipe import MAX_SIZE, MIN_SIZE, Recipe, Rotation
from nst_engine.version import PROGRAM_NAME


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One sentence instead of the whole usage, told like every other bad input."""
        line = " ".join(message.split())
        raise InputError(f"{line[:1].upper()}{line[1:]}; {self.prog} --help explains the options.")


def _default(field: str) -> Any:
    return Recipe.model_fields[field].default


def _choices(field: str) -> tuple[str, ...]:
    return get_args(Recipe.model_fields[field].annotation)


def make_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = _Parser(
        prog="main.py",
        usage="main.py [FILES | --sample | --self-test | --version]\n"
        "       main.py {render,forecast,info,weights} ...",
        description=f"{PROGRAM_NAME} paints a photograph in the style of a painting. Without a command it "
        "opens its window; FILES are pictures or recipes to open there.",
        epilog="main.py [FILES] opens the window; main.py --sample paints the sample pair.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="store_true", help="print the version and exit")
    parser.add_argument("--self-test", action="store_true", help="check that this installation can paint")
    commands = parser.add_subparsers(dest="command", prog="main.py", metavar="{render,forecast,info,weights}")
    _add_render(commands)
    _add_forecast(commands)
    _add_info(commands)
    _add_weights(commands)
    return parser


def _add_render(commands: Any) -> None:
    render = commands.add_parser("render", help="paint a picture", allow_abbrev=False)
    _add_recipe_options(render)
    add_export_options(render)
    render.add_argument(
        "--stages",
        metavar="FOLDER|FILE",
        help="also save how it came about: numbered PNG pictures in a new folder, or an animation "
        "(.webp or .gif)",
    )
    render.add_argument("--quiet", action="store_true", help="no progress on stderr")


def _add_forecast(commands: Any) -> None:
    forecast = commands.add_parser(
        "forecast", help="say what a picture would take, and paint nothing", allow_abbrev=False
    )
    _add_recipe_options(forecast)
    add_export_options(forecast, hidden=True)
    forecast.add_argument("--quiet", action="store_true", help=argparse.SUPPRESS)


def _add_info(commands: Any) -> None:
    info = commands.add_parser("info", help="versions, devices, weights", allow_abbrev=False)
    info.add_argument("--json", action="store_true", help="as one JSON object")
    info.add_argument("--licences", action="store_true", help="the licences of everything inside")


def _add_weights(commands: Any) -> None:
    weights = commands.add_parser("weights", help="which network weights there are", allow_abbrev=False)
    actions = weights.add_subparsers(dest="weights_command", metavar="{info,import}")
    show = actions.add_parser("info", help="which files, where to get them, their hashes", allow_abbrev=False)
    show.add_argument("--json", action="store_true", help="as one JSON object")
    take = actions.add_parser("import", help="convert an official file", allow_abbrev=False)
    take.add_argument("file", metavar="FILE", help=".safetensors or .pth")
    take.add_argument("--family", choices=("oxford", "torchvision"), help="for a file nobody recognises")


def _add_frames(pictures: Any) -> None:
    """What of each picture is used."""
    turns = get_args(Rotation)
    part = "in pixels of the upright picture, or whole"
    pictures.add_argument("--content-crop", metavar="X,Y,W,H", help=f"the part of C to use, {part} (whole)")
    pictures.add_argument(
        "--content-rotate", type=int, choices=turns, help="then turn it clockwise, in degrees (0)"
    )
    pictures.add_argument(
        "--style-crop",
        metavar="X,Y,W,H",
        nargs="+",
        action="extend",
        help=f"one part for each painting, {part}",
    )
    pictures.add_argument(
        "--style-rotate",
        type=int,
        choices=turns,
        nargs="+",
        action="extend",
        help="one turn for each painting",
    )
    pictures.add_argument("--init-crop", metavar="X,Y,W,H", help=f"the part of --init to use, {part}")
    pictures.add_argument("--init-rotate", type=int, choices=turns, help="then turn it clockwise, in degrees")


def _add_recipe_options(parser: argparse.ArgumentParser) -> None:
    pictures = parser.add_argument_group("pictures")
    pictures.add_argument("--sample", action="store_true", help="use the bundled photograph and painting")
    pictures.add_argument("--content", metavar="C", help="the photograph")
    pictures.add_argument("--style", metavar="S", nargs="+", action="extend", help="one or more paintings")
    pictures.add_argument(
        "--style-weight",
        metavar="W",
        nargs="+",
        action="extend",
        type=float,
        help="one weight for each painting (equal)",
    )
    _add_frames(pictures)
    pictures.add_argument(
        "--recipe",
        metavar="FILE",
        help="start from a recipe, or from a picture that carries one; what was changed while it was painted "
        "is repeated, unless other options change what is painted",
    )
    pictures.add_argument(
        "--size",
        type=int,
        metavar="PX",
        help=f"long edge of the output, {MIN_SIZE}–{MAX_SIZE} (the photograph's, at most 1024)",
    )
    pictures.add_argument("--init", metavar="content|noise|FILE", help="the picture to start from (content)")
    pictures.add_argument("--background", metavar="COLOUR", help="shown through transparent pictures (white)")

    look = parser.add_argument_group("look")
    look.add_argument(
        "--style-strength", type=float, metavar="X", help=f"0–1000 ({_default('style_strength'):g})"
    )
    look.add_argument("--preset", metavar="NAME|FILE", help="a look to begin with; other options change it")
    look.add_argument("--stroke-size", type=float, metavar="X", help=f"0.25–4 ({_default('stroke_size'):g})")
    look.add_argument(
        "--tv-weight", type=float, metavar="X", help=f"smoothness, ≥ 0 ({_default('tv_weight'):g})"
    )
    look.add_argument(
        "--keep-colours",
        type=float,
        metavar="X",
        help="the photograph's colours instead of the painting's, 0–1 (0)",
    )
    look.add_argument("--blend", type=float, metavar="X", help="the photograph is mixed in, 0–1 (0)")
    look.add_argument(
        "--content-weight", type=float, metavar="X", help=f"≥ 0 ({_default('content_weight'):g})"
    )
    look.add_argument("--objective", choices=_choices("objective"), help=f"({_default('objective')})")
    look.add_argument(
        "--style-layer", metavar="NAME=W", nargs="+", action="extend", help="replaces the style layers"
    )
    look.add_argument(
        "--content-layer", metavar="NAME=W", nargs="+", action="extend", help="replaces the content layers"
    )
    look.add_argument("--pooling", choices=_choices("pooling"), help=f"({_default('pooling')})")
    look.add_argument(
        "--weights", metavar="bundled|oxford|torchvision|PATH", help="network weights (bundled)"
    )

    work = parser.add_argument_group("work")
    work.add_argument(
        "--quality", choices=_choices("quality"), help=f"how much work to spend ({_default('quality')})"
    )
    work.add_argument("--iterations", type=int, metavar="N", help="at the last scale (what the quality says)")
    work.add_argument(
        "--scales",
        choices=_choices("scales"),
        help=f"last: go on from --init ({_default('scales')})",
    )
    work.add_argument("--optimiser", choices=_choices("optimiser"), help=f"({_default('optimiser')})")
    work.add_argument("--seed", type=int, metavar="N", help=f"for --init noise ({_default('seed')})")
    work.add_argument("--device", choices=get_args(DeviceName), default="auto", help="(auto)")
    work.add_argument("--precision", choices=get_args(PrecisionName), default="auto", help="(auto)")
    work.add_argument(
        "--memory-limit",
        metavar="6GB|1500MB",
        help="the most memory to use (what is free); larger pictures are painted in tiles",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line on stdout")
