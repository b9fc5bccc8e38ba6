"""Where the official full-precision files are. The program never downloads; it says where to look.

Neither file was at hand when this was written. Addresses, size and hash are those that torchvision (its
``VGG19_Weights.IMAGENET1K_V1``) and the projects that use jcjohnson/pytorch-vgg publish; the importer follows
their layout and was tried on files of that layout built from the bundled weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from nst_engine.sentences import Sentence
from nst_engine.weights.network import Family

#: As pinned, in agreement, by several independent projects; the address itself carries its first digits.
TORCHVISION_SHA256: Final = "dcbb9e9dad569fff7a846263a77324fc34978fea2bfb039c012d710e1776ae44"


@dataclass(frozen=True, slots=True)
class OfficialFile:
    """A file that somebody else publishes; ``None`` where a size or hash is not known for certain."""

    name: str
    family: Family
    address: str
    size_bytes: int | None
    sha256: str | None
    note: Sentence


OFFICIAL_FILES: Final = (
    OfficialFile(
        name="vgg19-d01eb7cb.pth",
        family="oxford",
        address="https://web.eecs.umich.edu/~justincj/models/vgg19-d01eb7cb.pth",
        size_bytes=None,
        sha256=None,
        note=Sentence(
            "Oxford's original network, converted by Justin Johnson; it is recognised when you choose it."
        ),
    ),
    OfficialFile(
        name="vgg19-dcbb9e9d.pth",
        family="torchvision",
        address="https://download.pytorch.org/models/vgg19-dcbb9e9d.pth",
        size_bytes=574_673_361,
        sha256=TORCHVISION_SHA256,
        note=Sentence(
            "The same architecture trained anew by torchvision; settings tuned on Oxford's differ."
        ),
    ),
)
