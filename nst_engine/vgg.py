"""VGG-19 as a feature extractor with named layers, and its gradient with respect to the pixels.

The architecture is Simonyan & Zisserman's (2014), configuration E. It is run here by hand
rather than through autograd, because style transfer needs so little of it: the network is a plain chain, its
weights never change, and the gradient of a rectified convolution with respect to its input needs only the
sign of its output. That halves the memory, leaves out every weight gradient, and lets a caller hand in
feature gradients layer by layer. ``tests/engine/test_vgg.py`` holds it against autograd and against NumPy.

All features are 1×C×H×W tensors laid out channels last, so that the (H·W)×C matrix a Gram matrix needs is a
view.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

import torch
import torch.nn.functional as F
from torch import Tensor

from nst_engine.pooling import max_pool, to_maxima
from nst_engine.recipe import LAYERS
from nst_engine.weights import FoldedWeights
from nst_engine.winograd import MIN_CHANNELS, MIN_POSITIONS, WinogradConvolution, Workspace

#: Average pooling lowers the activations, maximum pooling does not; this factor (K. Crowson's
#: style-transfer-pytorch) keeps features of both on one scale.
AVERAGE_POOLING_GAIN: Final = 2.0

#: Four poolings halve a picture's edges; anything shorter than this would vanish on the way, in pixels.
MIN_EDGE: Final = 16

#: Metal's kernel for the rectifier's gradient loses a result that is asked for channels last.
_WITHOUT_THRESHOLD: Final = frozenset({"mps"})

#: Given a layer's name, its features and the gradient the deeper layers hand up (or ``None``; of the same
#: shape and dtype, and may be changed in place): that gradient and the layer's own together.
FeatureGradient = Callable[[str, Tensor, Tensor | None], Tensor | None]


@dataclass(frozen=True, slots=True)
class ConvolutionStep:
    """A 3×3 convolution and its rectifier; ``back_weight`` maps output gradients to input gradients.

    ``quick`` and ``quick_back`` do the same by Winograd's method, where that is wanted.
    """

    name: str
    weight: Tensor
    bias: Tensor
    back_weight: Tensor
    quick: WinogradConvolution | None = None
    quick_back: WinogradConvolution | None = None

    def forward(self, x: Tensor, padding: int = 1) -> Tensor:
        """The rectified output."""
        if self.quick is not None and _large(x):
            return self.quick(x, rectify=True)
        return _rectified_convolution(x, self.weight, self.bias, padding)

    def backward(self, gradient: Tensor, padding: int = 1) -> Tensor:
        """The input's gradient from that of the output, which is masked by the rectifier already."""
        if self.quick_back is not None and _large(gradient):
            return self.quick_back(gradient, rectify=False)
        return F.conv2d(gradient, self.back_weight, padding=padding)


@dataclass(frozen=True, slots=True)
class PoolingStep:
    """Halves width and height, rounding down."""


Step = ConvolutionStep | PoolingStep


def _large(features: Tensor) -> bool:
    return features.shape[2] * features.shape[3] >= MIN_POSITIONS


def _network_order() -> tuple[str, ...]:
    names: list[str] = []
    for before, name in zip(("", *LAYERS), LAYERS, strict=False):
        if before and before[:5] != name[:5]:
            names.append("pool")
        names.append(name)
    return tuple(names)


#: The rectified convolutions from the pixels down, "pool" where a pooling parts two blocks. ``--self-test``
#: and the tests compare it with torchvision's; importing torchvision takes as long as importing torch.
NETWORK_ORDER: Final = _network_order()


def _channels_last(tensor: Tensor) -> Tensor:
    return tensor.contiguous(memory_format=torch.channels_last)


def _rectified_convolution(x: Tensor, weight: Tensor, bias: Tensor, padding: int) -> Tensor:
    """``relu(conv(x))``; on the CPU in one pass where oneDNN offers it."""
    if x.device.type == "cpu" and x.dtype in (torch.float32, torch.bfloat16) and _fused_convolution_works():
        pair = [1, 1]
        fused: Tensor = torch.ops.mkldnn._convolution_pointwise(
            x, weight, bias, [padding, padding], pair, pair, 1, "relu", [], ""
        )
        return fused
    return F.conv2d(x, weight, bias, padding=padding).relu_()


_fused_works: bool | None = None


def _fused_convolution_works() -> bool:
    """Whether this build of torch has oneDNN's fused convolution (builds for Arm have none)."""
    global _fused_works
    if _fused_works is None:
        _fused_works = bool(torch.backends.mkldnn.is_available()) and hasattr(
            torch.ops.mkldnn, "_convolution_pointwise"
        )
    return _fused_works


class Activations:
    """What one forward pass leaves behind for the backward pass; consumed by it."""

    def __init__(self, height: int, width: int) -> None:
        self.height = height
        self.width = width
        #: What conv1_1 was given, border included; its output is the largest of all and cheap to make again.
        self.network_input: Tensor | None = None
        #: Rectified outputs by layer name; the backward pass drops them one by one.
        self.features: dict[str, Tensor] = {}
        #: Shapes of what entered each pooling.
        self.pool_inputs: list[torch.Size] = []


class Vgg19:
    """VGG-19 down to ``deepest``, ready for one device and precision.

    Input is RGB 0–1: every weights family's own convention is folded into conv1_1 (``weights.fold``).
    conv1_1 pads by repeating the border, which spares the result the grey frame zero padding leaves; the
    other convolutions pad with zeros as trained.
    """

    def __init__(
        self,
        weights: FoldedWeights,
        deepest: str,
        *,
        pooling: Literal["max", "average"] = "max",
        dtype: torch.dtype = torch.float32,
        device: torch.device | str = "cpu",
        winograd: bool = False,
    ) -> None:
        self.pooling = pooling
        self.dtype = dtype
        self.device = torch.device(device)
        self._workspace = Workspace() if winograd else None
        self.steps = self._build(weights, deepest)
        self._first = next(step for step in self.steps if isinstance(step, ConvolutionStep))

    def _build(self, weights: FoldedWeights, deepest: str) -> tuple[Step, ...]:
        if deepest not in LAYERS:
            raise ValueError(f"there is no layer {deepest!r}")
        steps: list[Step] = []
        for name in NETWORK_ORDER:
            if name == "pool":
                steps.append(PoolingStep())
                continue
            convolution = weights.convolutions[name.replace("relu", "conv")]
            weight = torch.from_numpy(convolution.weight).to(self.device, self.dtype)
            bias = torch.from_numpy(convolution.bias).to(self.device, self.dtype)
            back = weight.flip(2, 3).transpose(0, 1)
            if not steps and self._half:
                weight = torch.cat((weight, weight), dim=1)  # see _network_input
            quick = self._quick(weight, bias)
            quick_back = None if quick is None else quick.adjoint()
            steps.append(
                ConvolutionStep(name, _channels_last(weight), bias, _channels_last(back), quick, quick_back)
            )
            if name == deepest:
                break
        return tuple(steps)

    def _quick(self, weight: Tensor, bias: Tensor) -> WinogradConvolution | None:
        if self._workspace is None or min(weight.shape[:2]) < MIN_CHANNELS:
            return None
        return WinogradConvolution(weight, bias, self._workspace)

    @property
    def _half(self) -> bool:
        return self.dtype in (torch.bfloat16, torch.float16)

    def _network_input(self, pixels: Tensor) -> Tensor:
        """Pixels in the network's precision.

        bfloat16 has 8 significant bits, as few as an 8-bit picture has levels, and the optimiser moves
        pixels by less. So the rounded pixels and what rounding lost enter as two sets of channels under the
        same filters, which costs nothing beside the convolutions that follow.
        """
        if not self._half:
            return pixels.to(self.dtype)
        rounded = pixels.to(self.dtype)
        return torch.cat((rounded, (pixels - rounded).to(self.dtype)), dim=1)

    def forward(
        self, pixels: Tensor, keep: Iterable[str] | None = None, check: Callable[[], None] | None = None
    ) -> Activations:
        """Run the network on ``pixels`` (1×3×H×W, RGB 0–1, any real values).

        Without ``keep``, all that :meth:`backward` needs is kept. With ``keep``, only the named features
        are, which is enough for statistics and takes a fraction of the memory, and the pass ends with the
        deepest of them. ``check`` is called
        before every layer; what it raises ends the pass.
        """
        kept = None if keep is None else frozenset(keep)
        activations = Activations(pixels.shape[2], pixels.shape[3])
        x = _channels_last(self._network_input(F.pad(pixels, (1, 1, 1, 1), mode="replicate")))
        activations.network_input = x if kept is None else None
        padding = 0  # conv1_1's border is there already
        for step in self.steps:
            if kept is not None and len(activations.features) == len(kept):
                break
            if check is not None:
                check()
            if isinstance(step, ConvolutionStep):
                x = step.forward(x, padding)
                padding = 1
                if kept is None or step.name in kept:
                    activations.features[step.name] = x
            else:
                activations.pool_inputs.append(x.shape)
                x = self._pool(x)
        return activations

    def _pool(self, x: Tensor) -> Tensor:
        if self.pooling == "average":
            return F.avg_pool2d(x, 2).mul_(AVERAGE_POOLING_GAIN)
        return max_pool(x)

    def backward(self, activations: Activations, feature_gradient: FeatureGradient) -> Tensor:
        """The gradient with respect to the pixels (1×3×H×W float32 or float64) of a loss of the features.

        ``feature_gradient(name, features, above)`` is called for every layer from the deepest to the first
        and returns the loss's gradient there (same shape and dtype as ``features``), or ``None`` as long as
        there is none: the layer's own, added to what comes from the deeper ones.
        """
        gradient: Tensor | None = None
        activations.features.pop(self._first.name)
        for step in reversed(self.steps):
            if isinstance(step, PoolingStep):
                shape = activations.pool_inputs.pop()
                if gradient is not None:
                    gradient = self._unpool(gradient, shape, activations)
                continue
            first = step is self._first
            features = self._first_features(activations) if first else activations.features.pop(step.name)
            gradient = feature_gradient(step.name, features, gradient)
            if gradient is None:
                continue
            gradient = _through_rectifier(gradient, features)
            del features
            gradient = step.backward(gradient, padding=2 if first else 1)
        if gradient is None:
            raise ValueError("no layer had a gradient")
        return _fold_border(gradient.to(torch.promote_types(self.dtype, torch.float32)))

    def _first_features(self, activations: Activations) -> Tensor:
        """relu1_1 once more, so that its memory is free while the deeper layers are at work."""
        network_input, activations.network_input = activations.network_input, None
        if network_input is None:
            raise ValueError("these activations were made without what a backward pass needs")
        return self._first.forward(network_input, padding=0)

    def _unpool(self, gradient: Tensor, shape: torch.Size, activations: Activations) -> Tensor:
        if self.pooling == "average":
            spread = F.interpolate(gradient, scale_factor=2, mode="nearest").mul_(AVERAGE_POOLING_GAIN / 4)
            odd_rows, odd_columns = shape[2] - spread.shape[2], shape[3] - spread.shape[3]
            return F.pad(spread, (0, odd_columns, 0, odd_rows)) if odd_rows or odd_columns else spread
        # What was pooled is the deepest feature that is left.
        return to_maxima(gradient, next(reversed(activations.features.values())))


def _through_rectifier(gradient: Tensor, features: Tensor) -> Tensor:
    """``gradient`` where the rectified ``features`` are positive, 0 elsewhere; in place."""
    if gradient.device.type in _WITHOUT_THRESHOLD:
        return gradient.mul_(features > 0)
    torch.ops.aten.threshold_backward.grad_input(gradient, features, 0, grad_input=gradient)
    return gradient


def _fold_border(padded: Tensor) -> Tensor:
    """The adjoint of replicate padding by one: border gradients are added to the pixels they repeat."""
    padded[:, :, 1] += padded[:, :, 0]
    padded[:, :, -2] += padded[:, :, -1]
    padded[:, :, :, 1] += padded[:, :, :, 0]
    padded[:, :, :, -2] += padded[:, :, :, -1]
    return padded[:, :, 1:-1, 1:-1].contiguous()


def deepest_layer(names: Iterable[str] | Mapping[str, float]) -> str:
    """The last of ``names`` in network order."""
    return max(names, key=LAYERS.index)
