"""From a recipe and the user's limits to the plan: what this machine will do, and what it will hold."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

import psutil

from nst_engine import devices, gpus
from nst_engine.adjustable import MAX_SEGMENTS
from nst_engine.errors import InputError, ResourceError
from nst_engine.expectation import effort_of
from nst_engine.inputs import too_small_paintings
from nst_engine.memory import StagedModel
from nst_engine.objective import Weighting
from nst_engine.pictures import MAX_PIXELS
from nst_engine.plan import HISTORY, Limits, Plan, ScalePlan
from nst_engine.recipe import MAX_SIZE, MIN_SIZE, Recipe
from nst_engine.schedule import make_schedule
from nst_engine.segments import START, Course, Place, Proposal, Stage, stages
from nst_engine.sentences import Sentence
from nst_engine.vgg import MIN_EDGE, deepest_layer

#: Inner edges tiles are tried with, in pixels: from some size on larger ones save nothing worth having.
TILES: Final = (*range(2048, 1024, -256), *range(1024, 64, -64))
#: How many more iterations shorter memories of L-BFGS need for the same picture. One pair takes no more
#: memory than Adam would.
HISTORIES: Final = ((HISTORY, 1.0), (8, 1.05), (5, 1.15), (3, 1.3), (2, 1.45), (1, 1.6))
#: Fewer pairs than this are worth a word.
SHORT: Final = 5
#: Other programs need a little, too.
SHARE_OF_FREE: Final = 0.9


def make_plan(recipe: Recipe, limits: Limits = Limits()) -> Plan:  # noqa: B008 - frozen
    """Resolve what this machine will do for ``recipe``; quick, nothing is timed.

    Every scale is painted in the way that takes the least time of those that fit the memory: in one piece or
    in tiles, and with more or less of a memory for L-BFGS.

    Raises :class:`InputError` when the output would be too narrow for the network or have more pixels than a
    picture can, :class:`ResourceError` when the user's limit, or this computer, is too small for it however
    it is done.
    """
    plan = smallest_plan(recipe, limits)
    if limits.memory_bytes is not None and plan.memory_bytes > limits.memory_bytes:
        raise ResourceError(_too_large(recipe, limits, plan))
    return plan


def smallest_plan(recipe: Recipe, limits: Limits = Limits()) -> Plan:  # noqa: B008 - frozen
    """The plan as :func:`make_plan` makes it, also where it does not fit; then it takes as little as it can.

    Raises :class:`InputError` like it.
    """
    choice = devices.choose(limits)
    width, height = recipe.output_size
    if min(width, height) < MIN_EDGE:
        raise InputError(_too_narrow(recipe))
    if width * height > MAX_PIXELS:
        raise InputError(_too_many_pixels(recipe))
    threads = limits.threads or devices.default_threads()
    winograd = devices.winograd_pays(choice.device, choice.precision, threads)
    course = stages(recipe)
    schedule = make_schedule(width, height, recipe.quality, recipe.iterations, recipe.scales)
    budget = budget_bytes(choice.device, limits)

    def model_of(course: Sequence[Stage]) -> StagedModel:
        return StagedModel(course, choice.device, choice.precision, winograd=winograd)

    # A run whose settings were changed was planned for the first of them, and is painted so again.
    scales = _fitting(course[:1], model_of(course[:1]), schedule, budget)
    if len(course) > 1 and model_of(course).peak_bytes(scales) > budget:
        scales = _fitting(course, model_of(course), schedule, budget)
    needed = model_of(course).peak_bytes(scales)
    return Plan(
        scales=scales,
        device=choice.device,
        precision=choice.precision,
        threads=threads,
        winograd=winograd,
        memory_bytes=needed,
        notices=(*choice.notices, *_notices(course[0].recipe, scales, needed, limits, choice.device, budget)),
    )


def budget_bytes(device: str, limits: Limits) -> int:
    """Memory a run may take: the user's limit, or what is free now."""
    if limits.memory_bytes is not None:
        return limits.memory_bytes
    return int(SHARE_OF_FREE * free_bytes(device))


def objection(
    course: Course, proposal: Proposal, place: Place, plan: Plan, limits: Limits
) -> Sentence | None:
    """Why a run that is painted as ``plan`` says cannot go on as ``proposal`` says, ``None`` if it can.

    It can where that takes no more memory than it does now, than was planned, than the user's limit, or
    else than is free. What the recipe itself says was planned for.
    """
    if not proposal.asked:
        return None
    if course.is_full:
        return Sentence(
            "This painting was changed {count} times, which is the most; further changes are kept for the "
            "next one.",
            count=MAX_SEGMENTS,
        )
    now, wanted = Stage(START, course.recipe), Stage(place, proposal.recipe)

    def model(*stages: Stage) -> StagedModel:
        return StagedModel(stages, plan.device, plan.precision, winograd=plan.winograd)

    present, changed, first = model(now), model(now, wanted), place[0]
    most = max(present.peak_bytes(plan.scales, first), plan.memory_bytes, budget_bytes(plan.device, limits))
    too_large = any(changed.has_too_large_blocks(scale) for scale in plan.scales[first:])
    if changed.peak_bytes(plan.scales, first) <= most and not too_large:
        return None
    return Sentence(
        "There is not enough memory for this change while painting; it is kept for the next painting."
    )


def available_bytes() -> int:
    """Main memory this process may still take or holds already."""
    return int(psutil.virtual_memory().available + psutil.Process().memory_info().rss)


def free_bytes(device: str) -> int:
    """Memory of ``device`` this process may still take or holds already."""
    return gpus.free_bytes(device, available_bytes())


# -- what fits ---------------------------------------------------------------------------------------------


def _fitting(
    course: Sequence[Stage], model: StagedModel, schedule: tuple[ScalePlan, ...], budget: int
) -> tuple[ScalePlan, ...]:
    """The quickest way to paint each scale within ``budget``; where none fits, the one that takes least."""
    painted = [stage.recipe for stage in course]
    return tuple(
        _fitted(painted, model, index, scale, schedule[-1], budget) for index, scale in enumerate(schedule)
    )


def _fitted(
    course: Sequence[Recipe],
    model: StagedModel,
    index: int,
    scale: ScalePlan,
    final: ScalePlan,
    budget: int,
) -> ScalePlan:
    deepest = deepest_layer(frozenset[str]().union(*(Weighting.of(recipe).layers for recipe in course)))
    last = scale == final

    def badness(way: ScalePlan) -> tuple[bool, int, float]:
        end = way if last else final
        needed = model.scale_bytes(index, way, end)
        return model.has_too_large_blocks(way), max(needed - budget, 0), work(way, deepest)

    usual = scale.model_copy(update={"optimiser": course[0].optimiser})
    return usual if badness(usual)[:2] == (False, 0) else min(_ways(course, scale), key=badness)


def _ways(course: Sequence[Recipe], scale: ScalePlan) -> Iterator[ScalePlan]:
    optimiser = course[0].optimiser
    content = any(recipe.content_weight > 0 for recipe in course)
    pieces: list[tuple[int | None, bool]] = [(None, True)]
    for tile in TILES:
        if tile < max(scale.width, scale.height):
            pieces += [(tile, True), (tile, False)] if content else [(tile, True)]
    for tile, keep in pieces:
        changes: dict[str, object] = {"tile": tile, "keep_content": keep}
        histories = [scale.history]
        if optimiser == "lbfgs":
            histories += [history for history, _ in HISTORIES if history < scale.history]
        for history in histories:
            yield scale.model_copy(update={**changes, "optimiser": optimiser, "history": history})


def work(scale: ScalePlan, deepest: str) -> float:
    """The time a way of painting a scale takes, in evaluations of the whole picture in one piece."""
    remembers_all = scale.optimiser == "adam" or scale.history >= scale.iterations
    slower = 1.0 if remembers_all else dict(HISTORIES).get(scale.history, 1.0)
    effort = effort_of(scale, deepest)
    return slower * effort.pixels * effort.times / (scale.width * scale.height)


# -- what is said ------------------------------------------------------------------------------------------


def _notices(
    recipe: Recipe, scales: tuple[ScalePlan, ...], needed: int, limits: Limits, device: str, budget: int
) -> Iterator[Sentence]:
    yield from too_small_paintings(recipe, scales[-1])
    short = [s for s in scales if recipe.optimiser == "lbfgs" and s.history < min(SHORT, s.iterations)]
    if short:
        first = short[0]
        yield Sentence(
            "To fit the memory, painting learns less from one iteration to the next from {width:,} × "
            "{height:,} pixels on; if the picture looks unfinished there, give it more iterations.",
            width=first.width,
            height=first.height,
        )
    if needed > budget and limits.memory_bytes is None:
        yield Sentence(
            "This picture needs about {needed:,.1f} GB of memory and {free:,.1f} GB are free; choose a "
            "smaller size or close other programs if the computer becomes slow.",
            needed=needed / 1e9,
            free=free_bytes(device) / 1e9,
        )


def _too_large(recipe: Recipe, limits: Limits, plan: Plan) -> Sentence:
    final = plan.scales[-1]
    problem = Sentence(
        "Painting {width:,} × {height:,} pixels takes at least {needed:,.2f} GB of memory, more than the "
        "limit of {limit:,.2f} GB",
        width=final.width,
        height=final.height,
        needed=plan.memory_bytes / 1e9,
        limit=(limits.memory_bytes or 0) / 1e9,
    )
    size = _largest_size(recipe, limits)
    if size is None:
        return Sentence("{problem}; allow more.", problem=problem)
    return Sentence(
        "{problem}; allow more, or choose a size of at most {size:,}.", problem=problem, size=size
    )


def _largest_size(recipe: Recipe, limits: Limits) -> int | None:
    """The longest edge in pixels, in steps of 64, that fits the limit."""
    low, high = MIN_SIZE // 64, max(recipe.output_size) // 64
    found = None
    while low <= high:
        middle = (low + high) // 2
        smaller = recipe.model_copy(update={"size": 64 * middle})
        try:
            fits = smallest_plan(smaller, limits).memory_bytes <= (limits.memory_bytes or 0)
        except InputError:  # so small that it is too narrow
            fits, found = False, None
            low = middle + 1
            continue
        if fits:
            found, low = 64 * middle, middle + 1
        else:
            high = middle - 1
    return found


def _too_many_pixels(recipe: Recipe) -> Sentence:
    """What no file could be read back with, not even by this program; it would be known after painting."""
    width, height = recipe.output_size
    edges = recipe.content.size
    size = math.isqrt(MAX_PIXELS * max(edges) // min(edges)) + 1
    while math.prod(recipe.model_copy(update={"size": size}).output_size) > MAX_PIXELS:
        size -= 1  # the short edge may have been rounded up
    return Sentence(
        "The picture would have {width:,} × {height:,} pixels, more than {most} megapixels; choose a size "
        "of at most {size:,}.",
        width=width,
        height=height,
        most=MAX_PIXELS // 1_000_000,
        size=size,
    )


def _too_narrow(recipe: Recipe) -> Sentence:
    """Why the output would be too narrow for the network, and what helps."""
    edges = recipe.content.size
    short = min(recipe.output_size)
    needed = math.ceil(MIN_EDGE * max(edges) / min(edges))
    if needed > MAX_SIZE:
        return Sentence(
            "At this size the output would be only {short} pixels on its short edge, and {name} is too "
            "long and narrow for any other; crop it first.",
            short=short,
            name=recipe.content.name,
        )
    return Sentence(
        "At this size the output would be only {short} pixels on its short edge; choose a size of at least "
        "{needed}.",
        short=short,
        needed=needed,
    )
