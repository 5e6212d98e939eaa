"""Whether the pages of minutes say of rules that changed what the record says.

The part "Thay đổi trong quá trình chấm" is worded anew (``content_rule_changes``) and looked for
whole: its heading, a line a change, and directly behind it what the paper goes on with, so that
no line is another, missing or put in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.documents.blocks import Block, Para, Section, Table
from desktop.documents.content_rule_changes import LEAD

Squeeze = Callable[[str], str]


def rules_told(text: str, blocks: Sequence[Block], squeeze: Squeeze) -> bool:
    """Whether the squeezed ``text`` of all pages has that part as the ``blocks`` have it, or has
    none where they have none. What an officer typed may hold the words of its heading, too."""
    said, whole = squeeze(LEAD), [squeeze(_text(block)) for block in blocks]
    if text.count(said) > sum(each.count(said) for each in whole):
        return False
    heads = [n for n, b in enumerate(blocks) if isinstance(b, Para) and b.lead.endswith(LEAD)]
    return all(_part(blocks, whole, head) in text for head in heads)


def _part(blocks: Sequence[Block], whole: Sequence[str], head: int) -> str:
    """The part from its heading to the beginning of what comes after it."""
    end = head + 1
    while end < len(blocks) and isinstance(blocks[end], Para):
        end += 1
    if end < len(blocks) and isinstance(blocks[end], Section):
        end += 1
    return "".join(whole[head:end])


def _text(block: Block) -> str:
    match block:
        case Section(text):
            return text
        case Para(text, lead):
            return lead + text
        case Table(columns, lines):
            titles = [column.title for column in columns]
            return "".join([*titles, *(cell for line in lines for cell in line.cells)])
    return block.text
