"""Which family a set of weights belongs to: what input it was trained on.

A mix-up gives no error, only poor pictures; so the file's name decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from nst_engine.weights.bundled import load_bundled
from nst_engine.weights.network import Convolution, Family
from nst_engine.weights.official import TORCHVISION_SHA256

#: The official files whose whole SHA-256 is published.
KNOWN_SHA256: Final[dict[str, Family]] = {TORCHVISION_SHA256: "torchvision"}
#: The bundled filters in one channel order correlate 0.84 with themselves in the other.
MIN_CORRELATION: Final = 0.99
#: The same filters on another scale expect another input range.
MAX_SCALE_ERROR: Final = 0.02


Channels = Literal["bgr", "rgb"]


@dataclass(frozen=True, slots=True)
class Identity:
    """A family and the order in which the file's conv1_1 takes its channels."""

    family: Family
    channels: Channels


def own_order(family: Family) -> Channels:
    """The channel order a family's published files have, and ours keep."""
    return "bgr" if family == "oxford" else "rgb"


def identify(sha256: str, first: Convolution) -> Identity | None:
    """Decide the family of a file by its SHA-256, else by its conv1_1, else ``None``.

    ``first`` is conv1_1 as stored: weight (64, 3, 3, 3), bias (64,). It is Oxford's in the order in which its
    filters correlate more than 0.99 with the bundled ones, on the same scale and with the same biases.
    """
    known = KNOWN_SHA256.get(sha256)
    if known is not None:
        return Identity(known, own_order(known))
    bundled = load_bundled(upto="conv1_1").convolutions["conv1_1"]
    if not np.allclose(first.bias, bundled.bias, rtol=MAX_SCALE_ERROR, atol=MAX_SCALE_ERROR):
        return None
    reference = bundled.weight.astype(np.float64).ravel()
    orders: tuple[Channels, ...] = ("bgr", "rgb")
    for channels, weight in zip(orders, (first.weight, first.weight[:, ::-1]), strict=True):
        candidate = weight.astype(np.float64).ravel()
        if candidate.std() == 0:
            continue
        correlation = np.corrcoef(reference, candidate)[0, 1]
        scale = candidate.std() / reference.std()
        if correlation > MIN_CORRELATION and abs(scale - 1) < MAX_SCALE_ERROR:
            return Identity("oxford", channels)
    return None


def canonical(first: Convolution, identity: Identity) -> Convolution:
    """conv1_1 in its family's own channel order: BGR for Oxford, RGB for torchvision."""
    if identity.channels == own_order(identity.family):
        return first
    return Convolution(np.ascontiguousarray(first.weight[:, ::-1]), first.bias)
