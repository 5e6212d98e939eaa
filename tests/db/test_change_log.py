"""Cells, heads, conflicts and whose changes count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.change_log import (
    Authority,
    Cell,
    Change,
    Value,
    change_id,
    encode,
    evaluate,
    id_of,
    ids_in,
    ms_of,
    op_message,
    removal,
)

BOOK, ENT, OP = b"b" * 16, b"e" * 16, b"o" * 16
OFFICE, STRANGER = b"O" * 32, b"S" * 32


def counts(_: str, key: bytes | None) -> bool:
    return key == OFFICE


def made(
    val: Value, *prev: Change, ms: int = 1, key: bytes | None = OFFICE, who: str = "a"
) -> Change:
    """A change of one cell that replaces ``prev``."""
    joined = b"".join(sorted(c.id for c in prev))
    ident = change_id(BOOK, ms, ENT, "unit.name", joined, val, who, OP)
    return Change("unit.name", ident, joined, val, who, OP, key)


# -- ids -----------------------------------------------------------------------------------


def test_an_id_begins_with_the_claimed_time() -> None:
    ident = change_id(BOOK, 1_700_000_000_123, ENT, "unit.name", b"", "A", "office", OP)
    assert len(ident) == 22
    assert ms_of(ident) == 1_700_000_000_123


_PARTS: dict[str, object] = {
    "book": BOOK, "ms": 1, "ent": ENT, "fld": "unit.name", "prev": b"", "val": "A", "who": "x",
    "op": OP,
}  # fmt: skip


@pytest.mark.parametrize(
    ("part", "other"),
    [
        ("book", b"c" * 16),
        ("ms", 2),
        ("ent", b"f" * 16),
        ("fld", "unit.kind"),
        ("prev", b"p" * 22),
        ("val", "B"),
        ("who", "y"),
        ("op", b"q" * 16),
    ],
)
def test_an_id_covers_every_column(part: str, other: object) -> None:
    changed = {**_PARTS, part: other}
    assert change_id(**_PARTS) != change_id(**changed)  # type: ignore[arg-type]  # by name


def test_columns_cannot_flow_into_each_other() -> None:
    one = change_id(BOOK, 1, ENT, "ab", b"", "c", "", OP)
    assert one != change_id(BOOK, 1, ENT, "a", b"", "bc", "", OP)


@given(
    st.lists(
        st.one_of(
            st.none(), st.integers(-(2**63), 2**63 - 1), st.text(), st.binary(),
            st.floats(allow_nan=False),
        ),
        min_size=2, max_size=2,
    )
)  # fmt: skip
def test_values_are_told_apart_with_their_type(pair: list[Value]) -> None:
    one, other = pair
    same = type(one) is type(other) and repr(one) == repr(other)
    assert (encode(one) == encode(other)) is same


def test_a_truth_value_is_refused_because_the_log_would_give_back_a_number() -> None:
    with pytest.raises(TypeError):
        encode(True)


def test_what_is_signed_does_not_depend_on_the_order_of_the_ids() -> None:
    ids = [bytes([i]) * 22 for i in range(3)]
    assert op_message(BOOK, OP, ids) == op_message(BOOK, OP, reversed(ids))
    assert op_message(BOOK, OP, ids) != op_message(BOOK, OP, ids[:2])


def test_prev_splits_into_its_ids() -> None:
    assert ids_in(b"") == []
    assert ids_in(b"a" * 22 + b"b" * 22) == [b"a" * 22, b"b" * 22]


@pytest.mark.parametrize("text", ["AB" * 16, "ab cd", "ab" * 15 + "a", "xyz", " abcd"])
def test_an_id_in_a_name_has_one_spelling_only(text: str) -> None:
    assert id_of(text) is None
    assert id_of("ab" * 16) == b"\xab" * 16


# -- heads and conflicts -------------------------------------------------------------------


def test_a_cell_without_changes_is_empty() -> None:
    assert evaluate([], counts) == Cell()


def test_a_change_that_names_another_replaces_it() -> None:
    first = made("A")
    second = made("B", first)
    cell = evaluate([second, first], counts)
    assert (cell.value, cell.heads, cell.conflict) == ("B", [second.id], False)


def test_the_replacing_change_wins_even_with_an_earlier_clock() -> None:
    first = made("A", ms=1000)
    second = made("B", first, ms=1)
    assert evaluate([first, second], counts).value == "B"


def test_two_heads_with_different_values_conflict_and_the_newest_is_shown() -> None:
    first = made("A")
    here, there = made("B", first, ms=5), made("C", first, ms=9)
    cell = evaluate([there, here, first], counts)
    assert cell.conflict
    assert cell.value == "C"
    assert cell.heads == sorted([here.id, there.id])


def test_at_the_same_time_the_larger_id_is_shown() -> None:
    both = [made("B"), made("C")]
    assert evaluate(both, counts).value == max(both, key=lambda c: c.id).val


def test_equal_values_never_conflict() -> None:
    cell = evaluate([made("A", ms=1), made("A", ms=2, who="b")], counts)
    assert not cell.conflict
    assert len(cell.heads) == 2


def test_one_and_the_text_one_do_conflict() -> None:
    assert evaluate([made(1), made("1")], counts).conflict


def test_a_change_that_names_all_heads_settles() -> None:
    first = made("A")
    here, there = made("B", first, ms=5), made("C", first, ms=9)
    cell = evaluate([first, here, there, made("B", here, there, ms=7)], counts)
    assert (cell.value, cell.conflict, len(cell.heads)) == ("B", False, 1)


def test_a_prev_that_is_not_here_is_normal() -> None:
    absent = made("A")
    cell = evaluate([made("B", absent)], counts)
    assert (cell.value, cell.conflict) == ("B", False)


# -- what counts ---------------------------------------------------------------------------


def test_a_stranger_only_proposes() -> None:
    proposal = made("X", key=STRANGER)
    cell = evaluate([proposal], counts)
    assert (cell.value, cell.heads, cell.proposals) == (None, [], [proposal.id])


def test_an_unsigned_change_does_not_count() -> None:
    first = made("A")
    cell = evaluate([first, made("X", first, key=None)], counts)
    assert (cell.value, cell.heads) == ("A", [first.id])


def test_what_does_not_count_never_knocks_out_what_does() -> None:
    first = made("A", ms=1)
    cell = evaluate([first, made("X", first, ms=99, key=STRANGER)], counts)
    assert (cell.value, cell.heads, cell.conflict) == ("A", [first.id], False)
    assert len(cell.proposals) == 1


def test_a_proposal_of_what_stands_anyway_is_none() -> None:
    first = made("A", ms=1)
    assert evaluate([first, made("A", first, ms=2, key=STRANGER)], counts).proposals == []


def test_a_proposal_is_answered_by_a_change_that_names_it() -> None:
    first = made("A", ms=1)
    proposal = made("X", first, ms=2, key=STRANGER)
    refused = evaluate([first, proposal, made("A", first, proposal, ms=3)], counts)
    accepted = evaluate([first, proposal, made("X", first, proposal, ms=3)], counts)
    assert (refused.value, refused.proposals) == ("A", [])
    assert (accepted.value, accepted.proposals) == ("X", [])


def test_a_member_speaks_for_its_own_recusal_only() -> None:
    member, other = b"m" * 16, b"n" * 16
    key = b"K" * 32
    authority = Authority(frozenset({OFFICE}), {key: frozenset({member})})
    assert authority.counts(f"submission.recused:{member.hex()}", key)
    assert not authority.counts(f"submission.recused:{other.hex()}", key)
    assert not authority.counts(f"submission.dismissed:{member.hex()}", key)
    assert not authority.counts(f"submission.recused:{member.hex()}", STRANGER)
    assert not authority.counts(f"submission.recused:{member.hex()}", None)
    assert authority.counts("submission.title", OFFICE)


def test_paper_ballots_are_the_offices_and_own_ones_the_members() -> None:
    member, key = b"m" * 16, b"K" * 32
    authority = Authority(frozenset({OFFICE}), {key: frozenset({member})})
    assert authority.speaks_for(OFFICE, member, paper=True)
    assert not authority.speaks_for(OFFICE, member, paper=False)
    assert authority.speaks_for(key, member, paper=False)
    assert not authority.speaks_for(key, member, paper=True)
    assert not authority.speaks_for(key, b"n" * 16, paper=False)


# -- any order -----------------------------------------------------------------------------


@st.composite
def histories(draw: st.DrawFn) -> list[Change]:
    """A cell's changes as several laptops make them: each names some of those before it."""
    found: list[Change] = []
    for _ in range(draw(st.integers(1, 8))):
        prev = draw(st.lists(st.sampled_from(found), unique=True)) if found else []
        found.append(
            made(
                draw(st.sampled_from(["A", "B", 1, None])),
                *prev,
                ms=draw(st.integers(0, 4)),
                key=draw(st.sampled_from([OFFICE, STRANGER, None])),
                who=draw(st.sampled_from("xyz")),
            )
        )
    return list({c.id: c for c in found}.values())


@given(histories(), st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_cell(changes: list[Change], random: object) -> None:
    shuffled = changes[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    assert evaluate(shuffled, counts) == evaluate(changes, counts)


@given(histories())
def test_what_counts_shows_as_if_nothing_else_were_there(changes: list[Change]) -> None:
    cell = evaluate(changes, counts)
    alone = evaluate([c for c in changes if c.key == OFFICE], counts)
    assert (cell.value, cell.heads, cell.conflict) == (alone.value, alone.heads, alone.conflict)


@given(histories())
def test_one_change_that_names_all_heads_always_settles(changes: list[Change]) -> None:
    heads = [c for c in changes if c.id in evaluate(changes, counts).heads]
    settled = evaluate([*changes, made("Z", *heads, ms=3, who="settler")], counts)
    assert (settled.value, settled.conflict, len(settled.heads)) == ("Z", False, 1)


# -- removal -------------------------------------------------------------------------------


def test_a_row_is_gone_only_while_every_head_is_listed() -> None:
    one, other = made("A"), made("B")
    cells = [evaluate([one], counts), evaluate([other], counts)]
    both = Cell(b"".join(sorted([one.id, other.id])), [b"g" * 22])
    assert removal(both, cells) == "gone"
    assert removal(Cell(one.id, [b"g" * 22]), cells) == "gone_edited"
    assert removal(None, cells) == ""
    assert removal(Cell(None, [b"g" * 22]), cells) == ""
    assert removal(Cell("a text", [b"g" * 22]), cells) == ""
