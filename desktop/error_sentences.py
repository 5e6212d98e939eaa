"""An error -> one plain Vietnamese sentence that says what happened and what to do next."""

from __future__ import annotations

import errno
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from db import errors
from db.rules.points import show
from db.sealed import LEAST_PIN
from desktop import amending_words, delivery_words, rule_change_words, unit_messages
from desktop.ballot_messages import BALLOTS
from desktop.documents import errors as papers
from desktop.evidence_messages import EVIDENCE
from desktop.exchange_messages import EXCHANGE
from desktop.faults import obstacle, rubric_problem
from desktop.paper_messages import PAPERS
from desktop.rating_messages import RATING
from desktop.signature_messages import SIGNING
from desktop.signed_paper_words import SIGNED_PAPERS
from desktop.stick_messages import STICK
from desktop.words import KINDS, THINGS, UNLOCK, barred_note

Facts = Mapping[str, Any]

def sentence(error: BaseException) -> str:
    """The sentence for any error; for one that is not ours, that nothing was lost."""
    for kind in type(error).__mro__:
        make = _SENTENCES.get(kind)
        if make is not None:
            return make(getattr(error, "facts", {}))
    if isinstance(error, OSError):
        return _system(error.errno, error.filename)
    told = "Chương trình gặp lỗi ngoài dự kiến; dữ liệu đã lưu vẫn nguyên. "
    return told + "Hãy mở lại chương trình và báo người phụ trách."


def member_name(facts: Facts) -> str:
    """The member's name in a sentence, where it is known."""
    name = facts.get("member")
    return f"Đồng chí {name}" if isinstance(name, str) and name else "Thành viên"


def _file(facts: Facts) -> str:
    path = facts.get("path")
    return f"“{Path(str(path)).name}”" if path is not None else "tệp"


def _system(number: int | None, path: object) -> str:
    name = _file({"path": path or None})
    match number:
        case errno.ENOSPC | errno.EDQUOT:
            return f"Ổ đĩa đã đầy nên không ghi được {name}; hãy xóa bớt rồi làm lại."
        case errno.EACCES | errno.EPERM:
            return f"Không có quyền đọc hoặc ghi {name}; hãy chọn thư mục khác."
        case errno.EROFS:
            return f"Ổ đĩa chỉ cho đọc nên không ghi được {name}; hãy chọn ổ khác."
        case errno.ENOENT:
            return f"Không tìm thấy {name}; hãy kiểm tra lại tên và thư mục."
        case errno.ENAMETOOLONG:
            return f"Tên tệp hoặc thư mục quá dài ({name[:40]}…); hãy đặt tên ngắn hơn."
        case errno.EISDIR | errno.ENOTDIR | errno.EEXIST:
            return f"Không ghi được {name} vì tên đó đang là thứ khác; hãy chọn tên khác."
    return f"Không đọc hoặc ghi được {name}; hãy kiểm tra ổ đĩa, USB rồi làm lại."


def _unknown(facts: Facts) -> str:
    thing = THINGS.get(str(facts.get("kind")), "mục")
    if facts.get("kind") == "campaign" and not facts.get("code"):
        return "Sổ chưa có đợt thẩm định nào; hãy tạo đợt trước."
    return f"Không có {thing} {facts.get('code')}; hãy kiểm tra lại mã."


def _barred(facts: Facts) -> str:
    note = barred_note(str(facts.get("clause") or ""), facts.get("bases") or {})
    return f"Hồ sơ {facts.get('submission')} không chấm. {note}".strip()


def _unsound(facts: Facts) -> str:
    problems = "; ".join(rubric_problem(p.code, p.facts) for p in facts["problems"])
    return f"Thang điểm “{facts['rubric']}” chưa dùng được: {problems}. Hãy sửa thang điểm."


def _rubric_file(facts: Facts) -> str:
    if not facts.get("key"):
        return f"Tệp thang điểm {_file(facts)} không đọc được; hãy kiểm tra lại nội dung tệp."
    what = "thiếu" if facts.get("detail") == "missing" else "sai"
    return f"Tệp thang điểm {_file(facts)} {what} mục “{facts['key']}”; hãy sửa rồi nạp lại."


def _refused(facts: Facts) -> str:
    listed = [obstacle(code, more) for code, more in facts["obstacles"]]
    more = f" (và {len(listed) - 1} việc khác)" if len(listed) > 1 else ""
    return f"Chưa chốt được cuộc họp số {facts['session']}: {listed[0]}{more}"


def _workbook(facts: Facts) -> str:
    reason = {
        "missing": f"Không tìm thấy {_file(facts)}; hãy kiểm tra lại tên và thư mục.",
        "encrypted": f"Bảng tính {_file(facts)} có mật khẩu; hãy bỏ mật khẩu rồi nhập lại.",
        "too_large": f"Bảng tính {_file(facts)} quá lớn để đọc an toàn; hãy tách nhỏ tệp.",
        "damaged": f"Bảng tính {_file(facts)} bị hỏng; hãy mở bằng Excel, lưu lại rồi nhập.",
    }
    other = f"{_file(facts)} không phải bảng tính Excel đọc được; hãy lưu lại dạng .xlsx."
    return reason.get(str(facts.get("detail")), other)


def _profile_file(facts: Facts) -> str:
    if not facts.get("key"):
        return f"Tệp quy định {_file(facts)} không đọc được; hãy kiểm tra lại nội dung tệp."
    what = {
        "missing": "thiếu mục",
        "unknown": "có mục lạ",
        "twice": "ghi hai lần ở mục",
    }.get(str(facts.get("detail")), "ghi sai mục")
    return f"Tệp quy định {_file(facts)} {what} “{facts['key']}”; hãy sửa rồi nạp lại."


def _profile_year(facts: Facts) -> str:
    years = ", ".join(str(year) for year in facts["years"])
    return (
        f"“{facts['profile']}” đặt hạn cho năm {years}, không dùng được cho đợt năm "
        f"{facts['year']}; hãy chọn quy định khác hoặc tự ghi hạn trong Cài đặt."
    )


def _late_reason(facts: Facts) -> str:
    registered = facts["what"] == "registration"
    done = "đăng ký" if registered else "báo cáo"
    column = "Lý do đăng ký chậm" if registered else "Lý do báo cáo chậm"
    year, month, day = str(facts["due"]).split("-")
    cell = f"{facts['cell']}: " if facts.get("cell") else ""
    more = f" (và {len(facts['others'])} chỗ khác)" if facts.get("others") else ""
    return (
        f"{cell}hồ sơ {facts['submission']} {done} chậm {facts['days']} ngày "
        f"(hạn cuối {day}/{month}/{year}){more}; hãy ghi “{column}” rồi làm lại."
    )


def _word_form(facts: Facts) -> str:
    reason = {
        "missing": f"Không tìm thấy {_file(facts)}; hãy kiểm tra lại tên và thư mục.",
        "encrypted": f"Tệp Word {_file(facts)} có mật khẩu; hãy bỏ mật khẩu rồi nhập lại.",
        "too_large": f"Tệp Word {_file(facts)} quá lớn để đọc an toàn; hãy bỏ bớt ảnh.",
        "damaged": f"Tệp Word {_file(facts)} bị hỏng; hãy mở bằng Word, lưu lại rồi nhập.",
    }
    return reason.get(str(facts.get("detail"))) or (
        f"{_file(facts)} không phải phiếu đăng ký hoặc báo cáo kết quả theo mẫu; hãy ghi vào mẫu "
        "của chương trình rồi nhập lại."
    )


def _word_refused(facts: Facts) -> str:
    (label, reason), *rest = facts["refused"]
    more = f" (và {len(rest)} ô khác)" if rest else ""
    return f"Chưa nhập gì: ô “{label}”: {reason}{more}."


def _template(facts: Facts) -> str:
    cell = facts.get("cell")
    return {
        "sheet": f"{_file(facts)} không có trang “{cell}”; hãy chọn lại trang của biểu mẫu.",
        "cell": f"“{cell}” không phải ô của bảng tính; hãy ghi như B9.",
        "field": f"Không có nội dung “{cell}” để điền; hãy xem danh sách nội dung.",
        "rows": f"{_file(facts)}: các ô của danh sách phải cùng một dòng; hãy ghi lại.",
        "taken": f"{_file(facts)}: ô {cell} đã có chữ hoặc công thức; hãy chọn ô trống.",
        "unmapped": f"Chưa khai ô nào cho {_file(facts)}; hãy khai một lần rồi xuất lại.",
    }.get(str(facts.get("detail")), f"{_file(facts)} không dùng làm biểu mẫu được.")


_SENTENCES: dict[type[BaseException], Callable[[Facts], str]] = {
    **EXCHANGE,
    **EVIDENCE,
    **STICK,
    **BALLOTS,
    **SIGNING,
    **RATING,
    **SIGNED_PAPERS,
    errors.FileMissingError: lambda f: (
        f"Không tìm thấy {_file(f)}; hãy kiểm tra lại tên và thư mục."
    ),
    errors.FileExistsAlreadyError: lambda f: (
        f"Đã có {_file(f)}; hãy chọn tên khác để không ghi đè."
    ),
    errors.FileUnusableError: lambda f: _system(f.get("errno"), f.get("path")),
    errors.NotABookError: lambda f: (
        f"{_file(f)} không phải sổ thẩm định; hãy chọn tệp có đuôi .thamdinh."
    ),
    errors.DamagedBookError: lambda f: (
        f"Sổ {_file(f)} bị hỏng; hãy mở bản sao lưu gần nhất, đừng ghi thêm vào tệp này."
    ),
    errors.NewerBookError: lambda f: (
        f"Sổ {_file(f)} do phiên bản mới hơn tạo ra; hãy cập nhật chương trình rồi mở lại."
    ),
    errors.BookBusyError: lambda f: (
        f"Sổ {_file(f)} đang mở ở cửa sổ khác; hãy đóng cửa sổ đó rồi làm lại."
    ),
    errors.ReadOnlyBookError: lambda f: (
        "Sổ đang mở chỉ để xem vì cửa sổ khác đang ghi; hãy đóng cửa sổ đó rồi mở lại."
    ),
    errors.DiskFullError: lambda f: (
        "Ổ đĩa đã đầy nên chưa lưu được; hãy xóa bớt tệp rồi làm lại, dữ liệu cũ vẫn nguyên."
    ),
    errors.UnknownCodeError: _unknown,
    errors.DuplicateCodeError: lambda f: (
        f"Đã có {THINGS.get(str(f.get('kind')), 'mục')} {f.get('code')}; hãy dùng mã khác."
    ),
    errors.MarkUnreadableError: lambda f: f"“{f.get('text')}” không phải điểm; hãy gõ số như 1,75.",
    errors.MarkTooHighError: lambda f: (
        f"Điểm {f.get('criterion')} vượt mức tối đa {show(f['max'])}; hãy gõ lại."
    ),
    errors.MarkOffStepError: lambda f: (
        f"Điểm {f.get('criterion')} phải theo bước {show(f['step'])}; hãy gõ lại."
    ),
    errors.RubricFileError: _rubric_file,
    errors.RubricUnsoundError: _unsound,
    errors.ProfileFileError: _profile_file,
    errors.ProfileYearError: _profile_year,
    errors.LateReasonError: _late_reason,
    errors.RubricMissingError: lambda f: (
        f"Đợt thẩm định chưa có thang điểm cho {KINDS.get(str(f.get('kind')), '').lower()}; "
        "hãy nạp thang điểm trước."
    ),
    errors.RubricLockedError: lambda f: (
        f"Thang điểm “{f.get('rubric')}” đã có phiếu chấm nên không đổi tiêu chí được; "
        "chỉ bổ sung được mức xếp loại và căn cứ."
    ),
    errors.BallotIncompleteError: lambda f: (
        f"Phiếu còn thiếu điểm {', '.join(f.get('missing', ()))}; hãy chấm đủ rồi nộp."
    ),
    errors.BallotBarredError: _barred,
    errors.BallotRecusedError: lambda f: (
        f"{member_name(f)} không tham gia chấm hồ sơ {f.get('submission')} vì liên quan."
    ),
    errors.BallotUnassignedError: lambda f: (
        f"{member_name(f)} không được phân công chấm hồ sơ {f.get('submission')}."
    ),
    errors.BallotReasonError: lambda f: "Phiếu đã nộp; muốn sửa hoặc hủy thì hãy ghi lý do.",
    errors.SessionFrozenError: lambda f: (
        f"Kết quả cuộc họp số {f.get('session')} đã chốt để ký; {UNLOCK}."
    ),
    errors.SessionNotFrozenError: lambda f: (
        f"Cuộc họp số {f.get('session')} chưa chốt để ký; hãy chốt trước."
        if f.get("what") == "needed"
        else f"Cuộc họp số {f.get('session')} chưa chốt nên không có gì để mở."
    ),
    errors.SessionClosedError: delivery_words.session_closed,
    errors.AmendingRefusedError: amending_words.refused,
    errors.UnitTreeError: unit_messages.unit_tree,
    errors.DecisionRefusedError: delivery_words.decision_refused,
    errors.DecisionDateError: delivery_words.decision_date,
    errors.DeliveryRefusedError: delivery_words.delivery_refused,
    errors.ForeignDeliveryError: delivery_words.foreign_delivery,
    errors.KeyInError: delivery_words.key_in,
    errors.FreezeRefusedError: _refused,
    errors.RuleReasonError: rule_change_words.reason_missing,
    errors.ReasonMissingError: lambda f: "Việc này cần ghi lý do; hãy ghi lý do rồi làm lại.",
    errors.NotRestorableError: lambda f: (
        "Giá trị cũ của ô này không khôi phục được ở Nhật ký; hãy sửa ở đúng nơi của nó "
        "(Cài đặt, Biên bản hoặc Giao nhận)."
    ),
    errors.NoOfficeKeyError: lambda f: (
        "Máy này không giữ khóa cơ quan của sổ; hãy làm trên máy của thư ký hoặc nhập khóa đã xuất."
    ),
    errors.NoMemberKeyError: lambda f: (
        "Máy này chưa có khóa của thành viên; hãy đặt mã PIN để tạo khóa."
    ),
    errors.WrongPinError: lambda f: "Mã PIN không đúng; hãy gõ lại.",
    errors.WrongPassphraseError: lambda f: (
        "Cụm mật khẩu không đúng, hoặc khóa này của sổ khác; hãy thử lại."
    ),
    errors.WeakPinError: lambda f: (
        f"{'Mã PIN' if f.get('least') == LEAST_PIN else 'Mật khẩu'} quá ngắn; hãy đặt ít nhất "
        f"{f.get('least')} ký tự."
    ),
    errors.FingerprintMismatchError: lambda f: (
        "Dấu vân tay khóa không khớp; hãy đọc lại với chính thành viên đó."
    ),
    errors.WorkbookError: _workbook,
    **PAPERS,
    papers.PaperFileError: lambda f: _system(f.get("errno"), f.get("path")),
    papers.WordFormError: _word_form,
    papers.WordFormRefusedError: _word_refused,
    papers.TemplateError: _template,
}
