"""What the engine raises. Every message is one sentence an artist can act on: what is wrong, what to do."""

from __future__ import annotations

from nst_engine.sentences import Sentence


class NstError(Exception):
    """Base of all errors the engine raises on purpose; ``str(error)`` is fit to be shown to the user.

    ``InputError("{name} is a folder; choose a picture inside it.", name=shown(path))``: the template is
    written out, what is filled in is given by name, so that the window can say it in its own language.
    A finished :class:`Sentence` can be given in place of a template.
    """

    def __init__(self, template: str, /, **fields: object) -> None:
        made = template if isinstance(template, Sentence) and not fields else Sentence(template, **fields)
        super().__init__(made)
        self.sentence = made


class InputError(NstError):
    """A picture, recipe, option or output place that cannot be used as it is."""


class WeightsError(NstError):
    """Network weights that are missing, damaged or of an unknown family."""


class ResourceError(NstError):
    """This machine cannot do it: memory, device, disk."""
