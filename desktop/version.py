"""Which version of the program runs, and what it is made of. No Qt."""

from __future__ import annotations

from importlib import metadata
from typing import Final

LIBRARIES: Final = (
    ("Python", "PSF-2.0"),
    ("SQLite", "miền công cộng"),
    ("aiohappyeyeballs", "PSF-2.0"),
    ("aiohttp", "Apache-2.0, MIT"),
    ("aiosignal", "Apache-2.0"),
    ("asn1crypto", "MIT"),
    ("attrs", "MIT"),
    ("certifi", "MPL-2.0"),
    ("cffi", "MIT-0"),
    ("charset-normalizer", "MIT"),
    ("click", "BSD-3-Clause"),
    ("click-default-group", "miền công cộng"),
    ("colorama", "BSD-3-Clause"),
    ("cryptography", "Apache-2.0 hoặc BSD-3-Clause"),
    ("et-xmlfile", "MIT"),
    ("fonttools", "MIT"),
    ("frozenlist", "Apache-2.0"),
    ("idna", "BSD-3-Clause"),
    ("lxml", "BSD-3-Clause"),
    ("multidict", "Apache-2.0"),
    ("openpyxl", "MIT"),
    ("oscrypto", "MIT"),
    ("packaging", "Apache-2.0 hoặc BSD-2-Clause"),
    ("pikepdf", "MPL-2.0"),
    ("pillow", "MIT-CMU"),
    ("pip", "MIT"),
    ("platformdirs", "MIT"),
    ("pluggy", "MIT"),
    ("propcache", "Apache-2.0"),
    ("pycparser", "BSD-3-Clause"),
    ("pyHanko", "MIT"),
    ("pyhanko-certvalidator", "MIT"),
    ("pypdfium2", "BSD-3-Clause, Apache-2.0"),
    ("pyrage", "MIT"),
    ("PySide6-Essentials", "LGPL-3.0 hoặc GPL"),
    ("python-barcode", "MIT"),
    ("python-dateutil", "Apache-2.0 hoặc BSD-3-Clause"),
    ("python-docx", "MIT"),
    ("python-pkcs11", "MIT"),
    ("reportlab", "BSD"),
    ("shiboken6", "LGPL-3.0 hoặc GPL"),
    ("sqlite-fts4", "Apache-2.0"),
    ("sqlite-utils", "Apache-2.0"),
    ("tabulate", "MIT"),
    ("typing-extensions", "PSF-2.0"),
    ("tzdata", "Apache-2.0"),
    ("tzlocal", "MIT"),
    ("uharfbuzz", "Apache-2.0"),
    ("uritools", "MIT"),
    ("xlrd", "BSD"),
    ("yarl", "Apache-2.0"),
    ("zxing-cpp", "Apache-2.0"),
)
"""The libraries that the program is delivered with, those of libraries too, and their licences."""


def version() -> str:
    """As it was installed; "không rõ" where nobody installed it."""
    try:
        return metadata.version("thamdinh")
    except metadata.PackageNotFoundError:
        return "không rõ"
