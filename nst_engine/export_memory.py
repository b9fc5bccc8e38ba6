"""Whether there is the memory to write a file: known before hours of painting, or a wait at the end."""

from __future__ import annotations

from typing import Final

from nst_engine import main_memory
from nst_engine.errors import ResourceError
from nst_engine.pictures import EXPORT_FORMATS
from nst_engine.sentences import Sentence

#: The program with its libraries, before any picture; ``memory`` has the same for a run.
_PROGRAM: Final = 425_000_000
#: A painted picture, bytes per pixel.
_PAINTED: Final = 12
#: The part of the free memory that may be taken without a word.
_SHARE_OF_FREE: Final = 0.9


def bytes_to_write(extension: str, size: tuple[int, int], bits: int) -> int:
    """About what is taken while a file of ``size`` (width, height) pixels is written and read back, in bytes.

    ``extension`` (``.png``) says the format. The picture it is made from is not counted; a transparent one
    takes a third more.
    """
    kind = EXPORT_FORMATS[extension.lower()]
    levels = size[0] * size[1] * 3 * (bits // 8)
    return int(levels * kind.memory_per_byte)


def check_memory(extension: str, painted: tuple[int, int], size: tuple[int, int], bits: int) -> None:
    """Refuse a file of ``size`` that this computer cannot write; ``painted`` is the picture's own size.

    Raises :class:`ResourceError`.
    """
    needed = _PROGRAM + _PAINTED * painted[0] * painted[1] + bytes_to_write(extension, size, bits)
    installed = main_memory.installed_bytes()
    if needed > installed:
        raise ResourceError(
            "To write a file of {width:,}×{height:,} pixels takes about {needed:,.1f} GB of memory, and this "
            "computer has {installed:,.1f} GB; choose a smaller size or another format.",
            width=size[0],
            height=size[1],
            needed=needed / 1e9,
            installed=installed / 1e9,
        )


def caution(extension: str, painted: tuple[int, int], size: tuple[int, int], bits: int) -> Sentence | None:
    """What should be said of a file's memory before it is written; ``None`` where there is plenty."""
    try:
        check_memory(extension, painted, size, bits)
    except ResourceError as error:
        return error.sentence
    needed, free = bytes_to_write(extension, size, bits), main_memory.free_bytes()
    if needed <= _SHARE_OF_FREE * free:
        return None
    return Sentence(
        "Writing this file takes about {needed:,.1f} GB of memory, and {free:,.1f} GB are free; choose a "
        "smaller size, or close other programs first.",
        needed=needed / 1e9,
        free=free / 1e9,
    )
