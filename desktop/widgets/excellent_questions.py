"""The questions of the HTXSNV list, each asked in the page: decision, documents, head, reward."""

from __future__ import annotations

from collections.abc import Callable

from db import ratings
from db.queries.excellent import Proposed, UnitQuota
from db.rules.case import Ground
from desktop import undoable
from desktop.field_words import GROUNDS, RULINGS
from desktop.messages import sentence
from desktop.models.minutes_words import read_day
from desktop.models.words import shown_date
from desktop.session import Outcome, Session
from desktop.widgets.ask_bar import Answers, AskBar, Field

HEAD = (("yes", "Là người đứng đầu"), ("no", "Không phải người đứng đầu"), ("", "Chưa rõ"))


class ExcellentQuestions:
    """Asks in ``bar`` and writes what was answered."""

    def __init__(self, session: Session, bar: AskBar) -> None:
        self._session, self.bar = session, bar

    def run(self, words: str, function: Callable[..., object], *arguments: object) -> Outcome:
        """A write that Ctrl+Z takes back."""
        return undoable.run(self._session, words, function, *arguments)

    def decision(self, found: Proposed, rules: tuple[str, ...]) -> None:
        """What the office decides on the rules that are open."""
        subject = found.subject
        owner = _owner(found)

        def then(answers: Answers) -> bool:
            day = self._day(answers["date"])
            if day is None:
                return False
            said = (answers["outcome"], rules, answers["document"], day, answers["reason"])
            return self._write(f"quyết định về {subject.name}", ratings.decide, owner, *said)

        self.bar.ask(
            f"Quyết định chỗ chưa rõ của {subject.name}; Nhật ký, giải thích và biên bản ghi lại:",
            [
                Field("outcome", "Quyết định", choices=tuple(RULINGS.items()), text="accepted"),
                Field("document", "Theo văn bản"),
                Field("date", "Ngày văn bản"),
                Field("reason", "Lý do"),
            ],
            "Ghi quyết định",
            then,
        )

    def take_back(self, found: Proposed) -> bool:
        """The decision is taken off."""
        one = found.subject.case.submission
        own = one is not None and one.ruling is not None
        owner = ("submission", one.id) if own and one is not None else found.subject.holder
        words = f"quyết định về {found.subject.name}"
        return bool(self.run(words, ratings.take_back, owner))

    def head(self, found: Proposed, unit: str) -> None:
        """Whether somebody of the roster leads the unit."""
        listed = found.subject.listed
        assert listed is not None
        held = {True: "yes", False: "no", None: ""}[listed.is_head]

        def then(answers: Answers) -> bool:
            said = {"yes": True, "no": False}.get(answers["head"])
            return self._write(
                f"người đứng đầu, {listed.name}", ratings.say_head, listed.id, said
            )

        self.bar.ask(
            f"{listed.name} có phải người đứng đầu {unit or 'đơn vị'} không?",
            [Field("head", "Trả lời", choices=HEAD, text=held)],
            "Ghi câu trả lời",
            then,
        )

    def document(self, found: Proposed, ground: Ground | None) -> None:
        """A document that stands in for a registration; a new one where ``ground`` is None."""
        campaign, subject = self._session.campaign, found.subject
        assert campaign is not None
        held = ground or Ground(b"", "project", "", "", "", "")
        ident = None if ground is None else ground.id
        owner = _owner(found)

        def then(answers: Answers) -> bool:
            day = self._day(answers["date"])
            if day is None:
                return False
            words = f"văn bản làm căn cứ của {subject.name}"
            values = {**answers, "date": day}
            return self._write(words, ratings.save_ground, campaign, owner, ident, values)

        self.bar.ask(
            f"Văn bản làm căn cứ thay thế của {subject.name}, khi không đăng ký mô hình:",
            [
                Field("what", "Loại", choices=tuple(GROUNDS.items()), text=held.what),
                Field("document", "Văn bản, nội dung", text=held.document),
                Field("number", "Số", text=held.number),
                Field("date", "Ngày", text=shown_date(held.date)),
                Field("level", "Cấp công nhận, khen thưởng", text=held.level),
            ],
            "Ghi văn bản",
            then,
        )

    def reward(self, found: Proposed) -> None:
        """Which reward is proposed, by whom."""
        subject = found.subject

        def then(answers: Answers) -> bool:
            said = answers["reward"], answers["by"]
            words = f"đề nghị khen thưởng {subject.name}"
            return self._write(words, ratings.propose_reward, subject.holder, *said)

        self.bar.ask(
            f"Đề nghị khen thưởng {subject.name}; thôi đề nghị thì để trống cả hai ô.",
            [
                Field("reward", "Hình thức", text=subject.reward),
                Field("by", "Cơ quan, đơn vị đề nghị", text=subject.reward_by),
            ],
            "Ghi đề nghị",
            then,
        )

    def rated(self, quota: UnitQuota) -> None:
        """How many of a unit are rated "hoàn thành tốt nhiệm vụ"."""

        def then(answers: Answers) -> bool:
            typed = answers["count"].strip()
            if typed and not (typed.isascii() and typed.isdigit() and len(typed) < 7):
                self.bar.complain("Số lượng chưa đúng; hãy gõ số nguyên, ví dụ 25.")
                return False
            words = f"số hoàn thành tốt nhiệm vụ của {quota.name}"
            return self._write(words, ratings.rated_good, quota.id, int(typed) if typed else None)

        self.bar.ask(
            f"{quota.name} có bao nhiêu cá nhân được xếp loại hoàn thành tốt nhiệm vụ?",
            [Field("count", "Số cá nhân", text=str(quota.of) if quota.rated else "")],
            "Ghi số lượng",
            then,
        )

    def _write(self, words: str, function: Callable[..., object], *arguments: object) -> bool:
        outcome = self.run(words, function, *arguments)
        if not outcome:
            self.bar.complain(sentence(outcome.error or OSError()))
        return bool(outcome)

    def _day(self, typed: str) -> str | None:
        """ISO text of a typed day, "" for none; None where it cannot be read, which is said."""
        try:
            return str(read_day(typed) or "")
        except ValueError as error:
            self.bar.complain(f"Ngày chưa dùng được: {error}.")
            return None


def _owner(found: Proposed) -> ratings.Holder:
    """The row that a decision or a document hangs on: the submission where there is one."""
    one = found.subject.case.submission
    return ("submission", one.id) if one is not None else found.subject.holder
