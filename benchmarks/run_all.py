"""Every benchmark, one after the other, each writing its table into the document.

    python benchmarks/run_all.py --peer-python PYTHON --pictures FOLDER --write docs/performance.md

On two cores that do nothing else it takes about 3 hours without --pictures, and 8 minutes more for each pair
of pictures. --only names some of them; --trial runs all with tiny sizes in a few minutes, to see that they
work. One that fails does not keep the others from running.
"""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.options import add_peer, say

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A script with its options, at full length and for a trial."""

    name: str
    script: str
    options: str = ""
    trial: str = ""
    needs_peer: bool = False
    takes_pictures: bool = False


BENCHMARKS = (
    Benchmark(
        "evaluations", "vs_pastiche.py", "--per-evaluation", "--per-evaluation --sizes 96:3 --pairs 1", True
    ),
    Benchmark(
        "until",
        "vs_pastiche.py",
        "--size 512 --peer-steps 100",
        "--size 96 --peer-steps 4 --pairs 1 --our-iterations 4",
        True,
    ),
    Benchmark(
        "curves", "curves.py", "", "--sizes 96:4 --qualities draft --our-iterations 4 --points 2", True
    ),
    Benchmark("iteration", "iteration.py", "", "--size 96 --timed 2 --profiled 1"),
    Benchmark(
        "qualities",
        "qualities.py",
        "",
        "--size 96 --iterations 2 --objectives balanced",
        takes_pictures=True,
    ),
    Benchmark("forecast", "forecast.py", "", "--sizes 96 --iterations 2"),
    Benchmark("responsiveness", "responsiveness.py", "", "--size 96 --seconds 1 --runs 1 --iterations 2000"),
    Benchmark("window", "window.py", "", "--trial"),
    Benchmark("growth", "growth.py", "--sizes 256:10 512:8 1024:5 2048:3 4096:3", "--sizes 96:3"),
    Benchmark("growth-6GB", "growth.py", "--memory-limit 6GB", "--sizes 96:3 --memory-limit 6GB"),
)


def main(arguments: list[str]) -> int:
    """Run them; returns the exit code: 0 done, 1 one of them failed, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    failed = []
    for benchmark in BENCHMARKS:
        if options.only and benchmark.name not in options.only:
            continue
        command = command_of(benchmark, options)
        say(f"\n# {benchmark.name}: {shlex.join(command[1:])}")
        began = time.monotonic()
        code = subprocess.run(command, cwd=HERE.parent, check=False).returncode
        say(f"# {benchmark.name}: code {code} after {(time.monotonic() - began) / 60:.1f} min")
        if code != 0:
            failed.append(benchmark.name)
    if failed:
        say(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


def command_of(benchmark: Benchmark, options: Any) -> list[str]:
    """The script's command line."""
    command = [sys.executable, str(HERE / benchmark.script)]
    command += shlex.split(benchmark.trial if options.trial else benchmark.options)
    if benchmark.needs_peer:
        command += ["--peer-python", str(options.peer_python)]
    if benchmark.takes_pictures and options.pictures is not None and not options.trial:
        command += ["--pictures", str(options.pictures)]
    if options.write is not None:
        command += ["--write", str(options.write)]
    return command


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_peer(parser)
    names: Sequence[str] = [benchmark.name for benchmark in BENCHMARKS]
    parser.add_argument("--only", choices=names, nargs="+", metavar="NAME", help=f"of {', '.join(names)}")
    parser.add_argument("--pictures", type=_absolute, metavar="FOLDER", help="pairs for the qualities")
    parser.add_argument("--trial", action="store_true", help="tiny sizes, to see that all of them work")
    parser.add_argument(
        "--write", type=_absolute, metavar="DOCUMENT", help="put every table into its section"
    )
    return parser


def _absolute(text: str) -> Path:
    return Path(text).absolute()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
