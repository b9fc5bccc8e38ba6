from __future__ import annotations

import sys
from pathlib import Path

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


def test_a_display_of_this_computer_that_is_gone_is_no_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, names = tmp_path / "sockets", tmp_path / "names"
    folder.mkdir()
    monkeypatch.setattr(preflight, "_X_SOCKETS", folder.as_posix())
    monkeypatch.setattr(preflight, "_UNIX_SOCKETS", str(names))

    def screen(display: str, **more: str) -> bool:
        return preflight.has_screen({"DISPLAY": display, **more}, "linux")

    assert screen(":7")  # no list to look into: taken for granted
    names.write_text(f"Num RefCount\n0: 3 0 0 1 3 92 @{folder.as_posix()}/X71\n", encoding="utf-8")
    for display in (":7", ":7.0", "unix:7"):
        assert not screen(display)
        assert screen(display, WAYLAND_DISPLAY="wayland-0")
        assert screen(display, QT_QPA_PLATFORM="offscreen")
    assert screen(":71.0")
    assert screen("localhost:10.0")
    (folder / "X7").touch()
    assert screen(":7")


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
