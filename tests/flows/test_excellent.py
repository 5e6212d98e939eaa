"""The HTXSNV list in Kết quả: who qualifies, what is decided, documents, rewards, the quota."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from db import ballots, entries
from db.home import Home
from db.queries.excellent import State
from desktop.models.excellent_model import EVERYBODY, Column, ExcellentModel
from desktop.screens.results import ResultsScreen
from tests.flows.driver import CTRL, Driver
from tests.flows.excellent_scenes import excellent, make_roster_book, show
from tests.flows.history_scenes import history
from tests.flows.sample_book import code

ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def path(tmp_path: Path, home: Home) -> Path:
    return make_roster_book(tmp_path / "lac-duong-2023.thamdinh", home)


def _states(model: ExcellentModel) -> dict[str, str]:
    rows = range(model.rowCount())
    return {model.proposed(r).subject.name: str(model.proposed(r).state) for r in rows}


def test_who_qualifies_who_does_not_who_is_open(driver: Driver, path: Path) -> None:
    driver.open(path)
    screen = excellent(driver)
    assert _states(screen.model) == {
        "Đảng bộ xã Đạ Sar": "qualifies",
        "Đảng bộ xã Lát": "qualifies",
        "Cil Poh Hương": "qualifies",
        "K'Brít": "qualifies",
        "Nguyễn Thị Minh Tâm": "barred",
        "Rơ Ông Ha Thuyên": "decide",
        "Trần Văn Nam 4": "waits",
    }
    said = show(driver, "Cil Poh Hương").panel.view.toPlainText()
    assert "Hoàn thành xuất sắc nhiệm vụ: đủ điều kiện" in said
    assert "lấy kết quả loại Khá của tổ chức (Đảng bộ xã Lát)" in said
    assert "Thiết lập của đợt: xét căn cứ thay thế." in said
    assert "Vượt tỷ lệ. Đảng bộ xã Lát: 2 cá nhân đủ điều kiện trên 3 cá nhân" in said
    assert "tối đa 20 % (Hướng dẫn số 25-HD/BTCTU, ngày 10/11/2023, mục 4)" in said


def test_what_is_open_is_decided_with_document_and_reason(driver: Driver, path: Path) -> None:
    driver.open(path)
    screen = show(driver, "Rơ Ông Ha Thuyên")
    panel = screen.panel
    assert panel.decide_button.isVisible() and panel.reward_button.isVisible()
    panel.decide_button.setFocus()
    driver.key(Qt.Key.Key_Space)
    assert panel.bar.isVisible() and not panel.foot.isVisible()
    driver.key(ENTER)  # the choice stays, the first empty field comes
    driver.type("Thông báo 45-TB/HU")
    driver.key(ENTER)
    driver.type("01/12/2023")
    driver.key(ENTER)
    driver.key(ENTER)
    assert panel.bar.isVisible() and "Chưa ghi lý do" in panel.bar._trouble.text()
    driver.type("Phụ trách Đảng ủy cả năm")
    driver.key(ENTER)
    assert panel.bar.isHidden() and panel.foot.isVisible() and panel.view.isVisible()
    assert _states(screen.model)["Rơ Ông Ha Thuyên"] == "qualifies"
    said = panel.view.toPlainText()
    assert "Đã chấp nhận theo Thông báo 45-TB/HU, ngày 01/12/2023" in said
    log = history(driver)
    columns = range(log.model.columnCount())
    words = [log.model.index(0, column).data() for column in columns]
    assert any("Rơ Ông Ha Thuyên" in str(each) for each in words), words
    driver.session.undo()
    assert _states(excellent(driver).model)["Rơ Ông Ha Thuyên"] == "decide"


def test_a_document_is_typed_and_taken_away(driver: Driver, path: Path) -> None:
    driver.open(path)
    screen = show(driver, "Nguyễn Thị Minh Tâm")
    panel = screen.panel
    panel.document_button.click()
    panel.bar.choice("what").setCurrentIndex(1)
    for name, text in (("document", "Bằng khen đột xuất"), ("number", "88/QĐ-UBND"),
                       ("date", "31/02/2023"), ("level", "UBND tỉnh")):  # fmt: skip
        panel.bar.edit(name).setText(text)
    panel.bar.confirm.click()
    assert "Ngày chưa dùng được" in panel.bar._trouble.text()
    panel.bar.edit("date").setText("5/6/2023")
    panel.bar.confirm.click()
    assert _states(screen.model)["Nguyễn Thị Minh Tâm"] == "qualifies"
    assert "số 88/QĐ-UBND, ngày 05/06/2023, UBND tỉnh" in panel.documents.item(0).text()
    assert panel.documents.isVisible()
    panel.documents.setFocus()
    driver.key(Qt.Key.Key_Delete)
    assert _states(screen.model)["Nguyễn Thị Minh Tâm"] == "barred"
    assert panel.documents.isHidden() and panel.document_button.hasFocus()


def test_heads_rewards_quota_and_who_is_put_forward(driver: Driver, path: Path) -> None:
    driver.open(path)
    screen = show(driver, "Rơ Ông Ha Thuyên")
    panel = screen.panel
    panel.head_button.click()
    panel.bar.choice("head").setCurrentIndex(0)
    panel.bar.confirm.click()
    assert _states(screen.model)["Rơ Ông Ha Thuyên"] == "qualifies"
    panel.reward_button.click()
    panel.bar.edit("reward").setText("Giấy khen")
    panel.bar.confirm.click()
    assert "ai đề nghị" in panel.bar._trouble.text()
    panel.bar.edit("by").setText("Đảng ủy xã Đạ Sar")
    panel.bar.confirm.click()
    row = screen.table.currentIndex().row()
    assert screen.model.cell_text(row, Column.REWARD) == "Giấy khen"
    show(driver, "Cil Poh Hương")
    panel.rated_button.click()
    panel.bar.edit("count").setText("10")
    panel.bar.confirm.click()
    assert "2 cá nhân đủ điều kiện trên 10 cá nhân hoàn thành tốt nhiệm vụ, 20,00 %" in (
        panel.view.toPlainText()
    )
    assert not [q for q in screen.model.over if q.unit == "LD01"], "two of ten are not over 20 %"
    panel.aim_button.click()
    assert "Cil Poh Hương" not in _states(screen.model)
    screen.who.choose(EVERYBODY)
    assert "Cil Poh Hương" in _states(screen.model)


def test_the_head_follows_the_organisation_at_once(driver: Driver, path: Path) -> None:
    """Paper ballots of the other two bring Đảng bộ xã Lát from Khá to Đạt."""
    driver.open(path)
    screen = show(driver, "Cil Poh Hương")
    session = driver.session
    campaign = session.campaign
    assert campaign is not None and screen.model.proposed(2).state is State.QUALIFIES
    found = ballots.submission(session.book, campaign.id, code(3))
    for name in ("TV04", "TV05"):
        member = session.around.by_code[name]
        for criterion in session.around.rubrics[found.kind].criteria:
            assert session.run(ballots.set_mark, session.around, member, found, criterion.code, 0)
        assert session.run(ballots.submit, session.around, member, found, None)
    assert _states(screen.model)["Cil Poh Hương"] == "barred"
    said = screen.panel.view.toPlainText()
    assert "Là người đứng đầu nhưng tổ chức (Đảng bộ xã Lát) xếp loại" in said


def test_the_thread_of_a_submission_opens_among_the_results(driver: Driver, path: Path) -> None:
    driver.open(path)
    screen = show(driver, "Trần Văn Nam 4")
    screen.panel.thread_button.click()
    driver.settle()
    front = driver.front
    assert isinstance(front, ResultsScreen)
    assert front.model.result(front.table.currentIndex().row()).code == code(4)


def test_an_open_result_leads_to_its_decision(driver: Driver, path: Path) -> None:
    driver.open(path)
    session = driver.session
    found = session.book.connection.execute(
        "SELECT id FROM submission WHERE code = ?", (code(8),)
    ).fetchone()[0]
    values = {"registered_on": None, "alternative_basis": "Sáng kiến cấp huyện"}
    assert session.run(entries.save, "submission", found, values)
    driver.key(Qt.Key.Key_5, CTRL)
    results: Any = driver.front
    results.show_submission(found)
    assert results.panel.decide_button.isVisible()
    results.panel.decide_button.click()
    driver.settle()
    screen: Any = driver.front
    assert screen.model.proposed(screen.table.currentIndex().row()).subject.name == "Trần Văn Nam 8"
    assert screen.panel.decide_button.isVisible()


def test_the_register_explains_too(driver: Driver, path: Path) -> None:
    driver.open(path)
    driver.key(Qt.Key.Key_2, CTRL)
    screen: Any = driver.front
    screen.table.go_to(9)
    screen.open_row(9)
    screen.panel.explain_button.click()
    said = screen.panel.view.toPlainText()
    assert "không đủ điều kiện" in said and "804-CV/HU, mục 3" in said


def test_a_blind_member_is_told_nothing_of_results(
    member_driver: Driver, tmp_path: Path, path: Path
) -> None:
    """The register explains the appraisal alone; Kết quả is not there at all."""
    member_driver.open(path)
    assert not member_driver.session.sees_results
    member_driver.key(Qt.Key.Key_2, CTRL)
    screen: Any = member_driver.front
    screen.table.go_to(2)
    screen.open_row(2)
    screen.panel.explain_button.click()
    said = screen.panel.view.toPlainText()
    assert "Điều kiện thẩm định: đủ điều kiện" in said
    assert "loại Khá" not in said and "hoàn thành xuất sắc nhiệm vụ:" not in said.lower()


def test_the_model(driver: Driver, path: Path) -> None:
    driver.open(path)
    model = ExcellentModel(driver.session)
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    model.load()
    assert (model.rowCount(), model.by_who()) == (7, {"aiming": 7, "everybody": 9})
    model.filter(state=str(State.QUALIFIES), kind="individual")
    assert model.rowCount() == 2
    model.filter(state="all", kind="all", who=EVERYBODY)
    model.search("da sar")
    assert model.rowCount() == 2
    model.sort(Column.STATE)
    ident = driver.session.book.connection.execute(
        "SELECT id FROM submission WHERE code = ?", (code(1),)
    ).fetchone()[0]
    assert model.row_of(ident) >= 0
    assert driver.session.run(entries.save, "submission", ident, {"title": "Tên khác"})
    assert model.rowCount() == 2 and tester is not None
    model.sleep()
    assert driver.session.run(entries.save, "submission", ident, {"subject": "Đội Bảy"})
    model.search("doi bay")
    assert model.rowCount() == 0, "nobody looks: nothing is read"
    model.wake()
    assert model.rowCount() == 1
    model.deleteLater()


def test_without_anybody_put_forward_the_way_leads_to_everybody(
    driver: Driver, tmp_path: Path, home: Home
) -> None:
    from tests.flows.sample_book import make_book

    driver.open(make_book(tmp_path / "khac.thamdinh", home))
    screen = excellent(driver)
    assert screen.states.notice.startswith("Chưa ai được đề nghị")
    screen.states.button.click()
    assert screen.model.rowCount() > 3 and not screen.states.notice
    screen.open_row(0)
    screen.panel.aim_button.click()
    assert screen.model.by_who()["aiming"] == 1
    driver.key(ESCAPE)
