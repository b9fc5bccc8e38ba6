"""Damaged and hostile versions of a small JSON text, the same for the same number."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any, Final

#: Paths that would lead out of the computer.
NETWORK: Final = (
    "//server/share/a.png",
    "\\\\server\\share\\a.png",
    "\\\\?\\UNC\\server\\share\\a.png",
    "\\\\.\\pipe\\nst",
    "file://server/share/a.png",
    "https://server.example/a.png",
    "smb://server/share/a.png",
)
#: JSON as it would stand in the file, not as Python sees it: much of it no Python value could give.
_RAW: Final = (
    *("NaN", "Infinity", "-Infinity", "1e999", "-1e999", "1e-999", "-0.0", "0", "-1", "1.5", "true", "null"),
    *("9" * 400, "9" * 5000, "-" + "9" * 30, "4294967296", "0.1e9", "[]", "{}", '[""]', '{"": 0}'),
    *("[" * depth + "]" * depth for depth in (20, 400, 20_000)),
    *('{"a":' * depth + "0" + "}" * depth for depth in (20, 400, 20_000)),
    *(json.dumps(path) for path in NETWORK),
    *(json.dumps(text) for text in ("/etc/passwd", "../../../a.png", "C:\\a.png", "CON", "~/a.png", "")),
    *(json.dumps("a" * length) for length in (61, 1025, 100_000)),
    *(json.dumps(text) for text in ("<img src=//server/a.png>", "<b>a</b>", "&lt;", "a\nb", "a\tb")),
    *('"\\u0000"', '"a\\u0000.png"', '"\\ud800"', '"\\u202egnp.a"', '"\\ufffe"', '"\\u001b[31m"'),
)
_VERSIONS: Final = ("2", "999999999999", "-1", "0", '"2"', "2.0", "1.5", "true", "null", "NaN", "[2]")


def mutation(text: str, number: int) -> bytes:
    """The ``number``-th mutation of ``text``, a JSON object: bytes that need be neither JSON nor UTF-8."""
    chance = random.Random(number)
    kinds: tuple[Callable[[str, random.Random], bytes], ...] = (
        _cut,
        _flipped,
        _spliced,
        _with_another_value,
        _with_another_value,
        _with_another_value,
        _with_a_strange_key,
        _without_something,
        _of_another_version,
    )
    return kinds[number % len(kinds)](text, chance)


def _cut(text: str, chance: random.Random) -> bytes:
    return text.encode()[: chance.randrange(len(text))]


def _flipped(text: str, chance: random.Random) -> bytes:
    data = bytearray(text.encode())
    for _ in range(chance.randint(1, 8)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def _spliced(text: str, chance: random.Random) -> bytes:
    place, length = chance.randrange(len(text)), chance.randint(0, 6)
    return (text[:place] + chance.choice(_RAW) + text[place + length :]).encode()


def _with_another_value(text: str, chance: random.Random) -> bytes:
    data = json.loads(text)
    holder, key = chance.choice(_places(data))
    holder[key] = "@raw@"
    return _raw(data, chance.choice(_RAW))


def _with_a_strange_key(text: str, chance: random.Random) -> bytes:
    data = json.loads(text)
    holder = chance.choice([data, *(h[k] for h, k in _places(data) if isinstance(h[k], dict))])
    strange = chance.choice(("__proto__", "more", "path", "", "a" * 50_000, "<b>a</b>\n", "\u202ea", "\0"))
    holder[strange] = "@raw@"
    return _raw(data, chance.choice(_RAW))


def _without_something(text: str, chance: random.Random) -> bytes:
    data = json.loads(text)
    for _ in range(chance.randint(1, 3)):
        holder, key = chance.choice(_places(data))
        del holder[key]
    return json.dumps(data).encode()


def _of_another_version(text: str, chance: random.Random) -> bytes:
    data = json.loads(text)
    data["schema_version"] = "@raw@"
    return _raw(data, chance.choice(_VERSIONS))


def _raw(data: Any, raw: str) -> bytes:
    return json.dumps(data).replace('"@raw@"', raw).encode()


def _places(data: Any) -> list[tuple[Any, Any]]:
    """Every value inside ``data``, as the dictionary or list that holds it and its key or place there."""
    found: list[tuple[Any, Any]] = []
    if isinstance(data, dict | list):
        for key, value in list(data.items() if isinstance(data, dict) else enumerate(data)):
            found.append((data, key))
            found += _places(value)
    return found
