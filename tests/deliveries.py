"""Units below that deliver: one real session, said again by as many units as a test needs.

A real book is frozen and decided once; each further unit has its own book id, office key and
campaign, and its files are signed and written by the product's own code.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from db import decisions, freeze, schema
from db.canonical import dumps
from db.exchange import delivery_body, delivery_file
from db.exchange.deliver import compose
from db.exchange.delivery_body import Decided, DeliveryBody, Line, totals_of
from db.exchange.delivery_list import from_snapshot
from db.import_cells import ImportRow
from db.keys import Signer
from db.rules.proof import proof_code
from db.sessions import find, standing_snapshot
from tests.support import START, Sample, row

DAY = 24 * 60 * 60 * 1000


def district_units(count: int) -> list[ImportRow]:
    """``count`` grassroots organisations (DU01 …), the district's office V, and a hamlet's
    cell below the first, which sends nothing itself."""
    return [
        row("unit", "V", name="Huyện ủy Lạc Dương", parent="", kind="Huyện ủy"),
        *(
            row("unit", f"DU{n:02}", name=f"Đảng ủy xã {n:02}", parent="V", kind="Đảng ủy")
            for n in range(1, count + 1)
        ),
        row("unit", "T", name="Chi bộ thôn 1", parent="DU01", kind="Chi bộ thôn, tổ dân phố"),
    ]


@dataclass(frozen=True)
class Template:
    """One real delivery: what the snapshot says, and what the delivery says of it."""

    snapshot: dict[str, Any]
    body: DeliveryBody


def template(sample: Sample) -> Template:
    """Freezes and decides the sample's session: HS1 Tốt, HS2 Khá -> Tốt, HS3 Đạt."""
    sample.score_all()
    freeze.freeze(sample.book, sample.campaign, 1)
    decisions.record(
        sample.book, sample.campaign, 1, "12-QĐ/ĐU", "2023-12-05", {"HS2": ("Tốt", "Nhân rộng")}
    )
    session = find(sample.book.connection, sample.campaign, 1)
    snapshot = standing_snapshot(sample.book.connection, session.id)
    assert snapshot is not None
    decision = decisions.decision_of(sample.book.connection, session.id)
    body = compose(sample.book, sample.campaign, session, snapshot, decision)
    return Template(json.loads(snapshot.body), body)


class UnitBook:
    """One unit's book, as far as its deliveries show it."""

    def __init__(self, source: Template, code: str, name: str, parent: str) -> None:
        self.code, self.name, self.parent = code, name, parent
        self._source = source
        self.id, self.signer = os.urandom(16), Signer(os.urandom(32))
        self.campaign, self.session = os.urandom(16).hex(), os.urandom(16)

    def snapshot(self, **more: Any) -> bytes:
        """The frozen session as this unit signed it."""
        content = json.loads(json.dumps(self._source.snapshot))
        content["book"] = self.id.hex()
        content["campaign"] |= {
            "id": self.campaign,
            "unit": self.code,
            "body": self.name,
            "parent": self.parent,
        }
        content["session"]["id"] = self.session.hex()
        content |= more
        return dumps(content)

    def body(
        self, raw: bytes, *, seq: int = 1, time: int = START + DAY, decided: bool = True
    ) -> DeliveryBody:
        """What a delivery of that snapshot says."""
        frozen = from_snapshot(raw)
        said = {line.code: line for line in self._source.body.lines}

        def line(one: Line) -> Line:
            known = said[one.code]
            if not decided:
                return replace(one, excellent=known.excellent)
            return replace(
                one,
                decided_class=known.decided_class,
                reason=known.reason,
                excellent=known.excellent,
            )

        lines = tuple(map(line, frozen.lines))
        digest = hashlib.sha256(raw)
        return replace(
            self._source.body,
            book=self.id.hex(),
            campaign=self.campaign,
            body=self.name,
            unit=self.code,
            parent=self.parent,
            session=self.session.hex(),
            digest=digest.hexdigest(),
            proof_code=proof_code(digest.digest()),
            time=time,
            seq=seq,
            decision=Decided("12-QĐ/ĐU", "2023-12-05") if decided else None,
            lines=lines,
            totals=totals_of(lines),
        )

    def write(
        self,
        path: Path,
        *,
        change: Callable[[DeliveryBody], DeliveryBody] | None = None,
        snapshot: bytes | None = None,
        signer: Signer | None = None,
        **more: Any,
    ) -> Path:
        """Writes a delivery; ``change`` alters what it says before it is signed."""
        raw = self.snapshot() if snapshot is None else snapshot
        body = self.body(raw, **more)
        signed = delivery_body.write(change(body) if change else body)
        key = signer or self.signer
        log = sqlite3.connect(":memory:", isolation_level=None)
        schema.create_log(log)
        log.execute("INSERT INTO book VALUES (?, ?)", (self.id, self.signer.public))
        delivery_file.write(
            log,
            path,
            (signed, key.sign(signed), key.public),
            (self.session, self._source.snapshot["seq"], self.signer.sign(raw), raw,
             self.signer.public),
        )  # fmt: skip
        log.close()
        return path


def damage(path: Path, target: Path, how: str) -> Path:
    """A damaged copy: "cut" short, with "noise" in its middle, or "nonsense" altogether."""
    shutil.copy(path, target)
    content = bytearray(target.read_bytes())
    match how:
        case "cut":
            content = content[: len(content) // 2]
        case "noise":
            middle = len(content) // 2
            content[middle : middle + 600] = bytes(600)
        case _:
            content = bytearray(b"khong phai goi ket qua")
    target.write_bytes(content)
    return target
