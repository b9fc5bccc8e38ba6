"""What goes into the bundle and what stays out: the decisions of ``build.spec``, importable and testable."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Final

#: The reverse-domain name that Linux desktops and macOS know the program by.
IDENTIFIER: Final = "io.github.nst_studio.NSTStudio"

#: What macOS offers the program for under *Open with*, by Apple's names of the kinds of files. For none of
#: them it becomes the first choice.
DOCUMENT_TYPES: Final = (
    {
        "CFBundleTypeName": "Picture",
        "CFBundleTypeRole": "Viewer",
        "LSHandlerRank": "Alternate",
        "LSItemContentTypes": [
            "public.png",
            "public.jpeg",
            "public.tiff",
            "org.webmproject.webp",
            "com.microsoft.bmp",
            "com.compuserve.gif",
            "public.avif",
        ],
    },
)

#: Distributions whose metadata travels along: ``info`` and the self-test print their versions.
DISTRIBUTIONS: Final = (
    "torch",
    "torchvision",
    "PySide6-Essentials",
    "shiboken6",
    "pillow",
    "numpy",
    "pydantic",
    "safetensors",
    "tifffile",
    "imagecodecs",
    "platformdirs",
    "psutil",
    "rich",
)

#: Imported by name only, or by compiled code, where PyInstaller cannot see it.
HIDDEN_IMPORTS: Final = (
    "torchvision.models.vgg",
    "imagecodecs._shared",
    "imagecodecs._shared_cython",
    # tifffile asks for these when it meets LZW and PackBits, deflate, LZMA or Zstandard in a TIFF.
    "imagecodecs._imcd",
    "imagecodecs._zlib",
    "imagecodecs._deflate",
    "imagecodecs._lzma",
    "imagecodecs._zstd",
)

#: Never needed by a program that paints; several would be dragged in by optional imports of torch.
EXCLUDED_MODULES: Final = (
    "tkinter",
    "IPython",
    "matplotlib",
    "pandas",
    "scipy",
    "tensorboard",
    "torch.utils.tensorboard",
    "triton",
    "pytest",
    "hypothesis",
    "mypy",
    "pip",
    "setuptools",
    # A program that opens no connection needs no OpenSSL: hashlib has algorithms of its own.
    "ssl",
    "_ssl",
    "_hashlib",
    # Nor does it keep a database or read lines from a terminal; readline is under the GPL.
    "curses",
    "readline",
    "sqlite3",
    "_uuid",
    # torchvision is here for the architecture alone. Its compiled operators are linked against CUDA on Linux
    # and not used anywhere: nst_engine.torchvision_import does without them.
    "torchvision._C",
    "torchvision.image",
)

#: The pages and pictures of Help ▸ Guide, at the same place as in the source: the program looks there.
GUIDE: Final = "docs/guide"

#: The languages beside English, by the translations there are.
LANGUAGES: Final = tuple(
    path.stem.partition("_")[2]
    for path in sorted(Path(__file__).parents[1].glob("resources/translations/*.ts"))
    if not path.stem.endswith("_en")
)

#: Qt's modules that come along as dependencies of plugins no widget program loads.
_UNUSED_QT_LIBRARY: Final = re.compile(
    r"(?:lib)?Qt6?(?:Pdf|Qml|Quick|VirtualKeyboard|NetworkAuth|OpenGLWidgets|EglF[Ss]|Sql|Designer|Labs)"
)
#: Qt decodes no file of the user's, types through the system's input methods, and opens no connection but the
#: local one between two starts of the program.
_UNUSED_QT_PLUGINS: Final = frozenset(
    {
        "egldeviceintegrations",
        "generic",
        "imageformats",
        "networkinformation",
        "printsupport",
        "qmltooling",
        "sqldrivers",
        "tls",
        "vectorimageformats",
    }
)
_UNUSED_QT_PLUGIN_FILES: Final = re.compile(
    r"(?:lib)?(?:qtvirtualkeyboardplugin|qeglfs|qlinuxfb|qminimalegl|qvkkhrdisplay|qvnc)"
)
#: Linux: where the system keeps its libraries, and the few of them that Python itself is built on. All others
#: stay the system's, as for the wheels that pip installs: X11, glib and the C++ library must fit the drivers
#: of the machine, and their licences (some of them the GPL) are then no matter of this bundle.
_SYSTEM_FOLDERS: Final = ("/lib/", "/lib32/", "/lib64/", "/usr/lib/", "/usr/lib32/", "/usr/lib64/")
_PYTHONS_OWN: Final = re.compile(r"lib(?:python3[\d.]*|ffi|z|bz2|lzma|expat|mpdec)(?:\.so|-\d)")
#: torch's tests, its compiler's headers and what they are linked with.
_UNUSED_TORCH: Final = ("torch/test/", "torch/include/", "torch/share/", "torchvision.libs/")
_STATIC_LIBRARIES: Final = frozenset({".a", ".lib", ".pdb", ".prl"})


def is_wanted(destination: str) -> bool:
    """Whether a file belongs into the bundle, judged by its place there (either kind of slash)."""
    path = PurePosixPath(destination.replace("\\", "/"))
    name = str(path)
    if path.suffix in _STATIC_LIBRARIES or name.startswith(_UNUSED_TORCH):
        return False
    if name.startswith("torch/bin/"):
        return path.stem == "torch_shm_manager"  # torch looks for it when it is imported
    if "PySide6" in path.parts or _UNUSED_QT_LIBRARY.match(path.name):
        return _is_wanted_of_qt(path)
    return True


def _is_wanted_of_qt(path: PurePosixPath) -> bool:
    if "plugins" in path.parts:
        kind = path.parts[path.parts.index("plugins") + 1]
        return kind not in _UNUSED_QT_PLUGINS and not _UNUSED_QT_PLUGIN_FILES.match(path.name)
    if "translations" in path.parts:
        # Qt's own buttons, in the languages that the window speaks.
        return path.name in {f"qtbase_{code}.qm" for code in LANGUAGES}
    return not _UNUSED_QT_LIBRARY.match(path.name)


def is_systems(source: str) -> bool:
    """Whether a library, by the place it is taken from, is one that a Linux system brings itself."""
    is_python_module = "/lib-dynload/" in source or "-packages/" in source
    return (
        source.startswith(_SYSTEM_FOLDERS)
        and not is_python_module
        and not _PYTHONS_OWN.match(PurePosixPath(source).name)
    )


def wanted(entries: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """The entries of a PyInstaller table (place in the bundle, source, kind) that belong into the bundle."""
    return [entry for entry in entries if is_wanted(entry[0]) and not is_systems(entry[1])]


def windows_version_info(template: str, *, program: str, version: str, file_name: str) -> str:
    """The version resource of a Windows program, from ``packaging/windows/version-info.txt.in``."""
    numbers = [int(part) for part in re.findall(r"\d+", version)[:4]]
    numbers += [0] * (4 - len(numbers))
    return template.format(
        numbers=tuple(numbers), version=version, program=program, file_name=file_name, identifier=IDENTIFIER
    )
