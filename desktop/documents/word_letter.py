"""Letters as an editable Word file that reads like the PDF."""

from __future__ import annotations

from docx.enum.section import WD_SECTION

from desktop.documents.blocks import Letter, Letters
from desktop.documents.errors import PaperEmptyError
from desktop.documents.fonts import Typeface
from desktop.documents.word_file import dress, lay
from desktop.documents.word_story import WordStory


def letters_docx(letters: Letters, face: Typeface, paper: str) -> bytes:
    """The file's bytes; each letter begins on a page of its own. Raises PaperEmptyError."""
    if not letters.letters:
        raise PaperEmptyError(paper=paper)
    story = WordStory(letters.form, face, letters.marks, letters.title, letters.author)
    for place, letter in enumerate(letters.letters):
        if place:
            section = story.word.add_section(WD_SECTION.NEW_PAGE)
            lay(section, letters.form, wide=False)
            dress(section, letters.form, letters.marks, first=True)
        _letter(story, letter)
    return story.saved()


def _letter(story: WordStory, letter: Letter) -> None:
    story.heading(letter.heading)
    if letter.type_name:
        story.title(letter.type_name, letter.subject)
    first, *whom = letter.addressed
    story.addressed(first, whom)
    story.blocks(letter.blocks)
    story.signing(letter.recipients, letter.signer)
    for appendix in letter.appendices:
        story.appendix(appendix)
