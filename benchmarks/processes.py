"""Whole processes, measured from the outside: seconds from start to end, and peak resident memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psutil

#: Seconds between two looks at a process's memory, where the system does not keep its peak for us.
POLL_S = 0.05


class ProcessFailed(Exception):  # noqa: N818 - says what happened, like the standard library's own
    """A measured program ended with an error; the message is its last words."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of output and when it came, in seconds since the process was started."""

    seconds: float
    text: str


@dataclass(frozen=True, slots=True)
class Measured:
    """One process from start to end; ``lines`` is what it printed on stdout."""

    seconds: float
    peak_bytes: int
    lines: Sequence[Line]

    @property
    def output(self) -> str:
        """All lines as one text."""
        return "\n".join(line.text for line in self.lines)


def run_whole(command: Sequence[str | Path], environment: Mapping[str, str], folder: Path) -> Measured:
    """Run ``command`` in ``folder`` to its end, with ``environment`` added to the present one.

    The caller should be small itself: Linux counts what a process was before it became the program it runs.
    Raises :class:`ProcessFailed`.
    """
    with tempfile.TemporaryFile() as err:
        began = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=folder,
            # Python programs otherwise keep what they print until a block is full.
            env={**os.environ, "PYTHONUNBUFFERED": "1", **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=err,
        )
        assert process.stdout is not None
        reader = _Reader(process.stdout, began)
        try:
            peak = _wait(process)
        except BaseException:
            process.kill()
            process.wait()
            raise
        finally:
            reader.join()
        seconds = time.perf_counter() - began
        err.seek(0)
        errors = err.read().decode("utf-8", "replace")
    run = Measured(seconds, peak, tuple(reader.lines))
    if process.returncode != 0:
        last = (errors.strip() or run.output.strip() or "it said nothing").splitlines()[-1]
        raise ProcessFailed(f"{Path(command[0]).name} ended with code {process.returncode}: {last}")
    return run


class _Reader(threading.Thread):
    """Reads a pipe to its end and notes when each line came."""

    def __init__(self, stream: IO[bytes], began: float) -> None:
        super().__init__(daemon=True)
        self._stream, self._began = stream, began
        self.lines: list[Line] = []
        self.start()

    def run(self) -> None:
        with self._stream:
            for line in self._stream:
                seconds = time.perf_counter() - self._began
                self.lines.append(Line(seconds, line.decode("utf-8", "replace").rstrip("\r\n")))


def _wait(process: subprocess.Popen[bytes]) -> int:
    """Wait for the end; returns the peak resident memory in bytes."""
    if sys.platform == "win32":
        return _wait_polling(process)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return int(usage.ru_maxrss if sys.platform == "darwin" else usage.ru_maxrss * 1024)


def _wait_polling(process: subprocess.Popen[bytes]) -> int:
    # A virtual environment's python.exe only starts the real one, so the children count as well.
    peak = 0
    while process.poll() is None:
        try:
            parent = psutil.Process(process.pid)
            for one in (parent, *parent.children(recursive=True)):
                memory = one.memory_info()
                peak = max(peak, int(getattr(memory, "peak_wset", memory.rss)))
        except psutil.NoSuchProcess:
            continue  # it ended between two looks; what was seen so far counts
        time.sleep(POLL_S)
    return peak


def limit_processors(count: int) -> None:
    """Keep this process, and all it starts from now on, on ``count`` logical processors.

    macOS has no such limit; there nothing changes.
    """
    process = psutil.Process()
    if hasattr(process, "cpu_affinity"):
        process.cpu_affinity(process.cpu_affinity()[:count])
