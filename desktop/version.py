"""Which version of the program runs, and what it is made of. No Qt."""

from __future__ import annotations

from importlib import metadata
from typing import Final

LIBRARIES: Final = (
    ("Python", "PSF-2.0"),
    ("SQLite", "miền công cộng"),
    ("PySide6-Essentials", "LGPL-3.0 hoặc GPL"),
    ("cryptography", "Apache-2.0 hoặc BSD-3-Clause"),
    ("openpyxl", "MIT"),
    ("pikepdf", "MPL-2.0"),
    ("platformdirs", "MIT"),
    ("pyHanko", "MIT"),
    ("pypdfium2", "BSD-3-Clause, Apache-2.0"),
    ("pyrage", "MIT"),
    ("python-docx", "MIT"),
    ("python-pkcs11", "MIT"),
    ("reportlab", "BSD"),
    ("sqlite-utils", "Apache-2.0"),
    ("xlrd", "BSD"),
    ("zxing-cpp", "Apache-2.0"),
)
"""The libraries that the program is delivered with, and their licences."""


def version() -> str:
    """As it was installed; "không rõ" where nobody installed it."""
    try:
        return metadata.version("thamdinh")
    except metadata.PackageNotFoundError:
        return "không rõ"
