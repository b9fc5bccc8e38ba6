"""What the pool does with the set-up of last time. Plain functions; none runs on the window's thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nst_engine.recipe import PictureRef, Recipe
from nst_engine.samples import sample_pair, sample_size
from nst_gui.models.setup_store import SetUp, SetupStore
from nst_gui.workers import sources_worker
from nst_gui.workers.sources_worker import Known, Opened


@dataclass(frozen=True, slots=True)
class Reopened:
    """A set-up and those of its pictures that were found; ``gone`` are the others.

    ``of_sample``: it is the sample at the small size that comes with it.
    """

    set_up: SetUp
    opened: Opened
    gone: tuple[PictureRef, ...]
    of_sample: bool


def reopen(store: SetupStore, known: Sequence[Known]) -> Reopened | None:
    """What was set up last, its pictures at their places or among ``known`` files; ``None`` for nothing.

    Raises :class:`NstError` as :meth:`SetupStore.open` does.
    """
    set_up = store.open()
    if set_up is None:
        return None
    opened = sources_worker.find_pictures(set_up.recipe, sources_worker.with_samples(known))
    chosen = _chosen(set_up)
    gone = tuple(ref for ref in opened.missing() if ref in chosen)
    return Reopened(set_up, opened, gone, set_up.has_content and _is_sample(set_up.recipe))


def _chosen(set_up: SetUp) -> list[PictureRef]:
    """The pictures of a set-up without those that only stand in for others."""
    recipe = set_up.recipe
    content = [recipe.content] if set_up.has_content else []
    styles = [style.picture for style in recipe.styles] if set_up.has_styles else []
    initial = [recipe.init] if isinstance(recipe.init, PictureRef) else []
    return content + styles + initial


def _is_sample(recipe: Recipe) -> bool:
    photograph, _ = sample_pair()
    return recipe.content.path == str(Path(photograph).absolute()) and recipe.size == sample_size()
