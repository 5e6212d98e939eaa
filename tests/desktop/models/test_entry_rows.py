"""Tables that are typed in place, under Qt's own model tester."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, Qt

from db.queries.register import idents
from db.records import SubjectKind
from db.rule_changes import Because, open_panel
from desktop.models.folded_choices import FoldedChoices, unit_choices
from desktop.models.member_rows import MemberRows
from desktop.models.open_rows import OpenRows
from desktop.models.rubric_draft import RubricDraft
from desktop.models.rubric_rows import BandRows, CriteriaRows
from desktop.models.submission_entry import SubmissionEntry
from desktop.models.target_rows import TargetRows
from desktop.session import Session
from tests.desktop.models.conftest import Watch
from tests.flows.sample_book import RUBRIC, code

EDITABLE = Qt.ItemFlag.ItemIsEditable


def put(model: OpenRows, row: int, column: int, text: str) -> bool:
    return model.setData(model.index(row, column), text)


def texts(model: QAbstractItemModel, column: int = 0) -> list[str]:
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def heard(model: OpenRows) -> Callable[[], str]:
    """The last thing that the model refused."""
    said: list[str] = []
    model.refused.connect(said.append)
    return lambda: said[-1] if said else ""


def entry_of(session: Session, number: int = 1) -> SubmissionEntry:
    entry = SubmissionEntry(session)
    assert entry.show(idents(session.book, session.around)[number - 1])
    return entry


def test_targets(session: Session, watch: Watch) -> None:
    entry = entry_of(session)
    model = TargetRows(entry)
    watch(model)
    model.load()
    assert texts(model) == ["Hồ sơ trả tại thôn", ""]
    assert put(model, 1, 0, "  Người được   giúp ") and put(model, 1, 3, "40")
    assert texts(model) == ["Hồ sơ trả tại thôn", "Người được giúp", ""]
    assert [row.promised for row in entry.targets] == ["300", "40"]
    said = heard(model)
    assert not put(model, 1, 0, "") and "phải có tên" in said()
    assert model.remove(0) and texts(model) == ["Người được giúp", ""]
    session.undo()
    assert texts(model) == ["Hồ sơ trả tại thôn", "Người được giúp", ""]
    session.undo()
    session.undo()  # the figure, then the row
    assert texts(model) == ["Hồ sơ trả tại thôn", ""]
    assert not model.remove(7)


def test_targets_of_what_is_frozen_are_read(session: Session, watch: Watch) -> None:
    entry = entry_of(session)
    model = TargetRows(entry)
    watch(model)
    model.load()
    assert entry.withdraw("Đơn vị xin rút") and entry.locked.startswith("Hồ sơ đã rút")
    assert texts(model) == ["Hồ sơ trả tại thôn"] and not model.flags(model.index(0, 0)) & EDITABLE


def test_criteria(session: Session, watch: Watch) -> None:
    draft = RubricDraft(session)
    model, bands = CriteriaRows(draft), BandRows(draft)
    watch(model)
    watch(bands)
    draft.choose(SubjectKind.INDIVIDUAL)
    assert texts(model)[0] == "TC1" and not draft.editable  # confirmed
    assert draft.reopen(None) and draft.editable
    said = heard(model)
    assert put(model, 6, 1, "Tiêu chí mới") and texts(model)[-2:] == ["TC5", ""]
    assert not put(model, 6, 0, "TC1") and "Đã có tiêu chí TC1" in said()
    assert not put(model, 6, 2, "nhiều") and "không phải điểm" in said()
    assert put(model, 6, 2, "0.5") and put(model, 6, 3, "x")
    assert draft.rubric is not None and draft.rubric.criteria[-1].bonus
    assert any("cộng lại là 10,50" in words for words in draft.problems)
    assert not draft.confirm()  # refused by the book
    assert model.remove(6) and not draft.problems
    said = heard(bands)
    assert put(bands, 1, 1, "6,75") and texts(bands, 2)[2] == "6,75"
    assert put(bands, 1, 1, "9") and any("sai thứ tự" in w for w in draft.problems)
    assert not put(bands, 1, 1, "x") and "không phải điểm" in said()
    session.undo()
    session.undo()
    assert texts(bands, 1) == ["8,00", "6,50", "5,00", "0,00"]
    assert draft.confirm() and not draft.editable


def test_the_first_ballot_locks_the_scale(session: Session, watch: Watch) -> None:
    draft = RubricDraft(session)
    model = CriteriaRows(draft)
    watch(model)
    draft.choose(SubjectKind.COLLECTIVE)
    assert draft.ballots == 9 and draft.scale_locked
    assert draft.reopen(Because("Bổ sung theo hướng dẫn mới", "HD 10")) and draft.editable
    assert draft.reason() == "Bổ sung theo hướng dẫn mới"
    assert model.rowCount() == 6  # no empty one
    assert not model.flags(model.index(0, 2)) & EDITABLE
    assert put(model, 0, 1, "Tên gọn hơn") and not model.remove(0)
    assert draft.save_band("Tốt", 850) and draft.confirm() and not draft.editable
    assert not draft.take(RUBRIC.__class__(
        "x", "x", SubjectKind.COLLECTIVE, "", 500, 25, RUBRIC.criteria[:2]))  # fmt: skip


def test_a_draft_from_nothing_to_confirmed(session: Session, tmp_path: object) -> None:
    draft = RubricDraft(session)
    draft.choose(SubjectKind.INDIVIDUAL)
    draft.reopen(None)
    draft.change("x", criteria=(), bands=(), bands_basis="", total=300)
    rows, bands = CriteriaRows(draft), BandRows(draft)
    rows.load()
    bands.load()
    assert "chưa có tiêu chí nào" in draft.confirmable
    for row, most in enumerate(("2", "1")):
        assert put(rows, row, 1, f"Tiêu chí {row}") and put(rows, row, 2, most)
    for row, start in enumerate(("2,5", "2", "1", "0")):
        assert put(bands, row, 1, start)
    assert draft.confirmable == ["chưa ghi căn cứ của mức xếp loại"]
    assert draft.change("căn cứ", bands_basis="Quyết định 12-QĐ/HU") and draft.confirm()
    assert texts(bands, 2) == ["3,00 (kể cả)", "2,50", "2,00", "1,00"]


def member_rows(session: Session) -> MemberRows:
    units = FoldedChoices(session)
    units.offer(unit_choices(session.around.units.values()))
    model = MemberRows(session, units)
    model.load(editable=True)
    session.changed.connect(lambda _: model.load(editable=True))
    return model


def test_members(session: Session, watch: Watch) -> None:
    model = member_rows(session)
    written: list[str] = []
    model.doubted.connect(lambda _member, _panel, write: written.append(write()))
    watch(model)
    said = heard(model)
    assert texts(model) == ["TV01", "TV02", "TV03", "TV04", "TV05", ""]
    assert put(model, 4, 4, "Phó phòng") and "ghi lý do, căn cứ" in written.pop()
    assert texts(model, 4)[4] == "Chuyên viên"
    assert session.campaign is not None
    assert session.run(open_panel, session.campaign.id, Because("Chuyển công tác", "QĐ 7"))
    assert put(model, 5, 1, "Lơ Mu Ha Poh") and texts(model)[5] == "TV06"
    assert put(model, 5, 3, "lat") and texts(model, 3)[5] == "LD01 · Đảng bộ xã Lát"
    assert not put(model, 5, 3, "dang bo") and "khớp" in said()
    assert not put(model, 5, 2, "to truong") and "đang là Tổ trưởng" in said()
    assert put(model, 5, 2, "pho to") is False and "Không có vai trò" in said()
    assert put(model, 5, 2, "Thư ký")
    assert not put(model, 0, 0, "TV99") and "đã nộp 3 phiếu" in said()
    assert "đã nộp 3 phiếu" in model.remove(0) and model.remove(5) == ""
    assert texts(model) == ["TV01", "TV02", "TV03", "TV04", "TV05", ""]
    assert not put(model, 3, 1, "") and "phải có họ tên" in said()


def test_groups_can_be_named_while_the_rest_is_shut(session: Session, watch: Watch) -> None:
    model = member_rows(session)
    watch(model)
    session.changed.connect(lambda _: model.load(editable=True, whole=False))
    model.load(editable=True, whole=False)
    assert model.rowCount() == 5  # no empty row
    open_columns = [
        column
        for column in range(model.columnCount())
        if model.flags(model.index(0, column)) & Qt.ItemFlag.ItemIsEditable
    ]
    assert open_columns == [5] and model.headerData(5, Qt.Orientation.Horizontal) == "Nhóm"
    assert put(model, 0, 5, " Nhóm  1 ") and texts(model, 5)[0] == "Nhóm 1"
    assert session.around.by_code["TV01"].team == "Nhóm 1"
    session.undo()
    assert session.around.by_code["TV01"].team == "" and texts(model, 5)[0] == ""


def test_choices_without_diacritics(session: Session, watch: Watch) -> None:
    model = FoldedChoices()
    watch(model)
    model.offer(unit_choices(session.around.units.values()))
    assert model.find("lat") == ["LD01"] and model.find("XA SAR") == ["LD02"]
    assert model.find("LD03") == ["LD03"] and len(model.find("dang bo")) == 3
    assert model.find(model.label_of("LD02")) == ["LD02"] and model.find("  ") == []
    assert model.label_of("?") == "?"


def test_a_new_submission_is_there_from_its_first_field(session: Session) -> None:
    entry = SubmissionEntry(session)
    entry.start()
    before = len(idents(session.book, session.around))
    assert entry.code == code(11) and entry.save("kind", "individual", "loại") and entry.new
    assert len(idents(session.book, session.around)) == before
    assert not entry.save("code", code(1), "mã") and entry.code == code(11)
    assert entry.save("code", code(20), "mã") and entry.save("subject", "K'Brôh", "tên")
    assert not entry.new and entry.value("kind") == "individual" and entry.code == code(20)
    assert entry.save("title", "Mô hình mới", "tên mô hình")
    assert not entry.save("code", code(1), "mã")
    gone: list[bool] = []
    entry.gone.connect(lambda: gone.append(True))
    session.undo()
    assert entry.value("title") is None
    session.undo()
    assert gone and len(idents(session.book, session.around)) == before
    session.redo()
    assert len(idents(session.book, session.around)) == before + 1


def test_what_is_scored_is_withdrawn_and_not_removed(session: Session) -> None:
    entry = entry_of(session)
    assert entry.scored and not entry.remove()
    assert entry.withdraw("Trùng hồ sơ") and entry.withdrawn == "Trùng hồ sơ"
    assert entry.withdraw(None) and not entry.locked
    assert entry_of(session, 9).remove()


def test_nothing_is_typed_without_the_office_key(session: Session) -> None:
    entry = entry_of(session)
    assert entry.self_total == 825 and not entry.locked
    session.book.office = None
    assert "không giữ khóa cơ quan" in entry.locked
