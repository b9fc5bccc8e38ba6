"""From parsed options to a recipe."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, Final

from PIL import ImageColor
from pydantic import ValidationError

from nst_engine import pictures, samples, weights
from nst_engine.cli.framing import all_framed, framed
from nst_engine.cli.words import counted
from nst_engine.errors import InputError
from nst_engine.presets import Preset, find_preset, read_preset
from nst_engine.problems import first_problem
from nst_engine.recipe import PictureRef, Recipe, StyleRef, WeightsRef
from nst_engine.recipe_files import named_beside, read_recipe_file
from nst_engine.segments import same_painting

#: Options whose names and meanings are the recipe's own.
_PLAIN: Final = (
    "size",
    "style_strength",
    "stroke_size",
    "tv_weight",
    "content_weight",
    "objective",
    "pooling",
    "quality",
    "iterations",
    "scales",
    "optimiser",
    "seed",
    "keep_colours",
    "blend",
)


def recipe_of(options: argparse.Namespace) -> Recipe:
    """The recipe the options ask for; options win over ``--preset``, and that over ``--recipe``.

    Raises :class:`InputError`.
    """
    base = None if options.recipe is None else read_recipe_file(Path(options.recipe))
    fields: dict[str, Any] = (
        {} if base is None else {name: getattr(base, name) for name in Recipe.model_fields}
    )
    if options.preset is not None:
        fields.update(_preset(options.preset).values())
    for name in _PLAIN:
        if (value := getattr(options, name)) is not None:
            fields[name] = value
    if options.sample and options.content is None and fields.get("size") is None:
        fields["size"] = samples.sample_size()
    fields["content"] = _content(options, base)
    fields["styles"] = _styles(options, base)
    for name, given in (("style_layers", options.style_layer), ("content_layers", options.content_layer)):
        if given is not None:
            fields[name] = _layers(given)
    if options.background is not None:
        fields["background"] = _colour(options.background)
    if options.weights is not None:
        fields["weights"] = _weights(options.weights)
    fields["init"] = _initial(options, base)
    # What was changed while painting is repeated only where nothing else is asked for.
    fields["segments"] = ()
    try:
        recipe = Recipe.model_validate({name: _plain(value) for name, value in fields.items()})
    except ValidationError as error:
        raise InputError(_sentence(error)) from error
    if base is not None and same_painting(base, recipe):
        return recipe.model_copy(update={"segments": base.segments})
    return recipe


def _preset(text: str) -> Preset:
    """A preset by its name, or out of a file."""
    return read_preset(Path(text)) if text.lower().endswith(".json") else find_preset(text)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_plain(item) for item in value)
    return value.model_dump() if isinstance(value, (PictureRef, StyleRef, WeightsRef)) else value


def _sentence(error: ValidationError) -> str:
    option, separator, problem = first_problem(error).partition(": ")
    if not separator:
        return f"{option[:1].upper()}{option[1:]}."
    name = option.split(".")[0].replace("_", "-").replace("layers", "layer").replace("styles", "style")
    return f"--{name} cannot be used: {problem[:1].lower()}{problem[1:]}."


def _picture(path: str) -> PictureRef:
    return pictures.reference(Path(path))


def _found(reference: PictureRef, option: str, recipe_file: str) -> PictureRef:
    """A recipe's picture where it still is what it was; asked for otherwise."""
    if reference.path is None or not Path(reference.path).is_file():
        found = _found_by_name(reference, Path(recipe_file))
        if found is None:
            raise InputError(
                f"The recipe's picture {reference.name} is not here; give its place with {option}."
            )
        return found
    current = _picture(reference.path)
    if current.sha256 != reference.sha256:
        raise InputError(
            f"{reference.name} has changed since the recipe was made; give the picture to use with {option}."
        )
    return current.framed_like(reference)


def _found_by_name(reference: PictureRef, recipe_file: Path) -> PictureRef | None:
    """The very picture, from beside the recipe or from those that come with the program."""
    beside = named_beside(reference, recipe_file)
    found = None if beside is None else _same(reference, beside)
    if found is not None:
        return found
    named = (sample.path for sample in samples.all_samples() if sample.path.name == reference.name)
    return next((same for path in named if (same := _same(reference, path)) is not None), None)


def _same(reference: PictureRef, path: Path) -> PictureRef | None:
    """The file as ``reference`` uses it, if it is the very same picture."""
    try:
        current = pictures.reference(path)
    except InputError:  # of that name, but no picture
        return None
    return current.framed_like(reference) if current.sha256 == reference.sha256 else None


def _content(options: argparse.Namespace, base: Recipe | None) -> PictureRef:
    reference = _photograph(options, base)
    return framed(reference, "content", options.content_crop, options.content_rotate)


def _photograph(options: argparse.Namespace, base: Recipe | None) -> PictureRef:
    if options.content is not None:
        reference = _picture(options.content)
        # The photograph of an exported picture's recipe, given because such a recipe has no paths.
        if base is not None and base.content.sha256 == reference.sha256:
            return reference.framed_like(base.content)
        return reference
    if options.sample:
        return pictures.reference(samples.sample_pair()[0])
    if base is not None:
        return _found(base.content, "--content", options.recipe)
    raise InputError("There is no photograph; give one with --content, or --sample for the bundled pair.")


def _initial(options: argparse.Namespace, base: Recipe | None) -> str | PictureRef:
    """What the painting starts from; its picture is framed as the photograph is."""
    init = ("content" if base is None else base.init) if options.init is None else options.init
    if init not in ("content", "noise"):
        reference = _picture(init) if isinstance(init, str) else _found(init, "--init", options.recipe)
        if options.init is not None and base is not None and isinstance(base.init, PictureRef):
            same = base.init.sha256 == reference.sha256
            reference = reference.framed_like(base.init) if same else reference
        return framed(reference, "init", options.init_crop, options.init_rotate)
    if options.init_crop is not None or options.init_rotate is not None:
        raise InputError(
            "--init-crop and --init-rotate are for a picture to start from; give one with --init."
        )
    return init


def _styles(options: argparse.Namespace, base: Recipe | None) -> tuple[StyleRef, ...]:
    if options.style is not None:
        references = _kept_frames([_picture(path) for path in options.style], base)
    elif options.sample:
        references = [pictures.reference(path) for path in samples.sample_pair()[1]]
    elif base is not None:
        references = [_found(style.picture, "--style", options.recipe) for style in base.styles]
    else:
        raise InputError(
            "There is no painting; give at least one with --style, or --sample for the bundled pair."
        )
    references = all_framed(references, options.style_crop, options.style_rotate)
    shares: list[float] = options.style_weight or _kept_shares(references, base)
    if len(shares) != len(references):
        raise InputError(
            f"{counted(len(references), 'painting')} cannot share {counted(len(shares), 'style weight')}; "
            "give one weight for each painting."
        )
    try:
        return tuple(
            StyleRef(picture=reference, weight=share)
            for reference, share in zip(references, shares, strict=True)
        )
    except ValidationError as error:
        raise InputError("--style-weight must be a number above 0 for each painting.") from error


def _kept_frames(references: list[PictureRef], base: Recipe | None) -> list[PictureRef]:
    """The same paintings as in the recipe are cropped and turned as there, in order where one is in twice."""
    known = [] if base is None else [style.picture for style in base.styles]
    by_hash = {picture.sha256: picture for picture in known}
    framed_as: list[PictureRef] = []
    for place, reference in enumerate(references):
        same = known[place] if place < len(known) else None
        if same is None or same.sha256 != reference.sha256:
            same = by_hash.get(reference.sha256)
        framed_as.append(reference if same is None else reference.framed_like(same))
    return framed_as


def _kept_shares(references: list[PictureRef], base: Recipe | None) -> list[float]:
    """The recipe's weights: those of the same paintings, else in order where there are as many."""
    if base is not None:
        if [style.picture.sha256 for style in base.styles] == [reference.sha256 for reference in references]:
            # In order first: one painting may be there twice, in two parts.
            return [style.weight for style in base.styles]
        known = {style.picture.sha256: style.weight for style in base.styles}
        if all(reference.sha256 in known for reference in references):
            return [known[reference.sha256] for reference in references]
        if len(references) == len(base.styles):
            return [style.weight for style in base.styles]
    return [1.0] * len(references)


def _layers(given: list[str]) -> dict[str, float]:
    layers: dict[str, float] = {}
    for item in given:
        name, _, weight = item.partition("=")
        try:
            layers[name] = float(weight) if weight else 1.0
        except ValueError as error:
            raise InputError(
                f"{item} is not a layer and its weight; write relu3_1=2, for example."
            ) from error
    return layers


def _colour(text: str) -> str:
    try:
        red, green, blue = ImageColor.getrgb(text)[:3]
        if max(red, green, blue) > 255:  # Pillow takes rgb(300,0,0) for a colour
            raise ValueError(text)
    except ValueError as error:
        raise InputError(f"{text} is not a colour; write white or #ffffff, for example.") from error
    return f"#{red:02x}{green:02x}{blue:02x}"


def _weights(text: str) -> WeightsRef:
    if text in ("bundled", "oxford", "torchvision"):
        return WeightsRef.model_validate({"name": text})
    path = Path(text).absolute()
    if not path.is_file():
        raise InputError(
            f"There is no weights file {path.name}; use bundled, oxford, torchvision or a file's path."
        )
    # Not the file's own hash: a file made by an import is known by the one it was imported from.
    found = weights.load(WeightsRef(name="file", path=str(path)))
    return WeightsRef(name="file", path=str(path), sha256=found.sha256)
