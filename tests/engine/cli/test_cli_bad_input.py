"""Bad input: exit code 2, exactly one line on stderr, nothing made, nothing changed, never a traceback."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Command
from PIL import Image

from nst_engine import renderer, weights

Refused = Callable[..., str]

pytestmark = pytest.mark.usefixtures("tiny")


def png_header(width: int, height: int) -> bytes:
    """A PNG that says it is this large, with hardly any pixels in it."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    facts = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", facts) + chunk(b"IDAT", zlib.compress(bytes(99)))


def half_of(photograph: Path, path: Path) -> None:
    with Image.open(photograph) as image:
        image.save(path)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def tiny_picture(path: Path) -> None:
    Image.new("RGB", (1, 1), "red").save(path)


PICTURES: dict[str, tuple[str, Callable[[Path, Path], object], str]] = {
    "missing": ("absent.jpg", lambda path, good: None, "does not exist"),
    "text": ("notes.jpg", lambda path, good: path.write_text("Dear diary,\n" * 50), "not a picture"),
    "folder": ("album.png", lambda path, good: path.mkdir(), "is a folder"),
    "empty": ("empty.png", lambda path, good: path.touch(), "empty"),
    "truncated PNG": ("half.png", lambda path, good: half_of(good, path), "damaged"),
    "truncated JPEG": ("half.jpg", lambda path, good: half_of(good, path), "damaged"),
    "huge header": ("huge.png", lambda path, good: path.write_bytes(png_header(60_000, 60_000)), "60,000"),
    "one pixel": ("dot.png", lambda path, good: tiny_picture(path), "1×1"),
    "unknown format": (
        "film.mkv",
        lambda path, good: path.write_bytes(b"\x1aE\xdf\xa3" * 90),
        "not a picture",
    ),
    "known by name": (
        "layers.psd",
        lambda path, good: path.write_bytes(b"8BPS\0\1" + bytes(99)),
        "Photoshop",
    ),
}


@pytest.fixture(params=PICTURES)
def bad_picture(request: pytest.FixtureRequest, tmp_path: Path, photograph: Path) -> tuple[Path, str]:
    name, make, words = PICTURES[request.param]
    make(tmp_path / name, photograph)
    return tmp_path / name, words


@pytest.mark.parametrize("option", ["--content", "--style", "--init"])
def test_a_picture_that_is_none(
    refused: Refused, pair: list[str], output: Path, bad_picture: tuple[Path, str], option: str
) -> None:
    path, words = bad_picture
    arguments = list(pair)
    if option in arguments:
        arguments[arguments.index(option) + 1] = str(path)
    else:
        arguments += [option, str(path)]
    sentence = refused("render", *arguments, "--output", output)
    assert path.name in sentence
    assert words in sentence


OUT_OF_RANGE = {
    "size": ("63", "16385", "-64", "0", "64.5"),
    "iterations": ("0", "10001", "-1", "2.5"),
    "seed": ("-1", "4294967296", "0.5"),
    "style-strength": ("-0.1", "1000.1"),
    "content-weight": ("-1", "1e300"),
    "tv-weight": ("-1e-9", "1e300"),
    "stroke-size": ("0", "0.2", "4.01", "-1"),
    "style-weight": ("0", "-1", "1e300"),
    "keep-colours": ("-0.1", "1.1"),
    "blend": ("-0.1", "1.01"),
}


@pytest.mark.parametrize(
    ("option", "value"),
    [
        *((option, value) for option, values in OUT_OF_RANGE.items() for value in values),
        *((option, value) for option in OUT_OF_RANGE for value in ("nan", "inf", "-inf", "many", "")),
    ],
)
def test_a_number_that_cannot_be_used(
    refused: Refused, pair: list[str], output: Path, option: str, value: str
) -> None:
    sentence = refused("render", *pair, f"--{option}={value}", "--output", output)
    assert f"--{option}" in sentence


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--style-strength", "0", "--content-weight", "0"], "nothing to paint"),
        (["--style-weight", "1", "2"], "1 painting cannot share 2 style weights"),
        (["--style-layer", "relu9_1=1"], "relu9_1"),
        (["--content-layer", "conv4_2"], "conv4_2"),
        (["--style-layer", "relu3_1=heavy"], "relu3_1=heavy"),
        (["--style-layer", "relu3_1=nan"], "--style-layer"),
        (["--style-layer", "relu3_1=0"], "--style-layer"),
        (["--content-layer", "relu4_2=-1"], "--content-layer"),
        (["--background", "bluish"], "bluish"),
        (["--background", "rgb(300,0,0)"], "rgb(300,0,0)"),
        (["--device", "tpu"], "--device"),
        (["--precision", "int8"], "--precision"),
        (["--objective", "loud"], "--objective"),
        (["--optimiser", "sgd"], "--optimiser"),
        (["--pooling", "min"], "--pooling"),
        (["--bits", "12"], "--bits"),
        (["--scales", "first"], "--scales"),
        (["--preset", "Wild"], "no preset called Wild"),
        (["--preset", "gone.json"], "gone.json"),
        (["--memory-limit", "lots"], "write 6GB or 1500MB"),
        (["--memory-limit", "6"], "--memory-limit cannot be 6;"),
        (["--memory-limit=-2GB"], "-2GB"),
        (["--memory-limit", "0GB"], "0GB"),
        (["--memory-limit", "2KB"], "2KB"),
        (["--weights", "resnet"], "resnet"),
        (["--weights", "torchvision"], "weights import"),
        (["--sparkle"], "--sparkle"),
        (["--siz", "64"], "--siz"),
        (["stray.png"], "stray.png"),
    ],
)
def test_options_that_make_no_sense(
    refused: Refused,
    pair: list[str],
    output: Path,
    arguments: list[str],
    words: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(renderer, "load_weights", weights.load)  # the true one again
    assert words in refused("render", *pair, "--output", output, *arguments)


def test_a_weights_file_that_is_none(
    refused: Refused, pair: list[str], output: Path, photograph: Path, tmp_path: Path
) -> None:
    half = tmp_path / "half.safetensors"
    half.write_bytes(struct.pack("<Q", 5000) + b'{"conv1_1.weight":')
    for path in (photograph, half):
        assert path.name in refused("render", *pair, "--weights", path, "--output", output)


@pytest.mark.parametrize("missing", ["--content", "--style", "--output"])
def test_a_needed_option_left_out(refused: Refused, pair: list[str], output: Path, missing: str) -> None:
    arguments = [*pair, "--output", str(output)]
    at = arguments.index(missing)
    assert missing in refused("render", *arguments[:at], *arguments[at + 2 :])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["render"], "--output"),
        (["render", "--content"], "--content"),
        ([], "render, forecast, info or weights"),
        (["paint"], "paint"),
        (["weights"], "info"),
        (["weights", "import"], "FILE"),
        (["weights", "fetch"], "fetch"),
    ],
)
def test_a_command_that_is_incomplete(refused: Refused, arguments: list[str], words: str) -> None:
    assert words in refused(*arguments)


def test_an_output_too_narrow_for_the_network(
    refused: Refused, pair: list[str], tmp_path: Path, output: Path
) -> None:
    Image.new("RGB", (400, 20), "teal").save(tmp_path / "strip.png")
    sentence = refused("render", *pair, "--content", tmp_path / "strip.png", "--output", output)
    assert "at least 320" in sentence


def test_webp_cannot_be_that_large(refused: Refused, pair: list[str], output: Path) -> None:
    sentence = refused("render", *pair, "--size", 16384, "--output", output.with_suffix(".webp"))
    assert "16,383" in sentence


@pytest.mark.parametrize("name", ["painted.xyz", "painted", "painted.gif", "painted.png.", "con.png"])
def test_an_output_name_that_says_no_format(
    refused: Refused, pair: list[str], output: Path, name: str
) -> None:
    assert name in refused("render", *pair, "--output", output.with_name(name))


def test_sixteen_bits_only_where_the_format_has_them(refused: Refused, pair: list[str], output: Path) -> None:
    assert "JPEG" in refused("render", *pair, "--bits", 16, "--output", output.with_suffix(".jpg"))


def test_places_that_cannot_be_written(
    refused: Refused, pair: list[str], tmp_path: Path, photograph: Path
) -> None:
    (tmp_path / "album.png").mkdir()
    assert "does not exist" in refused("render", *pair, "--output", tmp_path / "nowhere" / "a.png")
    assert "folder" in refused("render", *pair, "--output", tmp_path / "album.png")
    assert "folder" in refused("render", *pair, "--output", photograph / "a.png")


@pytest.mark.skipif(os.name == "nt", reason="permissions of folders are another matter on Windows")
def test_a_folder_without_permission(
    refused: Refused, pair: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    locked.chmod(0o500)
    if os.access(locked, os.W_OK):  # the administrator may write everywhere: let the system say no
        monkeypatch.setattr(os, "open", _no_new_files_in(locked))
    assert "not allowed" in refused("render", *pair, "--output", locked / "a.png")
    locked.chmod(0o700)


def _no_new_files_in(folder: Path) -> Callable[..., int]:
    genuine = os.open

    def refuse(path: str | Path, flags: int, *more: int, **options: int) -> int:
        if flags & os.O_CREAT and Path(path).parent == folder:
            raise PermissionError(13, "Permission denied", str(path))
        return genuine(path, flags, *more, **options)

    return refuse


@pytest.mark.parametrize("source", ["photograph", "painting"])
@pytest.mark.parametrize("how", ["same path", "other spelling", "symbolic link", "hard link"])
def test_an_input_is_never_painted_over(
    refused: Refused,
    pair: list[str],
    output: Path,
    source: str,
    how: str,
    request: pytest.FixtureRequest,
) -> None:
    path: Path = request.getfixturevalue(source)
    target = path if how == "same path" else output
    if how == "other spelling":
        target = path.parent / "out" / ".." / path.name
    elif how == "symbolic link":
        try:
            output.symlink_to(path)
        except OSError:
            if os.name != "nt":
                raise
            pytest.skip("this Windows account may not make symbolic links")
    elif how == "hard link":
        output.hardlink_to(path)
    sentence = refused("render", *pair, "--overwrite", "--output", target)
    assert "paint from" in sentence


def test_the_recipe_and_the_weights_are_inputs_too(
    refused: Refused, command: Command, pair: list[str], output: Path, photograph: Path
) -> None:
    assert command("render", *pair, "--quiet", "--output", output).code == 0
    for arguments in (["--recipe", output, "--output", output], ["--init", output, "--output", output]):
        assert "paint from" in refused("render", *pair, "--overwrite", *arguments)


def test_an_existing_output_needs_overwrite(
    refused: Refused, command: Command, pair: list[str], output: Path
) -> None:
    output.write_text("precious")
    assert "exists already" in refused("render", *pair, "--output", output)
    assert command("render", *pair, "--output", output, "--overwrite", "--quiet").code == 0
    assert output.read_bytes().startswith(b"\x89PNG")


RECIPES = {
    "no JSON": (b"{not json", "damaged"),
    "a list": (b"[1, 2]", "no recipe"),
    "not text": (bytes(range(128, 256)), "not a recipe"),
    "empty": (b"", "empty"),
    "too large": (b" " * 1_000_001, "1 MB"),
    "no content": (b'{"schema_version": 1}', "content"),
    "newer": (b'{"schema_version": 2}', "newer version"),
    "not a number": (b'{"schema_version": 1, "style_strength": NaN}', "damaged"),
}


@pytest.mark.parametrize("kind", RECIPES)
def test_a_recipe_file_that_is_none(
    refused: Refused, pair: list[str], output: Path, tmp_path: Path, kind: str
) -> None:
    data, words = RECIPES[kind]
    path = tmp_path / "bad.json"
    path.write_bytes(data)
    sentence = refused("render", *pair, "--recipe", path, "--output", output)
    assert words in sentence
    assert "bad.json" in sentence


def test_recipes_that_are_not_there(
    refused: Refused, pair: list[str], output: Path, tmp_path: Path, photograph: Path
) -> None:
    (tmp_path / "folder.json").mkdir()
    for path, words in (
        (tmp_path / "absent.json", "does not exist"),
        (tmp_path / "absent.png", "does not exist"),
        (tmp_path / "folder.json", "folder"),
        (photograph, "carries no recipe"),
    ):
        sentence = refused("render", *pair, "--recipe", path, "--output", output)
        assert words in sentence
        assert path.name in sentence


def test_the_same_sentences_from_forecast(refused: Refused, pair: list[str], tmp_path: Path) -> None:
    assert "does not exist" in refused("forecast", *pair, "--content", tmp_path / "absent.png")
    assert "--size" in refused("forecast", *pair, "--size", "20")


def test_readers_of_json_are_told_as_well(
    command: Command, pair: list[str], output: Path, tmp_path: Path
) -> None:
    for arguments in (["--size", "nan"], ["--size", "20"], ["--content", str(tmp_path / "absent.png")]):
        outcome = command("render", *pair, "--output", output, "--json", *arguments)
        assert outcome.code == 2
        (failed,) = outcome.objects
        assert failed["event"] == "failed"
        assert failed["error"] == "InputError"
        assert failed["message"] == outcome.sentence
        assert failed["exit_code"] == 2
        assert isinstance(failed["run"], str)
        assert failed["run"]
