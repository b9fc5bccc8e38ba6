"""What the engine raises. Every message is one sentence an artist can act on: what is wrong, what to do."""

from __future__ import annotations


class NstError(Exception):
    """Base of all errors the engine raises on purpose; ``str(error)`` is fit to be shown to the user."""


class InputError(NstError):
    """A picture, recipe, option or output place that cannot be used as it is."""


class WeightsError(NstError):
    """Network weights that are missing, damaged or of an unknown family."""


class ResourceError(NstError):
    """This machine cannot do it: memory, device, disk."""
