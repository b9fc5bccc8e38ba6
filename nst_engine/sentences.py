"""Words for people that can be said in another language: English, and how the English was made."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Self


class Sentence(str):
    """A sentence, or a part of one, in English, that remembers its template and what was filled in.

    ``Sentence("{name} is a folder; choose a picture inside it.", name="Pictures")`` is the finished English
    text wherever a string is wanted. The window looks the template up in its language and fills in the
    fields anew; fields that are sentences themselves are translated, too. Templates are written out where
    they are used, because the translators' tool collects them from the source. Without fields nothing is
    filled in, and braces are braces.
    """

    template: str
    fields: Mapping[str, object]

    def __new__(cls, template: str, /, **fields: object) -> Self:
        sentence = super().__new__(cls, template.format(**fields) if fields else template)
        sentence.template = template
        sentence.fields = MappingProxyType(fields)
        return sentence

    def __deepcopy__(self, _memo: object) -> Self:
        return self  # nothing in it ever changes, and the view of its fields cannot be copied
