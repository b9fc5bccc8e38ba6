"""How a page of the guide looks: headings, lines, tables, commands and links in the window's own colours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtGui import (
    QBrush,
    QFont,
    QFontMetricsF,
    QPalette,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)

from nst_gui import theme

#: Longer lines are hard to read: the widest a text is set, in logical pixels.
TEXT_WIDTH: Final = 720
_MARGIN: Final = 3 * theme.SPACE
#: In percent of the height of a line.
_LINE_HEIGHT: Final = 130.0
#: Size of a heading of each level, as a factor of the text's, and the room above it in logical pixels.
_HEADINGS: Final = {1: (1.7, 0), 2: (1.3, 3 * theme.SPACE), 3: (1.1, 2 * theme.SPACE)}

#: What a table is looked up by has at most this share of its width: the rest is for what is said of it.
_FIRST_COLUMN: Final = 0.3

_Property = QTextFormat.Property


def set_width(document: QTextDocument, width: float) -> int:
    """Set the text between margins in a view of ``width`` logical pixels; returns the width of its lines."""
    text_width = max(1, min(TEXT_WIDTH, int(width) - 2 * _MARGIN))
    frame = document.rootFrame().frameFormat()
    frame.setTopMargin(_MARGIN)
    frame.setBottomMargin(2 * _MARGIN)
    # The room that is left over stays on the right: lines begin where the contents end.
    frame.setLeftMargin(_MARGIN)
    frame.setRightMargin(max(_MARGIN, int(width) - text_width - _MARGIN))
    document.rootFrame().setFrameFormat(frame)
    return text_width


def dress(document: QTextDocument, colours: QPalette) -> None:
    """Give a document that was made of Markdown the look of the window."""
    document.setIndentWidth(3 * theme.SPACE)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for block in blocks(document):
        _dress_block(block, QTextCursor(block), colours)
        for fragment in fragments(block):
            _dress_fragment(fragment, _over(document, fragment), block.blockFormat().headingLevel(), colours)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame, colours)
    cursor.endEditBlock()


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    """Every block of a document, in its order."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def fragments(block: QTextBlock) -> list[QTextFragment]:
    """The parts of a block that have one format each."""
    found = []
    iterator = block.begin()
    while not iterator.atEnd():
        found.append(iterator.fragment())
        iterator += 1
    return found


def _dress_block(block: QTextBlock, cursor: QTextCursor, colours: QPalette) -> None:
    look = QTextBlockFormat()
    level = block.blockFormat().headingLevel()
    proportional = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
    if cursor.currentTable() is not None:
        look.setTopMargin(0)
        look.setBottomMargin(0)
        look.setLineHeight(_LINE_HEIGHT, proportional)
    elif not block.text():
        # Qt leaves one after every table.
        look.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    elif level:
        _factor, above = _HEADINGS[min(level, 3)]
        look.setTopMargin(above)
        look.setBottomMargin(theme.SPACE)
    elif block.blockFormat().hasProperty(_Property.BlockCodeFence):
        look.setBackground(_field(colours))
        look.setNonBreakableLines(False)
        look.setLineHeight(_LINE_HEIGHT, proportional)
        more = block.next().blockFormat().hasProperty(_Property.BlockCodeFence)
        look.setBottomMargin(0 if more else theme.SPACE)
    elif _is_picture(block):
        look.setTopMargin(theme.HALF_SPACE)
        look.setBottomMargin(2 * theme.SPACE)
    else:
        in_list, after_list = block.textList() is not None, block.previous().textList() is not None
        look.setTopMargin(theme.SPACE + theme.HALF_SPACE if after_list and not in_list else 0)
        look.setBottomMargin(theme.HALF_SPACE if in_list else theme.SPACE)
        look.setLineHeight(_LINE_HEIGHT, proportional)
    cursor.mergeBlockFormat(look)


def _dress_fragment(fragment: QTextFragment, cursor: QTextCursor, level: int, colours: QPalette) -> None:
    look = fragment.charFormat()
    if level:
        look.clearProperty(_Property.FontSizeAdjustment)  # Qt's own steps, which would go before ours
        size = cursor.document().defaultFont().pointSizeF()
        look.setFontPointSize(size * _HEADINGS[min(level, 3)][0])
        look.setFontWeight(QFont.Weight.DemiBold)
    elif look.isAnchor():
        look.setForeground(QBrush(colours.color(QPalette.ColorRole.Link)))
        look.setFontUnderline(True)
    elif look.fontFixedPitch():
        look.setBackground(_field(colours))
    else:
        return
    cursor.setCharFormat(look)


def _dress_table(table: QTextTable, colours: QPalette) -> None:
    look = table.format()
    look.setBorder(1)
    look.setBorderCollapse(True)
    look.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
    look.setBorderBrush(QBrush(theme.outline(colours)))
    look.setCellPadding(6)
    look.setCellSpacing(0)
    look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    look.setTopMargin(theme.HALF_SPACE)
    look.setBottomMargin(2 * theme.SPACE)
    if _first_column(table) > _FIRST_COLUMN * TEXT_WIDTH:
        first = QTextLength(QTextLength.Type.PercentageLength, 100 * _FIRST_COLUMN)
        rest = QTextLength(QTextLength.Type.VariableLength, 0)
        look.setColumnWidthConstraints([first] + [rest] * (table.columns() - 1))
    table.setFormat(look)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        head = cell.format()
        head.setBackground(_field(colours))
        cell.setFormat(head)


def _first_column(table: QTextTable) -> float:
    """How wide the first column would be, in logical pixels, if nothing in it were to be broken."""
    metrics = QFontMetricsF(table.document().defaultFont())
    cells = (table.cellAt(row, 0).firstCursorPosition().block() for row in range(table.rows()))
    return max(metrics.horizontalAdvance(block.text()) for block in cells)


def _field(colours: QPalette) -> QBrush:
    """Behind what is set off from the text."""
    base, text = colours.color(QPalette.ColorRole.Base), colours.color(QPalette.ColorRole.Text)
    return QBrush(theme.mix(base, text, 0.07))


def _is_picture(block: QTextBlock) -> bool:
    return any(fragment.charFormat().isImageFormat() for fragment in fragments(block))


def _over(document: QTextDocument, fragment: QTextFragment) -> QTextCursor:
    cursor = QTextCursor(document)
    cursor.setPosition(fragment.position())
    cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
    return cursor
