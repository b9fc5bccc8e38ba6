"""The model of a run's peak memory, in bytes: what is held at each moment of a scale, added up.

Everything is counted from the architecture and from what the rooms keep. Measured are only what the process
takes beside that and how much of its heap an allocator leaves idle. On a card with memory of its own it is
that which counts; Apple's GPUs share the computer's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

import torch

from nst_engine import devices, gpus, network_memory, tiles
from nst_engine.inputs import SMALL_EDGE, painting_size
from nst_engine.network_memory import Blocks, analysis, evaluation
from nst_engine.objective import Weighting
from nst_engine.plan import Plan, ScalePlan
from nst_engine.recipe import PictureRef, Recipe
from nst_engine.segments import Stage, stages
from nst_engine.targets import anew
from nst_engine.vgg import deepest_layer
from nst_engine.weights import SHAPES

#: What the process takes beside the blocks counted here: torch, the network, compiled convolutions. Set so
#: that the peaks of whole runs come out, from 256 to 2048 px and in small tiles. On a GPU: what the driver,
#: the kernels and the network take of its memory.
BASE_BYTES: Final = {"cpu": 395_000_000, "cuda": 700_000_000, "mps": 300_000_000}
#: Blocks up to this size stay in the process's heap when they are freed (``process`` asks for that); larger
#: ones go back to the system.
HEAP_BLOCK: Final = 8 << 20
#: The heap is this much larger than what lies in it: aligned blocks seldom fit into the gaps others left.
HEAP_WASTE: Final = 1.8
#: What kernels take for themselves, and huge pages that are not filled.
OVERHEAD: Final = 1.05
#: The same on a GPU, and the gaps its allocator leaves. Not measured: no GPU was to be had.
GPU_OVERHEAD: Final = 1.15
#: One float32 copy of a picture, bytes per pixel.
PLANES: Final = 12
#: Copies of the picture that are made and dropped within one step of the optimiser, halved ones included.
STEP_COPIES: Final = {"lbfgs": 2.4, "adam": 1}
#: Bytes per pixel of a picture file while it is decoded, converted and resized.
DECODED: Final = 20
#: The same for a picture of which a part is used: the file's pixels, and a copy of that part.
CROPPED: Final = 2 * PLANES
#: Copies of a picture that exist while it is resized and turned into a tensor.
LOADED_COPIES: Final = 3
#: What comes to the height of saving the result, in such copies: itself, its levels, the file and what the
#: encoder keeps, for the dearest format (AVIF).
SAVED_COPIES: Final = 5
#: Bytes per pixel of the copy that can be saved while a run is paused.
PAUSED: Final = 6


class Model:
    """What a recipe takes on a device and in a precision, scale by scale."""

    def __init__(self, recipe: Recipe, device: str, precision: str, *, winograd: bool = False) -> None:
        self._recipe = recipe
        self._device = device
        self._size = torch.empty(0, dtype=devices.DTYPES[precision]).element_size()
        self._weighting = Weighting.of(recipe)
        self._deepest = deepest_layer(self._weighting.layers)
        self._always = network_memory.winograd(self._deepest, self._size) if winograd else 0.0

    def peak_bytes(self, scales: tuple[ScalePlan, ...]) -> int:
        """The peak of a whole run, loading and saving included."""
        return max(self.scale_bytes(scale, scales[-1]) for scale in scales)

    def scale_bytes(self, scale: ScalePlan, final: ScalePlan, *, changed: bool = False) -> int:
        """The peak while ``scale`` of a run that ends with ``final`` is painted.

        ``changed``: with a change to these settings in the middle of it.
        """
        moments = [
            *self._loading(scale, final),
            *self._analysing(scale),
            *self._beginning(scale),
            *self._evaluating(scale),
            self._stepping(scale),
        ]
        if changed:
            moments += self._changing(scale, final)
        pixels = scale.width * scale.height
        if self._device == "cuda":
            return int(BASE_BYTES["cuda"] + GPU_OVERHEAD * max(map(sum, moments)))
        moments.append([*self._held(scale), PAUSED * pixels])
        if scale == final:
            moments.append([PLANES * pixels] * SAVED_COPIES)
        if self._device == "mps":
            base = BASE_BYTES["cpu"] + BASE_BYTES["mps"] + self._small_copies()
            return int(base + GPU_OVERHEAD * max(map(sum, moments)))
        # The heap never shrinks, so its own peak counts, whenever that was; large blocks come and go.
        heap, large = map(max, zip(*map(_in_heap_and_beyond, moments), strict=True))
        return int(
            BASE_BYTES["cpu"] + self._always + self._small_copies() + OVERHEAD * (HEAP_WASTE * heap + large)
        )

    def has_too_large_blocks(self, scale: ScalePlan) -> bool:
        """Whether the device could not compute on a block that ``scale`` would make."""
        if self._device == "cpu":
            return False
        pixels = scale.width * scale.height
        vectors = 3 * pixels * (scale.history if scale.optimiser == "lbfgs" else 1)
        crops = [self._evaluated(scale), *(crop for _, crop in self._paintings(scale))]
        features = SHAPES["conv1_1"][0] * max(crops)
        return gpus.is_too_large(self._device, features, self._size) or gpus.is_too_large(
            self._device, vectors, 4
        )

    def _small_copies(self) -> float:
        """What ``inputs`` keeps of every picture."""
        return sum(_reduced(picture) for picture in self._recipe.pictures()) * PLANES

    # -- the moments ---------------------------------------------------------------------------------------

    def _loading(self, scale: ScalePlan, final: ScalePlan) -> Iterator[Blocks]:
        if self._device != "cuda":
            for reference, (width, height) in self._sizes(scale):
                whole = scale == final or max(width, height) > SMALL_EDGE
                source = reference.width * reference.height if whole else _decoded(reference)
                decoded = DECODED if reference.is_whole else CROPPED
                yield [decoded * source] + [PLANES * width * height] * LOADED_COPIES + self._before(scale)

    @staticmethod
    def _before(scale: ScalePlan) -> Blocks:
        """The pixels of the scale before, and the photograph they were painted from."""
        return [PLANES * scale.width * scale.height / 4] * 2

    def _sizes(self, scale: ScalePlan) -> Iterator[tuple[PictureRef, tuple[int, int]]]:
        """Every picture a scale uses, the photograph first, and the size it has there."""
        yield self._recipe.content, (scale.width, scale.height)
        for style in self._recipe.styles:
            yield style.picture, painting_size(self._recipe, style.picture, scale.width * scale.height)

    def _analysing(self, scale: ScalePlan) -> Iterator[Blocks]:
        for pixels, crop in self._paintings(scale):
            for blocks in analysis(self._weighting.style_layers, crop, self._size):
                yield [PLANES * pixels, *blocks, *self._before(scale)]

    def _paintings(self, scale: ScalePlan) -> Iterator[tuple[int, int]]:
        """Pixels of every painting that is analysed, and of the largest piece in which that happens."""
        if layers := self._weighting.style_layers:
            for _, (width, height) in list(self._sizes(scale))[1:]:
                yield width * height, self._analysed(scale, layers, width, height)

    def _analysed(self, scale: ScalePlan, layers: Collection[str], width: int, height: int) -> int:
        """Pixels of the largest piece in which a picture of this size is analysed."""
        edge = tiles.analysis_tile(scale.width, scale.height, scale.tile, self._deepest)
        return _largest_crop(width, height, edge, tiles.statistics_margin(deepest_layer(layers)))

    def _beginning(self, scale: ScalePlan) -> Iterator[Blocks]:
        """Detail is put back into the enlarged pixels; the photograph's features are taken."""
        pixels = scale.width * scale.height
        photograph, layers = [PLANES * pixels], self._weighting.content_layers
        # The result of the scale before, enlarged, what it lacks, and what a resampling keeps halfway.
        yield [*photograph, PLANES * pixels, PLANES * pixels, PLANES * pixels / 2, *self._before(scale)]
        if layers:
            untiled = scale.tile is None
            crop = pixels if untiled else self._analysed(scale, layers, scale.width, scale.height)
            kept = [] if untiled else self._kept(scale)
            for blocks in analysis(layers, crop, self._size):
                yield [*photograph, PLANES * pixels, PLANES * pixels, *kept, *blocks]

    def _kept(self, scale: ScalePlan) -> Blocks:
        """Content targets, or the photograph they are taken from anew."""
        layers, pixels = self._weighting.content_layers, scale.width * scale.height
        if scale.tile is not None and layers and not scale.keep_content:
            return [PLANES * pixels]
        channels = (SHAPES[name.replace("relu", "conv")][0] / tiles.stride(name) ** 2 for name in layers)
        return [pixels * self._size * share for share in channels]

    def _held(self, scale: ScalePlan) -> Blocks:
        """What lasts through the iterations: pixels, last good ones, gradient, optimiser, targets."""
        planes = PLANES * scale.width * scale.height
        if scale.optimiser == "adam":
            return [planes] * 5 + self._kept(scale)
        # Two matrices, of the steps and of the gradient's changes.
        return [planes] * 3 + [planes * scale.history] * 2 + self._kept(scale)

    def _evaluating(self, scale: ScalePlan) -> Iterator[Blocks]:
        held = self._held(scale)
        if scale.tile is not None:
            held = [*held, PLANES * scale.width * scale.height]  # the gradient the tiles are put together to
        crop = self._evaluated(scale)
        for blocks in evaluation(self._deepest, self._weighting.content_layers, crop, self._size):
            yield [*held, *blocks]

    def _evaluated(self, scale: ScalePlan) -> int:
        """Pixels of the largest piece in which the objective is evaluated."""
        if scale.tile is None:
            return scale.width * scale.height
        return _largest_crop(scale.width, scale.height, scale.tile, tiles.gradient_margin(self._deepest))

    def _changing(self, scale: ScalePlan, final: ScalePlan) -> Iterator[Blocks]:
        """Targets are taken anew beside the picture; the optimiser's memory is dropped first."""
        # The pixels, the last good ones, and a gradient.
        held = [PLANES * scale.width * scale.height] * 3 + self._kept(scale)
        for blocks in (*self._loading(scale, final), *self._analysing(scale)):
            yield [*held, *blocks]
        yield [*held, *network_memory.filters(self._deepest, 4), *network_memory.filters(self._deepest, 4)]

    def _stepping(self, scale: ScalePlan) -> Blocks:
        """The optimiser moves the pixels."""
        planes = PLANES * scale.width * scale.height
        return [*self._held(scale), planes * STEP_COPIES[scale.optimiser]]


def _in_heap_and_beyond(blocks: Blocks) -> tuple[float, float]:
    """Bytes of the blocks that come from the process's heap, and of those from the system."""
    heap, large = 0.0, 0.0
    for block in blocks:
        if block <= HEAP_BLOCK:
            heap += block
        else:
            large += block
    return heap, large


def _reduced(reference: PictureRef) -> float:
    """Pixels of the small copy that is kept of a picture, as it is cropped."""
    width, height = reference.size
    factor = min(1.0, SMALL_EDGE / max(width, height))
    return width * height * factor**2


def _decoded(reference: PictureRef) -> float:
    """Pixels that are decoded for the small copy: those of all of the picture, for a part of it, too."""
    width, height = reference.size
    file, least = reference.width * reference.height, 4 * _reduced(reference)
    return min(least * file / (width * height), max(least, file))


def _largest_crop(width: int, height: int, edge: int, margin: int) -> int:
    return tiles.crop_areas(height, width, edge, margin).largest


class StagedModel:
    """What a run takes whose settings change while it is painted: the most that any of them takes."""

    def __init__(self, course: Sequence[Stage], device: str, precision: str, *, winograd: bool) -> None:
        self._course = course
        self._models = [Model(stage.recipe, device, precision, winograd=winograd) for stage in course]

    def peak_bytes(self, scales: tuple[ScalePlan, ...], since: int = 0) -> int:
        """The peak from scale number ``since`` on."""
        peaks = [self.scale_bytes(index, scale, scales[-1]) for index, scale in enumerate(scales)]
        return max(peaks[since:])

    def scale_bytes(self, index: int, scale: ScalePlan, final: ScalePlan) -> int:
        """The peak while scale number ``index`` of a run that ends with ``final`` is painted."""
        return max(
            model.scale_bytes(scale, final, changed=self._is_changed(number, index))
            for number, model in enumerate(self._models)
            if self._holds(number, index)
        )

    def has_too_large_blocks(self, scale: ScalePlan) -> bool:
        """Whether the device could not compute on a block that ``scale`` would make."""
        return any(model.has_too_large_blocks(scale) for model in self._models)

    def _holds(self, number: int, index: int) -> bool:
        """Whether the stage of this number is painted with at scale ``index``."""
        later = self._course[number + 1 :]
        begins_in_time = self._course[number].begins[0] <= index
        return begins_in_time and not (later and later[0].begins <= (index, 0))

    def _is_changed(self, number: int, index: int) -> bool:
        """Whether targets are found anew for this stage in the middle of scale ``index``."""
        stage = self._course[number]
        if number == 0 or stage.begins[0] != index or stage.begins[1] == 0:
            return False
        return anew(self._course[number - 1].recipe, stage.recipe).anything


def memory_bytes(recipe: Recipe, plan: Plan) -> int:
    """Predicted peak memory of a run, in bytes."""
    model = StagedModel(stages(recipe), plan.device, plan.precision, winograd=plan.winograd)
    return model.peak_bytes(plan.scales)
