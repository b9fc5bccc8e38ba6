"""What was set up when the window ended – photograph, paintings, settings – on the disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from nst_engine.errors import InputError
from nst_engine.plan import DeviceName, PrecisionName
from nst_engine.recipe import Recipe, recipe_from_object
from nst_engine.sentences import Sentence
from nst_gui.models.kept_file import KeptFile

_SET_UP: Final = Sentence("set-up")
_VERSION: Final = 1
#: A recipe may be so long; the usual one takes a thousand bytes.
MAX_BYTES: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class SetUp:
    """All that the next painting would be made with; ``recipe`` has stand-ins for pictures not chosen yet."""

    recipe: Recipe
    has_content: bool
    has_styles: bool
    device: DeviceName = "auto"
    precision: PrecisionName = "auto"


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Annotated[int, Field(ge=_VERSION, le=_VERSION)]
    recipe: dict[str, Any]
    has_content: bool
    has_styles: bool
    device: DeviceName
    precision: PrecisionName


class SetupStore:
    """The set-up in ``path``, which need not exist yet. Its methods block; they belong off the window."""

    def __init__(self, path: Path) -> None:
        self._file = KeptFile(path, _SET_UP, _VERSION, MAX_BYTES)

    def open(self) -> SetUp | None:
        """What was set up last; ``None`` where nothing was kept, or another window keeps it.

        Raises :class:`InputError` for what cannot be used, after setting it aside, :class:`ResourceError`
        where the system does not let it be set aside.
        """
        data = self._file.open()
        if data is None:
            return None
        try:
            kept = _Kept.model_validate(data)
            recipe = recipe_from_object(kept.recipe, self._file.path.name, self._file.path.parent)
        except (ValidationError, InputError, RecursionError) as error:
            raise self._file.damaged() from error
        return SetUp(recipe, kept.has_content, kept.has_styles, kept.device, kept.precision)

    def write(self, set_up: SetUp, number: int) -> None:
        """Keep ``set_up``; an older ``number`` never replaces a newer. Raises :class:`ResourceError`."""
        data = {
            "recipe": set_up.recipe.model_dump(mode="json"),
            "has_content": set_up.has_content,
            "has_styles": set_up.has_styles,
            "device": set_up.device,
            "precision": set_up.precision,
        }
        self._file.write(data, number)

    def forget(self, number: int) -> None:
        """Keep nothing. Raises :class:`ResourceError` when the system does not let it go."""
        self._file.remove(number)

    def close(self) -> None:
        """The window ends. Safe to call twice."""
        self._file.close()
