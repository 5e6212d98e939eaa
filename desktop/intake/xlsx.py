"""An .xlsx workbook: the parts of the package that a sheet's rows need.

Only the workbook, its styles, texts and sheets are read; links to other files are never
followed. Built for streaming, see ``xlsx_rows``.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

from desktop.intake import xlsx_rows
from desktop.intake.cells import Row, Style
from desktop.intake.dates import Epoch
from desktop.intake.xlsx_rows import namespace

_SMALL: Final = 12 << 20  # bytes of a part that is read as one tree, twenty times as much in memory

# Built-in formats that change what a number shows; the rest show it plainly.
_BUILT_IN: Final = {
    9: "0%",
    10: "0.00%",
    **dict.fromkeys((14, 15, 16, 17, 22, 27, 30, 36, 50, 57), "dd/mm/yyyy"),
    **dict.fromkeys((18, 19, 20, 21, 45, 46, 47), "hh:mm"),
}


@dataclass(frozen=True, slots=True)
class XlsxSheet:
    """One worksheet part."""

    name: str
    hidden: bool
    epoch: Epoch
    styles: list[Style]
    package: ZipFile
    part: str
    texts: list[str]

    def rows(self) -> Iterator[Row]:
        with self.package.open(self.part) as part:
            yield from xlsx_rows.rows(part, self.texts)


class XlsxWorkbook:
    """The sheets of an .xlsx file, in their order."""

    def __init__(self, package: ZipFile) -> None:
        """``package`` has been looked over by ``guards``; it is closed with the workbook.

        Raises KeyError, ValueError or ParseError for a package that is not sound.
        """
        self._package = package
        self._parts = {name.lower(): name for name in package.namelist()}
        main = self._main_part()
        book = self._read(main)
        space = namespace(book)
        targets = self._targets(main)
        epoch = _epoch(book.find(space + "workbookPr"))
        styles = self._styles(targets)
        texts = self._texts(targets)
        self.sheets: list[XlsxSheet] = []
        for sheet in book.iterfind(f"{space}sheets/{space}sheet"):
            kind, part = targets[_relation_id(sheet)]
            if kind == "worksheet":
                hidden = sheet.get("state", "visible") != "visible"
                name = sheet.get("name", "")
                self.sheets.append(XlsxSheet(name, hidden, epoch, styles, package, part, texts))

    def close(self) -> None:
        self._package.close()

    def _main_part(self) -> str:
        for kind, part in self._targets("").values():
            if kind == "officeDocument":
                return part
        raise KeyError("officeDocument")

    def _targets(self, source: str) -> dict[str, tuple[str, str]]:
        """Relations of a part: id -> (kind, part), external ones left out."""
        folder, name = posixpath.split(source)
        path = posixpath.join(folder, "_rels", f"{name}.rels").lower()
        if path not in self._parts:
            return {}
        targets = {}
        for relation in self._read(self._parts[path]):
            if relation.get("TargetMode") == "External":
                continue
            kind = relation.get("Type", "").rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
            part = self._parts.get(target.lstrip("/").lower())
            if part is not None:
                targets[relation.get("Id", "")] = (kind, part)
        return targets

    def _read(self, part: str) -> Element:
        if self._package.getinfo(part).file_size > _SMALL:
            raise ValueError("a part that lists styles or sheets is too large")
        return fromstring(self._package.read(part))

    def _texts(self, targets: dict[str, tuple[str, str]]) -> list[str]:
        for kind, part in targets.values():
            if kind == "sharedStrings":
                with self._package.open(part) as texts:
                    return xlsx_rows.strings(texts)
        return []

    def _styles(self, targets: dict[str, tuple[str, str]]) -> list[Style]:
        for kind, part in targets.values():
            if kind == "styles":
                return _styles(self._read(part)) or [Style()]
        return [Style()]


def _relation_id(sheet: Element) -> str:
    """The attribute ``r:id``, whose namespace differs between the dialects."""
    return next(value for name, value in sheet.items() if name.endswith("}id"))


def _epoch(properties: Element | None) -> Epoch:
    since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    return Epoch.MAC if since_1904 else Epoch.WINDOWS


def _styles(sheet: Element) -> list[Style]:
    space = namespace(sheet)
    fonts = [
        None if (name := font.find(space + "name")) is None else name.get("val")
        for font in sheet.iterfind(f"{space}fonts/{space}font")
    ]
    formats = dict(_BUILT_IN)
    for entry in sheet.iterfind(f"{space}numFmts/{space}numFmt"):
        formats[int(entry.get("numFmtId", "0"))] = entry.get("formatCode", "General")
    styles = []
    for look in sheet.iterfind(f"{space}cellXfs/{space}xf"):
        font = int(look.get("fontId", "0"))
        number_format = formats.get(int(look.get("numFmtId", "0")), "General")
        styles.append(Style(fonts[font] if font < len(fonts) else None, number_format))
    return styles
