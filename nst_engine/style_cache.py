"""Statistics of paintings, kept between runs: taking them costs half an evaluation, and they never change.

An entry is found by the hash of the very pixels the network would see and of everything else that decides
its last digit (see :func:`key_of`), so that a run with it and a run without it paint the same picture. What
lies on the disk is sums over all positions of a painting, and hashes: no name, and nothing of where anything
is in it. The folder may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import logging
import os
import stat
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor

from nst_engine.errors import NstError
from nst_engine.machine import this_machine
from nst_engine.paths import cache_dir
from nst_engine.pictures.files import write_atomically
from nst_engine.version import __version__

#: Raised whenever statistics are computed or written differently, so that old entries are not found any more.
FORMAT: Final = 3
MEMORY_BYTES: Final = 64_000_000
DISK_BYTES: Final = 256_000_000

#: The tensor that holds the hash of all others: the format notices a file that is cut, not one with a bit
#: fallen over.
_DIGEST: Final = "sha256"

_log: Final = logging.getLogger(__name__)

#: One tensor for each layer, by the layer's name.
Statistics = Mapping[str, Tensor]


def folder() -> Path:
    """Where statistics are kept. Not created here."""
    return cache_dir() / "styles"


@dataclass(frozen=True, slots=True)
class Network:
    """What of a network, and of how it is run, decides the statistics it finds in a picture.

    ``layers`` are the layers looked at, ``tile`` the edge of the tiles (``None``: one piece): sums in another
    order round differently, as they do with another number of threads or by Winograd's method.
    """

    weights_sha256: str
    layers: tuple[str, ...]
    pooling: str
    precision: str
    device: str
    threads: int
    tile: int | None = None
    winograd: bool = False


def key_of(pixels: Tensor, network: Network) -> str:
    """The name of the statistics of ``pixels`` (1×3×H×W): 64 hexadecimal digits."""
    digest = hashlib.sha256()
    facts = (FORMAT, __version__, this_machine().fingerprint, network, tuple(pixels.shape), str(pixels.dtype))
    digest.update(repr(facts).encode())
    for plane in pixels[0]:  # one after the other: a large painting is not copied
        digest.update(plane.cpu().contiguous().view(-1).numpy().data)
    return digest.hexdigest()


class StyleCache:
    """Statistics in memory for the process and on the disk for the next one; safe between threads."""

    def __init__(
        self,
        folder: Path | None = None,
        *,
        memory_bytes: int = MEMORY_BYTES,
        disk_bytes: int = DISK_BYTES,
    ) -> None:
        self._folder = folder
        self._memory_bytes = memory_bytes
        self._disk_bytes = disk_bytes
        self._entries: OrderedDict[str, dict[str, Tensor]] = OrderedDict()
        self._lock = threading.Lock()
        self._said = False

    @property
    def folder(self) -> Path:
        """Where entries lie on the disk."""
        return self._folder if self._folder is not None else folder()

    def get_or_compute(self, key: str, compute: Callable[[], Statistics]) -> dict[str, Tensor]:
        """The statistics called ``key``: remembered, read from the disk, or else computed and kept.

        They come in main memory, in the order they were computed in, and are the caller's own. What cannot
        be read is computed and replaced; what cannot be written costs one line in the log.
        """
        found = self._remembered(key)
        if found is None:
            found = self._read(key)
            if found is None:
                found = {name: tensor.cpu().contiguous() for name, tensor in compute().items()}
                self._write(key, found)
            self._remember(key, found)
        return {name: tensor.clone() for name, tensor in found.items()}

    # -- memory --------------------------------------------------------------------------------------------

    def _remembered(self, key: str) -> dict[str, Tensor] | None:
        with self._lock:
            if key in self._entries:
                self._entries.move_to_end(key)
            return self._entries.get(key)

    def _remember(self, key: str, statistics: Statistics) -> None:
        with self._lock:
            self._entries[key] = dict(statistics)
            self._entries.move_to_end(key)
            while self._entries and sum(map(_size, self._entries.values())) > self._memory_bytes:
                self._entries.popitem(last=False)

    # -- disk ----------------------------------------------------------------------------------------------

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.safetensors"

    def _read(self, key: str) -> dict[str, Tensor] | None:
        path = self._path(key)
        try:
            if path.stat().st_size > self._disk_bytes:
                return None  # nothing this program wrote
            found = load(path.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, SafetensorError, ValueError, KeyError) as error:
            _log.info("The statistics %s cannot be read and are taken anew: %s", path.name, error)
            return None
        written = found.pop(_DIGEST, None)
        if written is None or not torch.equal(written, _digest(found)):
            _log.info("The statistics %s are damaged and are taken anew.", path.name)
            return None
        self._touch(path)
        return {name.partition(" ")[2]: found[name] for name in sorted(found)}

    def _touch(self, path: Path) -> None:
        try:
            os.utime(path)  # the entry used longest ago is the first to go
        except OSError as error:
            self._say(error)

    def _write(self, key: str, statistics: dict[str, Tensor]) -> None:
        # The format keeps no order, and terms that are summed in another order round differently.
        numbered = {f"{place:02} {name}": tensor for place, (name, tensor) in enumerate(statistics.items())}
        data = save({**numbered, _DIGEST: _digest(numbered)})
        if len(data) > self._disk_bytes:
            return

        def write(file: BinaryIO) -> None:
            file.write(data)

        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._make_room(len(data))
            write_atomically(self._path(key), write)
        except (OSError, NstError) as error:
            self._say(error)

    def _make_room(self, needed: int) -> None:
        """Remove the entries that were used longest ago until ``needed`` more bytes are within the limit."""
        entries = sorted(_entries(self.folder), reverse=True)
        total = sum(size for _, size, _ in entries)
        while entries and total + needed > self._disk_bytes:
            _, size, path = entries.pop()
            path.unlink(missing_ok=True)  # another process may have been quicker
            total -= size

    def _say(self, error: Exception) -> None:
        if not self._said:
            _log.warning("Statistics of paintings cannot be kept in %s: %s", self.folder, error)
        self._said = True


def disk_usage() -> int:
    """Bytes that kept statistics take on the disk."""
    return sum(size for _, size, _ in _entries(folder()))


def _entries(place: Path) -> list[tuple[int, int, Path]]:
    """Time of last use in nanoseconds, bytes and path of every file, also of one cut off while written."""
    found: list[tuple[int, int, Path]] = []
    for path in place.glob("*"):
        try:
            facts = path.stat()
        except FileNotFoundError:  # removed meanwhile by another process
            continue
        if stat.S_ISREG(facts.st_mode):
            found.append((facts.st_mtime_ns, facts.st_size, path))
    return found


def _size(statistics: Statistics) -> int:
    return sum(tensor.numel() * tensor.element_size() for tensor in statistics.values())


def _digest(tensors: Statistics) -> Tensor:
    """The SHA-256 of names and numbers, as 32 bytes."""
    digest = hashlib.sha256()
    for name in sorted(tensors):
        tensor = tensors[name]
        digest.update(repr((name, str(tensor.dtype), tuple(tensor.shape))).encode())
        digest.update(tensor.reshape(-1).view(torch.uint8).numpy().data)
    return torch.tensor(list(digest.digest()), dtype=torch.uint8)


#: The statistics of this process.
shared: Final = StyleCache()
