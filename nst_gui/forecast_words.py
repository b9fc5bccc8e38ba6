"""What a forecast says, in words: how it fits, how long it takes, how much memory it needs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from nst_engine.plan import Limits
from nst_gui.desktop.memory import GB
from nst_gui.words import filled, said
from nst_gui.workers.engine import Forecast

Light = Literal["fits", "tiled", "too large"]

_LIGHTS: Final[dict[str, Light]] = {
    "fits": "fits",
    "will be tiled": "tiled",
    "does not fit": "too large",
}
_DEVICES: Final = {
    "cpu": QT_TRANSLATE_NOOP("Forecast", "processor"),
    "cuda": QT_TRANSLATE_NOOP("Forecast", "NVIDIA graphics card"),
    "mps": QT_TRANSLATE_NOOP("Forecast", "Apple graphics"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """One line, and what there is to say beyond it."""

    light: Light
    text: str
    tip: str


def describe(forecast: Forecast, limits: Limits) -> Words:
    """``forecast`` in words; ``limits`` tell what can be done where it does not fit."""
    light = _LIGHTS[forecast.light]
    time, memory = span(forecast.seconds), gigabytes(forecast.memory_bytes)
    if light == "fits":
        text = _tr("Fits · about {time} · {memory}").format(time=time, memory=memory)
    elif light == "tiled":
        text = _tr("Will be tiled · about {time} · {memory}").format(time=time, memory=memory)
    else:
        text = _too_large(forecast, limits)
    return Words(light, text, _tip(forecast, light))


def _too_large(forecast: Forecast, limits: Limits) -> str:
    if limits.memory_bytes is not None and forecast.available_bytes >= limits.memory_bytes:
        sentence = _tr(
            "Does not fit: {needed} needed, {room} allowed; choose a smaller output size, "
            "or allow more memory under Advanced."
        )
    else:
        sentence = _tr(
            "Does not fit: {needed} needed, {room} free; choose a smaller output size, "
            "or close other programs."
        )
    room = gigabytes(forecast.available_bytes)
    return sentence.format(needed=gigabytes(forecast.memory_bytes), room=room)


def _tip(forecast: Forecast, light: Light) -> str:
    plan, final = forecast.plan, forecast.plan.scales[-1]
    size = filled("{width:,} × {height:,}", width=final.width, height=final.height)
    if len(plan.scales) == 1:
        steps = _tr("Painting now would go through one size, {size} pixels, in {count:,} iterations.")
    else:
        steps = _tr(
            "Painting now would go through {scales} sizes up to {size} pixels, with {count:,} iterations "
            "at the last."
        )
    lines = [filled(steps, scales=len(plan.scales), size=size, count=final.iterations)]
    if light == "tiled":
        lines.append(_tr("It is cut into tiles to keep within the memory; they leave no seams."))
    device = QCoreApplication.translate("Forecast", _DEVICES[plan.device])
    lines.append(
        _tr("It runs on the {device} with {precision} and may use {room} of memory.").format(
            device=device, precision=plan.precision, room=gigabytes(forecast.available_bytes)
        )
    )
    if light != "too large":
        lines += [said(notice) for notice in plan.notices]
    return "\n".join(lines)


def span(seconds: float) -> str:
    """A span of time in round words: 5 s, 1 min 20 s, 25 min, 3 h 10 min."""
    if not math.isfinite(seconds):
        return _tr("an unknown time")
    if seconds < 57.5:
        return _tr("{seconds} s").format(seconds=max(5, round(seconds / 5) * 5))
    tens = round(seconds / 10)
    if tens < 60:
        minutes, rest = divmod(tens * 10, 60)
        whole = _tr("{minutes} min").format(minutes=minutes)
        return f"{whole} {_tr('{seconds} s').format(seconds=rest)}" if rest else whole
    minutes = round(seconds / 60)
    if minutes < 60:
        return _tr("{minutes} min").format(minutes=minutes)
    hours, rest = divmod(round(minutes / 10) * 10, 60)
    whole = filled(_tr("{hours:,} h"), hours=hours)
    return f"{whole} {_tr('{minutes} min').format(minutes=rest)}" if rest and hours < 24 else whole


def gigabytes(count: int) -> str:
    """Bytes as gigabytes with one decimal."""
    return filled(_tr("{number:,.1f} GB"), number=count / GB)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Forecast", text)
