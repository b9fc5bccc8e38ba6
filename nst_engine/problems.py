"""What is wrong with a recipe, preset or limit, in words: pydantic's findings as sentences of ours."""

from __future__ import annotations

from typing import Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from nst_engine.sentences import Sentence

#: Letters of a stranger's text that a sentence quotes.
MAX_QUOTED: Final = 100
#: Kind of finding (pydantic's ``type``) → what to say; fields are those of pydantic's ``ctx``.
_WORDS: Final = {
    "missing": Sentence("it is missing"),
    "extra_forbidden": Sentence("this version of the program does not know it"),
    "greater_than_equal": Sentence("it should be at least {ge}"),
    "greater_than": Sentence("it should be more than {gt}"),
    "less_than_equal": Sentence("it should be at most {le}"),
    "less_than": Sentence("it should be less than {lt}"),
    "multiple_of": Sentence("it should be a multiple of {multiple_of}"),
    "finite_number": Sentence("it should be a finite number"),
    "literal_error": Sentence("it should be {expected}"),
    "too_short": Sentence("it has too few entries"),
    "too_long": Sentence("it has too many entries"),
    "string_too_short": Sentence("it is too short"),
    "string_too_long": Sentence("it should have at most {max_length} letters"),
}
#: What recursion errors come from.
TOO_DEEP: Final = Sentence("it is nested too deeply")
_OTHERWISE: Final = Sentence("it is not what can be here")


def first_problem(error: ValidationError) -> Sentence:
    """The first thing pydantic found, as part of a sentence: which field, where one is named, and what.

    What our own validators say by ``raise ValueError(Sentence(…))`` is passed on. What a stranger's file says
    is shortened.
    """
    problem = error.errors(include_url=False)[0]
    where = ".".join(str(part) for part in problem["loc"])
    what = _what(problem)
    return Sentence("{where}: {what}", where=_quotable(where), what=what) if where else what


def _what(problem: ErrorDetails) -> Sentence:
    found = problem.get("ctx", {})
    own = found.get("error")
    if isinstance(own, ValueError) and own.args and isinstance(own.args[0], Sentence):
        words, found = own.args[0], dict(own.args[0].fields)
    else:
        words = _WORDS.get(problem["type"], _OTHERWISE)
    return Sentence(words.template, **{name: _quotable(value) for name, value in found.items()})


def _quotable(value: object) -> object:
    """``value`` fit for one line: what a stranger's file says may be long and hold anything."""
    if not isinstance(value, str) or isinstance(value, Sentence):
        return value
    plain = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in value)
    return plain if len(plain) <= MAX_QUOTED else f"{plain[: MAX_QUOTED // 2]} … {plain[-MAX_QUOTED // 2 :]}"
