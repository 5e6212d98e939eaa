"""An error -> one plain Vietnamese sentence and the next step.

Everybody who may meet an error imports this; the sentences themselves, and all that they speak
of, are read in only when there is something to say.
"""

from __future__ import annotations


def sentence(error: BaseException) -> str:
    """What happened and what to do, see ``desktop.error_sentences``."""
    from desktop.error_sentences import sentence as worded

    return worded(error)
