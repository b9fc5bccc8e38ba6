"""The one place that holds the program's name and version; the spec, About and ``--version`` read it here."""

from typing import Final

__version__: Final = "0.1.0"
PROGRAM_NAME: Final = "NST Studio"
