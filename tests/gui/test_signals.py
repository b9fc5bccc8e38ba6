"""PySide6 6.12.0 lost a reference to True with every signal on Python 3.11 and aborted after some hundred."""

from __future__ import annotations

import subprocess
import sys

_MANY_SIGNALS = """
import nst_gui
from PySide6.QtCore import QObject, Signal

class Bell(QObject):
    rings = Signal(int)

bell = Bell()
for number in range(100_000):
    connection = bell.rings.connect(bell.objectName)
    bell.rings.emit(number)
    bell.rings.disconnect(bell.objectName)
print("alive")
"""


def test_a_hundred_thousand_signals_do_not_abort_the_interpreter() -> None:
    done = subprocess.run([sys.executable, "-c", _MANY_SIGNALS], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout.strip()) == (0, "alive"), done.stderr
