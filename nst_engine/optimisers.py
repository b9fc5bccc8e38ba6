"""L-BFGS and Adam over the pixels: step, restart, state.

Both are used in the same way: the caller evaluates the objective at ``pixels`` and hands in the gradient;
``step`` moves ``pixels`` in place. Neither makes a line search: one evaluation is one iteration, and the
renderer's guard steps back when a step went wrong.

L-BFGS after J. Nocedal & S. Wright, "Numerical Optimization", algorithm 7.4. Adam after D. Kingma & J. Ba,
2015. See docs/decisions/0004 for why these are not torch's.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any, Final, Protocol

import torch
import torch.nn.functional as F
from torch import Tensor

from nst_engine.plan import ScalePlan

#: Root mean square of the first step in units of the full range 0–1. Twice as long a one costs a scale that
#: starts from an enlarged picture 1 % (*balanced*) and 5 % (*gatys*) of its objective after 12 iterations.
FIRST_STEP: Final = 0.015
#: Root mean square of the longest step. Without a line search the first pairs of a small picture can ask for
#: steps as long as the whole range; nowhere does a bound of four times the first step slow a run down.
LONGEST_STEP: Final = 0.06
ADAM_STEP: Final = 0.02
ADAM_BETAS: Final = (0.9, 0.99)
#: Gradients of a normalised objective are of the order 1e-7 per pixel, far below Adam's usual 1e-8.
ADAM_EPSILON: Final = 1e-16
#: Levels of the preconditioner's pyramid and the weight of each level relative to the next finer one.
LEVELS: Final = 6
LEVEL_FACTOR: Final = 0.35


class Optimiser(Protocol):
    """What the renderer needs of an optimiser."""

    def step(self, pixels: Tensor, gradient: Tensor) -> None:
        """Move ``pixels`` (in place) by one iteration, given the gradient there (same shape)."""

    def restart(self, scale: float) -> None:
        """Forget the past and go on with steps ``scale`` times as large as at first."""

    def state_dict(self) -> dict[str, Any]:
        """Everything :meth:`load_state_dict` needs to go on as if nothing had happened."""

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from a saved state."""


class LBFGS:
    """Limited-memory BFGS.

    The two-loop recursion is done on inner products: with S·g, Y·g and the small matrices S·Yᵀ known, both
    loops run on ``history`` numbers, and the long vectors are touched by a few matrix-vector products only.
    The numbers are fetched from the device twice per step: on a GPU each time is a wait.
    The initial inverse Hessian is γ·M, with M a smoothing over several scales (see :class:`Preconditioner`).
    """

    def __init__(self, shape: torch.Size, *, history: int, device: torch.device, precondition: bool = True):
        self._history = history
        self._steps = torch.zeros(history, shape.numel(), device=device)
        self._changes = torch.zeros(history, shape.numel(), device=device)
        #: products[i][j] = s_i · y_j.
        self._products = [[0.0] * history for _ in range(history)]
        #: Rows that hold pairs, oldest first.
        self._order: list[int] = []
        #: The row that waits for the next gradient: the last step, and the gradient before it.
        self._waiting: int | None = None
        self._gamma = 1.0
        self._scale = 1.0
        self._precondition = Preconditioner(shape) if precondition else None

    def step(self, pixels: Tensor, gradient: Tensor) -> None:
        """See :class:`Optimiser`. A gradient of exactly zero leaves the pixels where they are."""
        flat = gradient.reshape(-1)
        along = self._remember(self._waiting, flat) if self._waiting is not None else self._along(flat)
        if self._order:
            move = self._direction(flat, gradient.shape, along)
            move.mul_((LONGEST_STEP * self._scale / _root_mean_square(move)).clamp_(max=1.0))
        else:
            move = self._smooth(flat, gradient.shape)
            size = _root_mean_square(move)
            # Only the direction of a first gradient is worth anything, its length is not.
            move.mul_(torch.where(size > 0, -FIRST_STEP * self._scale / size, torch.zeros_like(size)))
        pixels.view(-1).add_(move)
        self._wait(move, flat)

    def restart(self, scale: float) -> None:
        """See :class:`Optimiser`."""
        self._order.clear()
        self._waiting = None
        self._scale = scale

    def _smooth(self, flat: Tensor, shape: torch.Size) -> Tensor:
        if self._precondition is None:
            return flat.clone()
        return self._precondition(flat.view(shape)).reshape(-1)

    def _wait(self, move: Tensor, flat: Tensor) -> None:
        """Put half a pair where the oldest one was, so that no vector is kept beside the pairs."""
        if len(self._order) == self._history:
            self._order.pop(0)
        slot = min(set(range(self._history)) - set(self._order))
        self._steps[slot] = move
        self._changes[slot] = flat
        self._waiting = slot

    def _along(self, flat: Tensor) -> list[float]:
        """S·g; none where no step is remembered."""
        return _numbers(self._steps @ flat) if self._order else []

    def _remember(self, slot: int, flat: Tensor) -> list[float]:
        """Complete the pair that waits, unless there is nothing to learn from it. Returns S·g."""
        self._waiting = None
        step, change = self._steps[slot], self._changes[slot]
        torch.sub(flat, change, out=change)
        smoothed = self._smooth(change, self._precondition.shape) if self._precondition else change
        count = self._history
        found = _numbers(
            step @ change, smoothed @ change, self._steps @ change, self._changes @ step, self._steps @ flat
        )
        curvature, scale = found[:2]
        with_steps, with_changes, along = (found[2 + part * count :][:count] for part in range(3))
        divisor = with_changes[slot]  # the curvature once more, rounded differently
        if not (curvature > 1e-10 * scale and scale > 0 and divisor > 0):
            return along  # no curvature to learn from; the pair would break the update
        self._order.append(slot)
        for i, product in enumerate(with_steps):
            self._products[i][slot] = product
        self._products[slot] = with_changes
        self._gamma = curvature / scale
        return along

    def _direction(self, flat: Tensor, shape: torch.Size, along: Sequence[float]) -> Tensor:
        alpha = [0.0] * self._history
        newer: list[int] = []
        for i in reversed(self._order):
            dot = along[i] - sum(alpha[j] * self._products[i][j] for j in newer)
            alpha[i] = dot / self._products[i][i]
            newer.append(i)
        remainder = torch.addmv(flat, self._changes.T, flat.new_tensor(alpha), alpha=-1.0)
        direction = self._smooth(remainder, shape).mul_(self._gamma)
        across = _numbers(self._changes @ direction)
        weights = [0.0] * self._history
        older: list[int] = []
        for i in self._order:
            dot = across[i] + sum(weights[j] * self._products[j][i] for j in older)
            weights[i] = alpha[i] - dot / self._products[i][i]
            older.append(i)
        direction.addmv_(self._steps.T, flat.new_tensor(weights))
        return direction.neg_()

    def state_dict(self) -> dict[str, Any]:
        """See :class:`Optimiser`."""
        return {
            "steps": self._steps,
            "changes": self._changes,
            "products": [list(row) for row in self._products],
            "order": list(self._order),
            "waiting": self._waiting,
            "gamma": self._gamma,
            "scale": self._scale,
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """See :class:`Optimiser`."""
        self._steps.copy_(state["steps"])
        self._changes.copy_(state["changes"])
        self._products = [list(row) for row in state["products"]]
        self._order = list(state["order"])
        self._waiting = state["waiting"]
        self._gamma, self._scale = state["gamma"], state["scale"]


class Preconditioner:
    """M = Σ_i fᶦ · U_i·U_iᵀ: a gradient's coarse parts are let through more strongly than its fine ones.

    Optimising a pyramid of pictures whose level i enters with a factor converges much faster than optimising
    pixels (docs/decisions/0004). L-BFGS over such a pyramid is exactly L-BFGS over pixels with this initial
    inverse Hessian, which needs no second set of variables. U_i spreads a picture of 1/2ᶦ the size to full
    size by bilinear interpolation; U_iᵀ is its adjoint. With f = 1/4 every level would have the
    same weight; a little more for the coarse ones measured best.
    """

    def __init__(self, shape: torch.Size, *, levels: int = LEVELS, factor: float = LEVEL_FACTOR) -> None:
        self.shape = shape
        self._factor = factor
        sizes = [(shape[2], shape[3])]
        while len(sizes) < levels and min(sizes[-1]) >= 4:
            height, width = sizes[-1]
            sizes.append(((height + 1) // 2, (width + 1) // 2))
        self._sizes = sizes

    def __call__(self, gradient: Tensor) -> Tensor:
        """M·gradient, a new tensor of the same shape (1×3×H×W)."""
        levels = [gradient]
        for fine, coarse in itertools.pairwise(self._sizes):
            shape = (*gradient.shape[:2], *coarse)
            levels.append(
                torch.ops.aten.upsample_bilinear2d_backward(levels[-1], fine, shape, False, None, None)
            )
        total = levels.pop()
        for level in reversed(levels):
            spread = F.interpolate(total, size=level.shape[2:], mode="bilinear", align_corners=False)
            total = spread.mul_(self._factor).add_(level)
        return total if total is not gradient else gradient.clone()


def _numbers(*vectors: Tensor) -> list[float]:
    """The numbers of all ``vectors`` in one transfer: on a GPU each would wait for the device."""
    numbers: list[float] = torch.cat([vector.reshape(-1) for vector in vectors]).tolist()
    return numbers


def _root_mean_square(vector: Tensor) -> Tensor:
    norm: Tensor = torch.linalg.vector_norm(vector)
    return norm / math.sqrt(vector.numel())


class Adam:
    """Adam on clamped pixels."""

    def __init__(self, shape: torch.Size, *, device: torch.device) -> None:
        self._mean = torch.zeros(shape, device=device)
        self._square = torch.zeros(shape, device=device)
        self._count = 0
        self._scale = 1.0

    def step(self, pixels: Tensor, gradient: Tensor) -> None:
        """See :class:`Optimiser`; the pixels stay within 0–1."""
        self._count += 1
        first, second = ADAM_BETAS
        self._mean.lerp_(gradient, 1 - first)
        self._square.mul_(second).addcmul_(gradient, gradient, value=1 - second)
        spread = (self._square / (1 - second**self._count)).sqrt_().add_(ADAM_EPSILON)
        pixels.addcdiv_(self._mean, spread, value=-ADAM_STEP * self._scale / (1 - first**self._count))
        pixels.clamp_(0, 1)

    def restart(self, scale: float) -> None:
        """See :class:`Optimiser`."""
        self._mean.zero_()
        self._square.zero_()
        self._count = 0
        self._scale = scale

    def state_dict(self) -> dict[str, Any]:
        """See :class:`Optimiser`."""
        return {"mean": self._mean, "square": self._square, "count": self._count, "scale": self._scale}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """See :class:`Optimiser`."""
        self._mean.copy_(state["mean"])
        self._square.copy_(state["square"])
        self._count, self._scale = state["count"], state["scale"]


def optimiser_for(plan: ScalePlan, pixels: Tensor) -> Optimiser:
    """A new optimiser for ``pixels`` (1×3×H×W), as the plan of their scale says."""
    if plan.optimiser == "adam":
        return Adam(pixels.shape, device=pixels.device)
    return LBFGS(pixels.shape, history=plan.history, device=pixels.device)
