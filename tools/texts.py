"""Every text of the program that people read, out of its source: for the translators, and for their tests.

Two kinds, both written out in the source where they are used:

* of the window: ``self.tr(…)``, ``QCoreApplication.translate(context, …)``, ``QT_TRANSLATE_NOOP(context, …)``
  and module functions that only call ``translate`` with their module's context;
* of the engine: the templates of ``Sentence(…)`` and of the errors (``InputError(…)`` and the like), all in
  the context "Engine". The command line speaks English and is left out.

The names of shipped presets and samples are read from their files.
"""

from __future__ import annotations

import ast
import json
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
ENGINE: Final = "Engine"
#: Whose first argument is a template of the engine's.
SAYING: Final = frozenset({"Sentence", "NstError", "InputError", "WeightsError", "ResourceError"})
#: These put Sentences together out of what others wrote out.
_MECHANISM: Final = frozenset({"sentences.py", "errors.py", "problems.py"})


@dataclass(frozen=True, slots=True)
class Text:
    """One text: its context, the English, whether it counts something (``%n``), and where it was found."""

    context: str
    source: str
    counts: bool
    place: str


class UntranslatableError(Exception):
    """A text that is not written out, so that nobody could translate it."""


def all_texts() -> list[Text]:
    """Every text once, by context and then by source. Raises :class:`UntranslatableError`."""
    found: dict[tuple[str, str], Text] = {}
    for text in (*_of_code(), *_of_resources()):
        known = found.setdefault((text.context, text.source), text)
        if known.counts != text.counts:
            raise UntranslatableError(f"{text.place}: {text.source!r} counts here and not in {known.place}")
    return [found[key] for key in sorted(found)]


def fields(template: str) -> set[str]:
    """The names in braces of a template, with the way numbers are written (``{size:,}``)."""
    parts = string.Formatter().parse(template)
    return {f"{name}:{spec}" if spec else name for _, name, spec, _ in parts if name is not None}


def _of_resources() -> Iterator[Text]:
    for path in sorted((ROOT / "resources" / "presets").glob("*.json")):
        name = json.loads(path.read_text("utf-8"))["name"]
        yield Text("Presets", name, False, path.name)
    listing = ROOT / "resources" / "samples" / "samples.json"
    for sample in json.loads(listing.read_text("utf-8"))["samples"]:
        yield Text("Samples", sample["title"], False, listing.name)
        yield Text("Samples", sample["credit"], False, listing.name)


def _of_code() -> Iterator[Text]:
    for package in ("nst_engine", "nst_gui"):
        for path in sorted((ROOT / package).rglob("*.py")):
            place = path.relative_to(ROOT)
            if place.parts[:2] != ("nst_engine", "cli"):
                yield from _Reader(place.as_posix()).read(ast.parse(path.read_text("utf-8")))


class _Reader(ast.NodeVisitor):
    """Collects the texts of one module; knows the class it is in, which is the context of ``self.tr``."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._classes: list[str] = []
        self._found: list[Text] = []
        #: Within a validator of pydantic's, whose errors people are told.
        self._validates = False
        #: Functions of this module that translate in a context of their own.
        self._wrappers: dict[str, str] = {}

    def read(self, module: ast.Module) -> list[Text]:
        for node in module.body:
            if isinstance(node, ast.FunctionDef):
                self._note_wrapper(node)
        self.visit(module)
        return self._found

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        before = self._validates
        self._validates |= any("validator" in ast.unparse(decorator) for decorator in node.decorator_list)
        self.generic_visit(node)
        self._validates = before

    def visit_Call(self, node: ast.Call) -> None:
        name = _called(node)
        if name in SAYING or (name == "ValueError" and self._validates):
            self._say(node)
        elif name == "tr" and isinstance(node.func, ast.Attribute):
            self._add(self._context(node), node, 0)
        elif name in ("translate", "QT_TRANSLATE_NOOP"):
            context = node.args[0] if node.args else None
            # Without a written context it is the engine's own look-up, of texts that are found elsewhere.
            if isinstance(context, ast.Constant) and len(node.args) > 1 and not _is_passed_on(node.args[1]):
                self._add(str(context.value), node, 1)
        elif name in self._wrappers and isinstance(node.func, ast.Name) and not _is_passed_on(node.args[0]):
            self._add(self._wrappers[name], node, 0)
        self.generic_visit(node)

    def _note_wrapper(self, function: ast.FunctionDef) -> None:
        last = function.body[-1]
        if len(function.args.args) == 1 and isinstance(last, ast.Return) and isinstance(last.value, ast.Call):
            call = last.value
            if _called(call) == "translate" and isinstance(call.args[0], ast.Constant):
                self._wrappers[function.name] = str(call.args[0].value)

    def _context(self, node: ast.Call) -> str:
        if not self._classes:
            raise UntranslatableError(f"{self._place}:{node.lineno}: tr() outside of a class")
        return self._classes[-1]

    def _say(self, node: ast.Call) -> None:
        if Path(self._place).name in _MECHANISM and not isinstance(node.args[0], ast.Constant):
            return
        template = node.args[0]
        if isinstance(template, ast.Constant) and _called(node) != "ValueError":
            given = {str(keyword.arg) for keyword in node.keywords}
            wanted = {name.partition(":")[0].partition("!")[0] for name in fields(template.value)}
            if given != wanted and (given or Path(self._place).name not in _MECHANISM):
                raise UntranslatableError(
                    f"{self._place}:{node.lineno}: {wanted} are asked for, {given} given"
                )
            self._found.append(Text(ENGINE, template.value, False, f"{self._place}:{node.lineno}"))
        elif not isinstance(template, ast.Call | ast.Name | ast.Attribute):
            raise UntranslatableError(f"{self._place}:{node.lineno}: the sentence is not written out")

    def _add(self, context: str, node: ast.Call, position: int) -> None:
        text = node.args[position]
        if not isinstance(text, ast.Constant) or not isinstance(text.value, str):
            raise UntranslatableError(f"{self._place}:{node.lineno}: the text is not written out")
        counts = len(node.args) > position + 2
        self._found.append(Text(context, text.value, counts, f"{self._place}:{node.lineno}"))


def _called(node: ast.Call) -> str:
    function = node.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _is_passed_on(node: ast.expr) -> bool:
    """Whether a text comes from elsewhere, where it is written out with ``QT_TRANSLATE_NOOP``."""
    return isinstance(node, ast.Name | ast.Attribute | ast.Subscript | ast.Call)
