"""A PDF as signer and verifier read it: its fields to sign, its signatures, its attachment.

One reader for all of it (pyHanko's, strict): what the signatures cover and what is read out of
the file can then not be two different things.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from db.pdf_scripts import lists_without_end
from db.record import LARGEST
from desktop.documents.record import ATTACHMENT
from desktop.documents.signing_errors import DamagedPdfError, NotPdfError

if TYPE_CHECKING:
    from pyhanko.pdf_utils.decode_limits import DecodeLimits
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.pdf_utils.rw_common import PdfHandler
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

LARGEST_PDF: Final = 128 * 1024**2
_MOST_OBJECTS: Final = 400_000  # that a table of the file may list; minutes have some hundreds
_MOST_TABLE: Final = 1 << 20  # bytes of such a table, unpacked
_ENTRY: Final = re.compile(rb"\d{10} \d{5} [nf]")
_LOGGERS: Final = ("pyhanko", "pyhanko_certvalidator")


def read_pdf(path: Path) -> bytes:
    """The bytes of a PDF. Raises NotPdfError, OSError as the system gives it."""
    with path.open("rb") as stream:
        data = stream.read(LARGEST_PDF + 1)
    if len(data) > LARGEST_PDF:
        raise NotPdfError(path=path, detail="size")
    if b"%PDF-" not in data[:1024] and b"%%EOF" not in data[-1024:]:  # not even a damaged one
        raise NotPdfError(path=path, detail="kind")
    many = next(islice(_ENTRY.finditer(data), _MOST_OBJECTS, None), None) is not None
    if many or lists_without_end(data):
        raise NotPdfError(path=path, detail="size")
    return data


def open_pdf(data: bytes, path: Path) -> PdfFileReader:
    """A reader for the PDF. Raises DamagedPdfError."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        with quiet():
            reader = PdfFileReader(io.BytesIO(data), decode_limits=_limits())
            if reader.encrypted:
                raise DamagedPdfError(path=path)
            field_objects(reader)
            signed_fields(reader)
    except DamagedPdfError:
        raise
    except Exception as error:  # a damaged or forged file may stop the reader anywhere
        raise DamagedPdfError(path=path) from error
    return reader


def _limits() -> DecodeLimits:
    """pyHanko's own, for strangers' files, and narrower: our record is the largest thing read, and
    a table of objects that unpacks to megabytes is there to keep the laptop busy."""
    from pyhanko.pdf_utils.decode_limits import (
        DEFAULT_PURPOSE_LIMITS,
        DecodeLimits,
        DecodePurpose,
        StreamDecodeLimits,
    )

    return DecodeLimits(
        per_stream=StreamDecodeLimits(max_output_size=LARGEST + 1),
        per_purpose={
            **DEFAULT_PURPOSE_LIMITS,
            DecodePurpose.XREF_STREAM: StreamDecodeLimits(max_output_size=_MOST_TABLE),
        },
    )


def field_objects(handler: PdfHandler) -> dict[str, Any]:
    """The fields to sign by their names, in the order of the form."""
    from pyhanko.sign.fields import enumerate_sig_fields

    return {name: ref.get_object() for name, _, ref in enumerate_sig_fields(handler)}


def signed_fields(reader: PdfFileReader) -> dict[str, EmbeddedPdfSignature]:
    """The signatures by their fields' names, the oldest first."""
    return {str(each.field_name): each for each in reader.embedded_signatures}


def attachment(reader: PdfFileReader) -> bytes | None:
    """The record attached to the minutes; None where there is none. What bears its name twice,
    or is not listed among the embedded files, is none. Raises ValueError where it is too large."""
    files = items(at(reader.root, "/AF"))
    named = [file for file in files if str(at(file, "/UF")) == ATTACHMENT]
    listed = items(at(at(at(reader.root, "/Names"), "/EmbeddedFiles"), "/Names"))
    names = [str(name) for name in listed[::2]]
    if len(named) != 1 or names.count(ATTACHMENT) != 1:
        return None
    stream = named[0]["/EF"]["/F"]
    if listed[2 * names.index(ATTACHMENT) + 1]["/EF"]["/F"] is not stream:
        return None
    data = bytes(stream.data)
    if len(data) > LARGEST:
        raise ValueError("too large")
    return data


def at(container: Any, key: str) -> Any:
    """What a dictionary of the PDF has under a key, references followed; None where nothing."""
    return container[key] if container is not None and key in container else None


def items(array: Any) -> list[Any]:
    """What an array of the PDF holds, references followed."""
    return [array[place] for place in range(len(array))] if array is not None else []


@contextmanager
def quiet() -> Iterator[None]:
    """pyHanko tells its troubles to the log; ours come as errors and reasons."""
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)
