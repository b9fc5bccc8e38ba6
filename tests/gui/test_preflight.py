from __future__ import annotations

import sys

import pytest

from nst_gui import preflight

LINUX_ONLY = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux takes these libraries from the system"
)


def test_a_screen_is_announced_on_linux_and_taken_for_granted_elsewhere() -> None:
    assert preflight.has_screen({}, "win32")
    assert preflight.has_screen({}, "darwin")
    assert not preflight.has_screen({}, "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        assert preflight.has_screen({name: "x"}, "linux")
        assert not preflight.has_screen({name: ""}, "linux")


@LINUX_ONLY
def test_a_missing_library_gives_a_sentence_that_names_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight, "_opens", lambda library: library != "libxcb-cursor.so.0")
    [sentence] = preflight.missing_system_libraries({"DISPLAY": ":0"})
    assert "libxcb-cursor.so.0" in sentence
    assert "apt install libxcb-cursor0" in sentence
    assert "dnf install xcb-util-cursor" in sentence
    assert preflight.missing_system_libraries({"QT_QPA_PLATFORM": "offscreen"}) == []
    assert preflight.missing_system_libraries({"WAYLAND_DISPLAY": "wayland-0"}) == []


@LINUX_ONLY
def test_libraries_are_really_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    assert preflight.missing_system_libraries({"QT_QPA_PLATFORM": "offscreen"}) == []
    monkeypatch.setattr(preflight, "_ALWAYS", {"libsurely-not-there.so.9": ("debian-name", "fedora-name")})
    [sentence] = preflight.missing_system_libraries({"QT_QPA_PLATFORM": "offscreen"})
    assert "debian-name" in sentence


def test_nothing_is_asked_of_other_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(preflight, "_opens", lambda library: False)
    assert preflight.missing_system_libraries({}) == []
