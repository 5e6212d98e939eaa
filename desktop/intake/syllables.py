"""Could this be a Vietnamese word? Telling true Unicode from a wrongly read old encoding.

Vietnamese is written syllable by syllable, and few combinations of first consonant, rhyme
and tone exist: ``huyện`` can be one, ``huyÖn`` cannot. Where both readings of a word could
be ("xã" in Unicode is the TCVN3 spelling of "xó"), the words of the office's own language
that stand in ``COMMON`` decide.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_TONES: Final = "\u0300\u0309\u0303\u0301\u0323"
_STOPPED_TONES: Final = "\u0301\u0323"

_ONSETS: Final = (
    "ngh ng nh ch gh gi kh ph qu th tr b c d đ g h k l m n p q r s t v x".split()
)  # longer ones first

_RHYMES: Final = frozenset(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo
    oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uên uênh uêt ui um un ung uơ uôc uôi uôm uôn uông uôt
    up ut uy uya uych uyên uyêt uyn uynh uyp uyt uyu
    ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
    y yêm yên yêng yêt yêu
    """.split()
)
_AFTER_Y: Final = frozenset(("", "h", "k", "l", "m", "qu", "s", "t", "v"))
_BEFORE_FRONT: Final = frozenset(("k", "gh", "ngh"))
_BEFORE_BACK: Final = frozenset(("c", "g", "ng"))

# "chìa", not "chià", but "quà" and "già": there the first vowel belongs to the consonant.
_TONE_TOO_LATE: Final = re.compile("(?<![qg])[iuư][àảãáạ]$")

# Letters that make a word alone; any other single sign is more likely a bullet or a unit.
_ALONE: Final = frozenset("àáạởýồừôơyaoeiu")

# Only words that have a double: another word's spelling in an old encoding, or such a spelling.
COMMON: Final = frozenset(
    """
    án bá bám bán bên bí bị bò bó bỏ bộ bóng bù búp cá cái cán cân chấm chân chê chế chép chí chị
    chín chó chơi chú chúc chúng có cô cơ còn côn công cũ cụ cúm cụm dán dân dẫn dê dì dí đoàn dự
    dùng dụng dựng gì giá giám gián giờ giống giúp gỡ gói góp hái hán hân hè hô hồ hộ hoà hoá
    hòa hóa hoàn hoàng hơi hỏi hôm hòn hôn hơn hồng hùng kèm khá khám khẩn kháng khí khó khô khố
    khoá khóa khoán khôi khóm không kĩ lá lái lâm lân lê lề lễ lí lò lô lộ loài lộc lớn lòng lớp
    lúa lúc lúng má mã mép mét mĩ mô mỏ mộ môi môn một mù mùa mùi nâng nề nên nét ngoài nhân
    nhé nhì nhìn nhỏ nhóm nhựa nó nòi nói nóng nông nộp núi nút ôn ông phá phẩm phán phân phê phép
    phí phó phố phòng phóng phông phù phú phụ phúc quá quán quân què quê quỳ rèn rõ ròng rộng rừng
    rút sá sân sáng sét sĩ sơ số soát sơn sóng sông sống sót sự súng tâm tán tân tế tên tép
    thái thám thâm thẩm thân tháng thế thể thêm thì thí thị thơ thờ thôi thôn thông thống thúc
    thùng tín tô tỏ tố tờ toà tòa toàn toán tộc tôi tóm tôn trái tráng trên trì trí trị trò trôi
    tròn trông trụ trùng trúng tú từ tự túc tùng từng ván vân vê về vén vì vĩ vị vốn vòng vụ vùng
    xá xã xâm xế xét xoá xóa xóm xông xúc
    """.split()
)


def plausible(word: str) -> bool:
    """True where ``word`` (NFC, letters only) could be one Vietnamese syllable.

    The case has to be one that people write: small, capitals, or a capital first; text that
    was typed in capitals keeps small letters where the old encoding has no capital.
    """
    return _written_case(word) and _syllable(word.lower())


def common(word: str) -> bool:
    """True for a word of everyday official language; any case."""
    return word.lower() in COMMON


def _written_case(word: str) -> bool:
    if word.islower() or word.isupper() or (word[:1].isupper() and word[1:].islower()):
        return True
    plain = "".join(letter for letter in word if letter.isascii())
    return len(plain) > 1 and plain.isupper()


@lru_cache(maxsize=16384)
def _syllable(word: str) -> bool:
    if len(word) == 1:
        return word in _ALONE
    split = unicodedata.normalize("NFD", word)
    tones = [mark for mark in split if mark in _TONES]
    if len(tones) > 1:
        return False
    if tones and _TONE_TOO_LATE.search(word):
        return False
    plain = unicodedata.normalize("NFC", "".join(c for c in split if c not in _TONES))
    stopped = plain.endswith(("c", "ch", "p", "t"))
    if stopped and (not tones or tones[0] not in _STOPPED_TONES):
        return False
    return any(_fits(onset, plain[len(onset) :]) for onset in _onsets(plain))


def _onsets(plain: str) -> list[str]:
    return [onset for onset in (*_ONSETS, "") if plain.startswith(onset)]


def _fits(onset: str, rhyme: str) -> bool:
    if rhyme not in _RHYMES:
        return False
    if onset == "q":
        return rhyme[0] == "u"
    front = rhyme[0] in "eêiy"
    if onset in _BEFORE_FRONT:
        return front
    if onset in _BEFORE_BACK:
        # "gì" and "giếng" are g + i…
        return not front or (onset == "g" and rhyme[0] == "i")
    return rhyme != "y" or onset in _AFTER_Y
