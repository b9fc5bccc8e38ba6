"""A guard against a fault of PySide6 6.12 on Python 3.11.

There every ``Signal.emit``, ``connect`` and ``disconnect`` takes one reference to ``True`` or ``False`` too
many away. When the last is gone – after some hundred signals – the interpreter aborts with "bool_dealloc:
deallocating True or False". From Python 3.12 on both are immortal and nothing happens.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Final

_MANY: Final = 2**40


def keep_bools_alive() -> None:
    """Give ``True`` and ``False`` more references than any session can take away; once is enough."""
    if sys.version_info >= (3, 12) or sys.getrefcount(True) > _MANY // 2:
        return
    for value in (True, False):
        # The reference count is the first field of every object (Include/object.h), an object's id its
        # address.
        ctypes.c_ssize_t.from_address(id(value)).value += _MANY
