"""Pictures that come without a file (pasted, dragged from another program) get one, once."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import BinaryIO, Final

from nst_engine import paths
from nst_engine.errors import ResourceError
from nst_engine.pictures.encoding import SaveOptions
from nst_engine.pictures.files import sha256_of, write_atomically, write_reason
from nst_engine.pictures.picture import Picture
from nst_engine.pictures.save import encode
from nst_engine.pictures.sniff import HEAD_BYTES, Format, identify

_EXTENSIONS: Final[dict[Format, str]] = {
    "PNG": ".png",
    "JPEG": ".jpg",
    "WebP": ".webp",
    "TIFF": ".tif",
    "BMP": ".bmp",
    "GIF": ".gif",
    "AVIF": ".avif",
}


def store_pasted(data: bytes | Picture) -> Path:
    """Keep a pasted picture in the data folder under the hash of its bytes, and return where.

    ``data`` is a whole picture file as bytes, kept as it is, or a :class:`Picture`, kept as a PNG of 8 bits.
    The same bytes are stored once. Raises :class:`InputError` where the bytes are no picture format of ours
    (whether they decode is for :func:`load`), :class:`ResourceError` when the folder cannot be written.
    """
    if isinstance(data, Picture):
        content, extension = encode(data, ".png", SaveOptions()), ".png"
    else:
        content = bytes(data)
        extension = _EXTENSIONS[identify(content[:HEAD_BYTES], Path("The pasted picture"))]
    digest = hashlib.sha256(content).hexdigest()
    folder = paths.pasted_dir()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ResourceError(
            "The pasted picture could not be kept: {reason}.", reason=write_reason(error)
        ) from error
    path = folder / (digest + extension)
    # Checked by hash, so that a damaged copy is replaced instead of being used for ever.
    if path.is_file() and path.stat().st_size == len(content) and sha256_of(path) == digest:
        return path

    def write(file: BinaryIO) -> None:
        file.write(content)

    write_atomically(path, write)
    return path
