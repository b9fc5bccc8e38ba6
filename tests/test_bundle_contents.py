"""What ``build.spec`` takes along and leaves out, and the files that packagers read."""

from __future__ import annotations

import ast
import importlib.util
import re
import shutil
import sys
import xml.etree.ElementTree as ET
from configparser import ConfigParser
from importlib.metadata import distribution
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image

from nst_engine import paths
from nst_engine.version import PROGRAM_NAME

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"


def loaded(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, PACKAGING / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def contents() -> ModuleType:
    return loaded("bundle_contents")


@pytest.mark.parametrize(
    "place",
    [
        "torch/lib/libtorch_cpu.so",
        "torch/bin/torch_shm_manager",
        "torch\\bin\\torch_shm_manager.exe",
        "torch/testing/_internal/common_utils.py",
        "resources/translations/nst-studio_de.qm",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/translations/qtbase_de.qm",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6\\plugins\\styles\\qmodernwindowsstyle.dll",
        "PySide6/Qt/plugins/platformthemes/libqxdgdesktopportal.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/lib/libQt6Svg.so.6",
        "PySide6/QtNetwork.abi3.so",
        "PySide6/Qt/lib/libQt6DBus.so.6",
        "PySide6/Qt/lib/libQt6OpenGL.so.6",
        "PySide6/Qt/lib/QtWidgets.framework/Versions/A/QtWidgets",
        "libQt6Widgets.so.6",
        "resources/models/vgg19-oxford-8bit.safetensors",
        "resources/icons/start.svg",
        "docs/guide/README.md",
        "docs/guide/images/painted-light.png",
        "imagecodecs/_png.abi3.so",
    ],
)
def test_what_the_program_needs_goes_in(contents: ModuleType, place: str) -> None:
    assert contents.is_wanted(place)


@pytest.mark.parametrize(
    "place",
    [
        "torch/bin/test_jit",
        "torch/bin/protoc",
        "torch/test/test_api",
        "torch\\include\\ATen\\ATen.h",
        "torch/lib/libonnx.a",
        "torch\\lib\\torch_cpu.lib",
        "torchvision.libs/libnvjpeg.36e11081.so.13",
        "PySide6/Qt/plugins/imageformats/libqpdf.so",
        "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
        "PySide6/Qt/plugins/platforms/libqeglfs.so",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6\\plugins\\imageformats\\qjpeg.dll",
        "PySide6\\Qt6Pdf.dll",
        "PySide6/Qt/lib/libQt6EglFsKmsSupport.so.6",
        "PySide6/Qt/lib/QtQml.framework/Versions/A/QtQml",
        "PySide6/QtNetworkAuth.abi3.so",
        "libQt6Quick.so.6",
    ],
)
def test_what_it_never_loads_stays_out(contents: ModuleType, place: str) -> None:
    assert not contents.is_wanted(place)


@pytest.mark.parametrize(
    ("source", "systems"),
    [
        ("/lib/x86_64-linux-gnu/libxcb-cursor.so.0", True),
        ("/usr/lib/x86_64-linux-gnu/libgtk-3.so.0", True),
        ("/usr/lib64/libstdc++.so.6", True),
        ("/usr/lib/x86_64-linux-gnu/libpython3.12.so.1.0", False),
        ("/lib/x86_64-linux-gnu/libz.so.1", False),
        ("/lib/x86_64-linux-gnu/liblzma.so.5", False),
        ("/lib/x86_64-linux-gnu/libzmq.so.5", True),
        ("/usr/lib/python3.12/lib-dynload/_lzma.cpython-312-x86_64-linux-gnu.so", False),
        ("/usr/lib/python3/dist-packages/numpy/core.so", False),
        ("/home/me/.venv/lib/python3.12/site-packages/torch/lib/libtorch_cpu.so", False),
        ("C:\\Windows\\System32\\ucrtbase.dll", False),
        ("PySide6/Qt/lib/libQt6Core.so.6", False),
    ],
)
def test_the_systems_libraries_stay_the_systems(contents: ModuleType, source: str, systems: bool) -> None:
    assert contents.is_systems(source) is systems


def test_the_guide_is_bundled_where_the_program_looks_for_it(
    contents: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert paths.guide_dir() == ROOT / contents.GUIDE
    assert "datas.append((str(ROOT / contents.GUIDE), contents.GUIDE))" in (ROOT / "build.spec").read_text(
        encoding="utf-8"
    )
    monkeypatch.setattr(sys, "_MEIPASS", str(ROOT / "bundle"), raising=False)
    assert paths.guide_dir() == ROOT / "bundle" / contents.GUIDE


def test_a_bundle_without_a_page_of_the_guide_does_not_pass(
    contents: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path])  # it adds to it
    check = loaded("check_bundle")
    inside = tmp_path / "_internal"
    (inside / "resources" / "models").mkdir(parents=True)
    (inside / "resources" / "models" / "weights").touch()
    shutil.copytree(ROOT / contents.GUIDE, inside / contents.GUIDE)
    assert check.check_contents(tmp_path) == "nothing unwanted"
    (inside / contents.GUIDE / "de" / "saving.md").unlink()
    with pytest.raises(check.Failed, match=r"the guide is not complete: docs/guide/de/saving\.md"):
        check.check_contents(tmp_path)


def test_a_table_is_filtered_by_place_and_by_source(contents: ModuleType) -> None:
    kept = ("torch/lib/libc10.so", "/venv/site-packages/torch/lib/libc10.so", "BINARY")
    table = [
        kept,
        ("torch/test/test_api", "/venv/site-packages/torch/test/test_api", "BINARY"),
        ("libX11.so.6", "/lib/x86_64-linux-gnu/libX11.so.6", "BINARY"),
    ]
    assert contents.wanted(table) == [kept]


def test_every_distribution_named_is_installed_and_every_requirement_is_named(contents: ModuleType) -> None:
    required = re.findall(
        r"^([A-Za-z][\w-]*)==", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.M
    )
    assert {name.lower() for name in required} <= {name.lower() for name in contents.DISTRIBUTIONS}
    for name in contents.DISTRIBUTIONS:
        assert distribution(name).version


def test_the_hidden_imports_exist(contents: ModuleType) -> None:
    compiled = [name for name in contents.HIDDEN_IMPORTS if name.startswith("imagecodecs.")]
    assert compiled
    for name in compiled:
        assert importlib.util.find_spec(name) is not None, name


@pytest.mark.parametrize(
    ("version", "numbers"), [("0.1.0", (0, 1, 0, 0)), ("12.3", (12, 3, 0, 0)), ("1.2.3rc4", (1, 2, 3, 4))]
)
def test_the_version_resource_of_windows_is_filled_in(
    contents: ModuleType, version: str, numbers: tuple[int, ...]
) -> None:
    template = (PACKAGING / "windows" / "version-info.txt.in").read_text(encoding="utf-8")
    filled = contents.windows_version_info(
        template, program=PROGRAM_NAME, version=version, file_name="nst-studio.exe"
    )
    tree = ast.parse(filled, mode="eval")
    values = [ast.literal_eval(node) for node in ast.walk(tree) if isinstance(node, ast.Tuple)]
    assert values.count(numbers) == 2
    strings = {
        ast.literal_eval(node.args[0]): ast.literal_eval(node.args[1])
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "StringStruct"
    }
    assert strings["ProductName"] == PROGRAM_NAME
    assert strings["ProductVersion"] == strings["FileVersion"] == version
    assert strings["OriginalFilename"] == "nst-studio.exe"


def test_the_icon_files_hold_the_sizes_their_systems_ask_for() -> None:
    with Image.open(PACKAGING / "windows" / "nst-studio.ico") as icon:
        assert {(size, size) for size in (16, 24, 32, 48, 256)} <= icon.info["sizes"]
    with Image.open(PACKAGING / "macos" / "nst-studio.icns") as icon:
        assert {(512, 512, 2), (256, 256, 1), (16, 16, 2)} <= set(icon.info["sizes"])


def test_linux_desktops_know_the_window_by_the_applications_name() -> None:
    from nst_gui.app import APPLICATION_ID

    desktop = ConfigParser(interpolation=None)
    desktop.optionxform = str  # type: ignore[assignment,method-assign]
    desktop.read(PACKAGING / "linux" / f"{APPLICATION_ID}.desktop", encoding="utf-8")
    entry = desktop["Desktop Entry"]
    assert entry["StartupWMClass"] == APPLICATION_ID
    assert entry["Exec"] == "nst-studio %F"
    assert entry["Name"] == PROGRAM_NAME
    assert (ROOT / "resources" / "icons" / f"{entry['Icon']}.svg").is_file()


def test_every_system_offers_the_program_for_the_same_kinds_of_pictures(contents: ModuleType) -> None:
    desktop = ConfigParser(interpolation=None)
    desktop.read(PACKAGING / "linux" / "nst-studio.desktop", encoding="utf-8")
    linux = {kind.removeprefix("image/") for kind in desktop["Desktop Entry"]["MimeType"].split(";") if kind}
    [pictures] = contents.DOCUMENT_TYPES
    macos = {re.split(r"[.]", name)[-1] for name in pictures["LSItemContentTypes"]}
    assert macos == linux


def test_the_metainfo_names_the_program_as_macos_does(contents: ModuleType) -> None:
    component = ET.parse(PACKAGING / "linux" / "nst-studio.metainfo.xml").getroot()
    assert component.findtext("id") == contents.IDENTIFIER
    assert component.findtext("name") == PROGRAM_NAME
    assert component.findtext("launchable") == "nst-studio.desktop"
