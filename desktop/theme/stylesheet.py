"""One style sheet for the whole window, made for a set of colours and a text scale.

Widgets say what they are by the property ``role``; sizes are those of 100 %. Labels and tips that
do not ask for rich text get none: a title from a stranger's workbook must not become a heading, nor
fetch a picture from somewhere.
"""

from __future__ import annotations

from desktop.theme.colours import Colours

_SHEET = """
QWidget {{ color: {text}; }}
QLabel[textFormat="AutoText"], QToolTip {{ qproperty-textFormat: PlainText; }}
QToolTip {{ color: {text}; background: {base}; border: 1px solid {line}; padding: {p3}px; }}
QLabel[role="title"] {{ font-size: {f4}pt; font-weight: 600; }}
QLabel[role="heading"] {{ font-size: {f2}pt; font-weight: 600; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="muted"] {{ color: {muted}; }}
QLabel[role="bad"] {{ color: {bad}; }}
QLabel[role="total"] {{ font-size: {f5}pt; font-weight: 700; }}
QLabel[role="mark"] {{ color: {warn}; border: 1px solid {warn}; border-radius: {p4}px;
    padding: {p1}px {p6}px; }}
QLabel[ink="good"] {{ color: {good}; }}
QLabel[ink="accent"] {{ color: {accent}; }}
QLabel[ink="warn"] {{ color: {warn}; }}
QLabel[ink="bad"] {{ color: {bad}; }}

QFrame[role="panel"] {{ background: {base}; border: 1px solid {line}; border-radius: {p6}px; }}
QFrame[role="panel"] QLabel {{ background: transparent; }}
QFrame[role="top"] {{ background: {base}; border: none; border-bottom: 1px solid {line}; }}
QFrame[role="places"] {{ background: {base}; border: none; border-right: 1px solid {line}; }}
QFrame[role="foot"] {{ background: {stripe}; border: none; border-top: 1px solid {line};
    border-bottom-left-radius: {p6}px; border-bottom-right-radius: {p6}px; }}
QFrame[role="message"] {{ background: {base}; border: 1px solid {line};
    border-left: {p4}px solid {accent}; border-top-right-radius: {p4}px;
    border-bottom-right-radius: {p4}px; }}
QFrame[role="message"][kind="bad"] {{ border-left-color: {bad}; }}
QFrame[role="message"][kind="warn"] {{ border-left-color: {warn}; }}
QFrame[role="ask"] {{ background: {selected}; border: 1px solid {accent}; border-radius: {p4}px; }}
QFrame[role="ask"] QLabel {{ background: transparent; }}

QPushButton {{ background: {base}; border: 1px solid {edge}; border-radius: {p4}px;
    padding: {p5}px {p12}px; min-height: {p18}px; outline: none; }}
QPushButton:hover {{ background: {selected}; }}
QPushButton:pressed {{ background: {line}; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: {p4}px {p11}px; }}
QPushButton:disabled {{ color: {muted}; border-color: {line}; background: {stripe}; }}
QPushButton[role="primary"] {{ background: {accent}; color: {on_accent};
    border-color: {accent}; font-weight: 600; }}
QPushButton[role="primary"]:hover {{ border-color: {text}; }}
QPushButton[role="primary"]:focus {{ border: 2px solid {text}; }}
QPushButton[role="primary"]:disabled {{ background: {stripe}; color: {muted};
    border-color: {line}; }}
QPushButton[role="plain"] {{ background: transparent; border: 1px solid transparent;
    color: {accent}; padding: {p5}px {p6}px; text-align: left; }}
QPushButton[role="plain"]:hover {{ text-decoration: underline; }}
QPushButton[role="plain"]:focus {{ border: 2px solid {accent}; padding: {p4}px {p5}px; }}
QPushButton[role="plain"]:disabled {{ color: {muted}; }}
QPushButton[role="card"] {{ text-align: left; padding: {p10}px {p14}px; }}
QPushButton[role="card"]:focus {{ padding: {p9}px {p13}px; }}
QPushButton[role="line"] {{ background: transparent; border: 2px solid transparent;
    text-align: left; padding: 0px; min-height: 0px; }}
QPushButton[role="line"]:hover {{ background: {selected}; }}
QPushButton[role="line"]:focus {{ border: 2px solid {accent}; padding: 0px; }}

QToolButton {{ background: transparent; border: 2px solid transparent; border-radius: {p4}px;
    padding: {p4}px; }}
QToolButton:hover {{ background: {selected}; }}
QToolButton:focus {{ border-color: {accent}; }}
QToolButton::menu-indicator {{ image: none; }}
QToolButton[role="place"] {{ text-align: left; padding: {p7}px {p8}px; border-radius: {p6}px;
    border-left: {p4}px solid transparent; }}
QToolButton[role="place"]:hover {{ background: {window}; }}
QToolButton[role="place"]:focus {{ border-color: {accent}; }}
QToolButton[role="place"]:checked {{ background: {selected}; font-weight: 600;
    border-left-color: {accent}; border-top-left-radius: 0; border-bottom-left-radius: 0; }}
QToolButton[role="link"] {{ padding: {p2}px {p1}px; }}
QToolButton[role="link"]:checked {{ background: {selected}; border-color: {line}; }}
QToolButton[role="link"]:checked:focus {{ border-color: {accent}; }}
QToolButton[role="chip"] {{ border: 1px solid {line}; border-radius: {p10}px;
    padding: {p3}px {p9}px; background: {base}; }}
QToolButton[role="chip"]:checked {{ background: {selected}; border: 1px solid {accent};
    font-weight: 600; }}
QToolButton[role="chip"]:focus {{ border: 2px solid {accent}; padding: {p2}px {p8}px; }}
QToolButton[role="chip"]:disabled {{ color: {muted}; }}

QLineEdit, QPlainTextEdit, QSpinBox, QComboBox {{ background: {base}; border: 1px solid {edge};
    border-radius: {p4}px; padding: {p3}px {p6}px; min-height: {p20}px;
    selection-background-color: {accent}; selection-color: {on_accent};
    placeholder-text-color: {muted}; }}
QPlainTextEdit {{ min-height: 0px; }}
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QComboBox:focus {{
    border: 2px solid {accent}; padding: {p2}px {p5}px; }}
QLineEdit:read-only, QPlainTextEdit:read-only {{ background: {stripe}; border-color: {line}; }}
QLineEdit:read-only:focus, QPlainTextEdit:read-only:focus {{ border-color: {accent}; }}
QComboBox {{ combobox-popup: 0; }}
QComboBox QAbstractItemView::item {{ min-height: {p24}px; padding: 0 {p6}px; }}
QComboBox QAbstractItemView::item:selected {{ background: {selected}; color: {text}; }}
QComboBox:disabled {{ background: {stripe}; border-color: {line}; color: {text}; }}
QComboBox::drop-down {{ border: none; width: {p20}px; }}
QComboBox::down-arrow {{ image: url("{down}"); width: {p10}px; height: {p10}px; }}
QComboBox QAbstractItemView {{ background: {base}; border: 1px solid {edge}; outline: none; }}

QAbstractItemView {{ background: {base}; border: 1px solid {line}; padding: 1px; outline: none;
    selection-background-color: {selected}; selection-color: {text}; }}
QAbstractItemView:focus {{ border: 2px solid {accent}; padding: 0px; }}
QAbstractItemView[role="bare"] {{ border: none; padding: 0px; }}
QAbstractItemView[role="bare"]:focus {{ border: none; }}
QAbstractItemView[cells="spaced"]::item {{ padding: 0px {p5}px; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QTreeView::item {{ padding: {p4}px {p8}px; }}
QTableView {{ gridline-color: {line}; alternate-background-color: {stripe}; }}
QHeaderView {{ background: {stripe}; border: none; }}
QHeaderView::section {{ background: {stripe}; color: {muted}; border: none;
    border-bottom: 1px solid {line}; border-right: 1px solid {line};
    padding: {p7}px {p8}px {p4}px {p8}px; }}
QHeaderView::section:vertical {{ padding: {p5}px {p8}px; }}
QHeaderView::up-arrow {{ image: url("{up}"); width: {p8}px; height: {p8}px;
    subcontrol-origin: border; subcontrol-position: top center; }}
QHeaderView::down-arrow {{ image: url("{down}"); width: {p8}px; height: {p8}px;
    subcontrol-origin: border; subcontrol-position: top center; }}
QTableCornerButton::section {{ background: {stripe}; border: none; }}
QTextBrowser {{ background: {base}; border: none; }}
QTextBrowser:focus {{ border: 2px solid {accent}; border-radius: {p4}px; }}
QMenu {{ background: {base}; border: 1px solid {edge}; padding: {p4}px; }}
QMenu::item {{ padding: {p5}px {p20}px; border-radius: {p4}px; }}
QMenu::item:selected {{ background: {selected}; }}
QMenu::item:disabled {{ color: {muted}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: {p4}px {p8}px; }}
QSplitter::handle {{ background: transparent; }}
QSplitter::handle:hover {{ background: {line}; }}
QProgressBar {{ background: {line}; border: none; border-radius: {p3}px; max-height: {p6}px;
    min-height: {p6}px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: {p3}px; }}
QScrollArea {{ border: none; background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: {p12}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {p12}px; margin: 0; }}
QScrollBar::handle {{ background: {edge}; border-radius: {p4}px; margin: {p2}px; }}
QScrollBar::handle:vertical {{ min-height: {p24}px; }}
QScrollBar::handle:horizontal {{ min-width: {p24}px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QRadioButton, QCheckBox {{ spacing: {p6}px; padding: {p1}px; border: 2px solid transparent;
    border-radius: {p4}px; }}
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {{
    width: {p14}px; height: {p14}px;
    border: 1px solid {edge}; border-radius: {p3}px; background: {base}; }}
QRadioButton::indicator {{ border-radius: {p7}px; }}
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {{
    background: {accent}; border-color: {accent}; image: url("{check}"); }}
QRadioButton::indicator:checked {{ border: {p4}px solid {accent}; width: {dot}px;
    height: {dot}px; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled,
QAbstractItemView::indicator:disabled {{ border-color: {line}; }}
QCheckBox::indicator:checked:disabled, QAbstractItemView::indicator:checked:disabled {{
    background: {muted}; border-color: {muted}; }}
QRadioButton:focus, QCheckBox:focus {{ border-color: {accent}; }}
"""


def stylesheet(
    colours: Colours,
    points: float,
    scale: int,
    *,
    up: str = "",
    down: str = "",
    check: str = "",
) -> str:
    """The sheet; ``points`` is the body's font size at this scale, ``up`` and ``down`` are
    picture files of arrows, ``check`` one of a tick."""
    values: dict[str, object] = {
        name: getattr(colours, name) for name in Colours.__dataclass_fields__
    }
    values |= {f"p{n}": max(1, round(n * scale / 100)) for n in range(1, 41)}
    sides = {n: max(1, round(n * scale / 100)) for n in (4, 14)}
    values["dot"] = sides[14] + 2 - 2 * sides[4]  # a chosen circle is as large as an empty one
    values |= {f"f{n}": f"{points + n * scale / 100:.1f}" for n in range(7)}
    return _SHEET.format(up=up, down=down, check=check, **values)
