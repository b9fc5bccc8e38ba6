"""Streams whose reader may go away (``| head``, a closed terminal): no painting is lost for that."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
from typing import IO, Any


def mute(stream: IO[str]) -> None:
    """Point a stream nobody reads any more at nothing, so that later writes and the flush at exit succeed."""
    with contextlib.suppress(OSError, ValueError):  # a stream that is no file has nothing to be redirected
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)


def reader_left(error: OSError) -> bool:
    """Whether this error of a write means that nobody reads any more."""
    # Windows says “invalid argument” of a pipe that was closed at its other end.
    return isinstance(error, BrokenPipeError) or (sys.platform == "win32" and error.errno == errno.EINVAL)


def say(text: str) -> None:
    """Print a line on stderr, if anybody is there to read it."""
    lasting = LastingStream(sys.stderr)
    lasting.write(f"{text}\n")
    lasting.flush()


class JsonLines:
    """JSON objects on stdout, one a line, until nobody reads them any more.

    All in ASCII: whatever encoding stdout has (Windows consoles have several), the lines are JSON.
    """

    def __init__(self) -> None:
        self._out = LastingStream(sys.stdout)

    def print(self, data: object) -> None:
        """Print one line and let it be read at once."""
        self._out.write(f"{json.dumps(data)}\n")
        self._out.flush()


class LastingStream:
    """A text stream that goes quiet when it cannot be written to: closed pipe or terminal, full disk."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write ``text`` or nothing; returns its length."""
        try:
            return self._stream.write(text)
        except OSError:
            mute(self._stream)
            return len(text)

    def flush(self) -> None:
        """Flush what is left to flush."""
        try:
            self._stream.flush()
        except OSError:
            mute(self._stream)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
