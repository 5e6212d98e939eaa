"""What the window says of a signed file, of a proof code, and after signing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db.book import Book
from db.handovers import handovers
from db.queries.proof_codes import CodeAnswer, CodeState
from db.signed_papers import signed_papers
from desktop.models.import_words import number
from desktop.verify_words import sentences, verdict_line

if TYPE_CHECKING:
    from desktop.documents.signing import Signed
    from desktop.documents.signing_copy import Copy

GOOD, OPEN, BAD = "good", "accent", "bad"
"""Inks of the verdict; the word says the same."""

_BY_THE_BOOK: Final = frozenset({"book_agrees", "book_amended", "book_received"})


def headline(copy: Copy) -> tuple[str, str]:
    """The verdict in one line, and its ink."""
    verdict = copy.verdict
    if verdict is None:
        if copy.proof_code is not None:
            return f"ẢNH CHỤP, BẢN QUÉT: đọc được mã đối chiếu {copy.proof_code}.", OPEN
        return "ẢNH CHỤP, BẢN QUÉT: không đọc được mã đối chiếu; hãy gõ mã bên dưới.", BAD
    codes = {reason.code for reason in verdict.reasons}
    if codes == {"unsigned"}:
        return "CHƯA KÝ: tệp còn nguyên, kết quả khớp các phiếu đã ký, chờ chữ ký đầu tiên.", OPEN
    if codes == {"unsigned", "no_record"} and verdict.proof_code is not None:
        return f"BẢN QUÉT: đọc được mã đối chiếu {verdict.proof_code}, không có chữ ký số.", OPEN
    return verdict_line(verdict), GOOD if verdict.valid else BAD


def sound(copy: Copy) -> bool:
    """Whether nothing stands against the paper itself, so that it can go on its way: be signed
    by the next, be kept as the signed copy. That a CA is not trusted yet is no matter here."""
    if copy.verdict is None:
        return True
    from desktop.documents.signed_copy import judged  # brings the signing library

    against = judged(copy.path, copy.verdict).against
    return all(reason.code == "unsigned" for reason in against)


def reasons(copy: Copy) -> list[str]:
    """Everything that stands against the file, each once."""
    return [] if copy.verdict is None else sentences(copy.verdict.reasons)


def facts(copy: Copy, book: Book | None) -> list[str]:
    """What was looked at besides the signatures, in sentences."""
    verdict = copy.verdict
    if verdict is None:
        return [] if book is None or copy.answer is None else [code_words(copy.answer, book)]
    found = []
    if verdict.signed:
        whole = "bao trùm toàn bộ tệp" if verdict.whole_file else "KHÔNG bao trùm toàn bộ tệp"
        found.append(f"Chữ ký cuối cùng {whole}.")
    if verdict.record is not None:
        agrees = "khớp" if verdict.recomputed else "KHÔNG khớp"
        found.append(f"Tính lại mọi tổng điểm, xếp loại từ các phiếu kèm theo: {agrees}.")
    found += sentences(r for r in verdict.remarks if r.code in _BY_THE_BOOK)
    if verdict.proof_code is not None and copy.answer is None:
        why = "không có sổ nào đang mở" if book is None else "sổ trên máy này không có bản chốt"
        found.append(f"Chưa đối chiếu với sổ: {why}.")
    return found


def lock_words(copy: Copy) -> str:
    """Why nothing more is signed, "" where something is."""
    if copy.locked_by:
        return f"Tệp đã khóa sau chữ ký của {copy.locked_by}, không ký thêm được."
    if copy.fields and not copy.free:
        return "Các ô ký trong tệp đều đã ký."
    if copy.verdict is not None and not copy.fields:
        return "Tệp này không có ô ký; bản để ký được làm ở Biên bản sau khi chốt."
    return ""


def signed_words(done: Signed) -> str:
    """After signing."""
    text = f"{done.signer.name} đã ký, tệp “{done.path.name}”."
    if done.locked:
        return f"{text} Tệp đã khóa, không ký thêm được."
    return f"{text} Còn {number(len(done.left))} ô chưa ký." if done.left else text


def code_words(answer: CodeAnswer, book: Book) -> str:
    """What the open book says to a code: whose it is; what was sent and attached of it."""
    meeting = f"cuộc họp số {answer.session} năm {answer.year}"
    match answer.state:
        case CodeState.STANDING:
            return f"Mã {answer.code} là của {meeting}, khớp bản đang chốt. {_more(answer, book)}"
        case CodeState.AMENDED:
            over = f"biên bản điều chỉnh, bổ sung lần {answer.amended_by}"
            return f"Mã {answer.code} là của {meeting}, bản thật nhưng đã có {over} thay thế."
        case CodeState.WITHDRAWN:
            why = f", lý do: {answer.reason}" if answer.reason else ""
            return f"Mã {answer.code} là của {meeting} nhưng là bản đã thu hồi{why}."
        case CodeState.DOUBLE:
            return f"Mã {answer.code} là một trong hai bản chốt khác nhau của {meeting}."
        case CodeState.RECEIVED:
            return f"Mã {answer.code} là kết quả đã nhận của đơn vị {answer.unit}, {answer.year}."
    if not answer.code:
        return "Đây không phải mã đối chiếu; mã có 12 chữ và số, in ở chân mỗi trang."
    return f"Mã {answer.code} không có trong sổ này."


def _more(answer: CodeAnswer, book: Book) -> str:
    """Whether a delivery and papers of these very results are known."""
    found = book.connection
    ident = session_of(book, answer)
    if ident is None:
        return ""
    sent = [each for each in handovers(found, ident) if each.digest == answer.digest]
    papers = [each for each in signed_papers(book, ident) if each.digest == answer.digest]
    said = (
        f"đã gửi cấp trên lần {sent[0].seq}, cùng kết quả này"
        if sent
        else "chưa gửi cấp trên",
        f"có {number(len(papers))} bản đã ký" if papers else "chưa đính bản đã ký",
    )
    text = "; ".join(said)
    return f"{text[:1].upper()}{text[1:]}."


def session_of(book: Book, answer: CodeAnswer) -> bytes | None:
    """The id of the meeting that a code belongs to."""
    return answer.meeting or None


def code_against(answer_code: str, copy: Copy | None) -> str:
    """A typed code beside the file that is looked at, "" where there is none."""
    if copy is None or copy.proof_code is None:
        return ""
    if answer_code == copy.proof_code:
        return f"Khớp tệp đang xem “{copy.path.name}”."
    return f"KHÔNG khớp tệp đang xem: mã của tệp là {copy.proof_code}."


def own_meeting(copy: Copy | None) -> tuple[int, int] | None:
    """Year and number of the meeting whose standing results the file carries, by the book."""
    if copy is None or copy.answer is None or copy.answer.state is not CodeState.STANDING:
        return None
    return copy.answer.year, copy.answer.session
