"""What digital signing leaves on a PDF: number and date as pictures over the blanks of the text."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

from evals.sample.typeface import FONT, font_file

BLANK = "{}"
"""Stands in a manuscript where the text of the page has a blank."""
_SPACES = " " * 9
_SIZE, _DRAWN = 12.0, 60
"""Points on the page, and pixels of the picture's letters."""


class Stamped(Flowable):
    """A centred line with blanks over which `stamps` are laid as pictures, in their order."""

    def __init__(self, text: str, *, stamps: Sequence[str], width: float) -> None:
        super().__init__()
        self.pieces, self.stamps = text.split(BLANK), tuple(stamps)
        self.width, self.height = width, 17.0

    def draw(self) -> None:
        """Draws the line as one string, then the pictures."""
        text = _SPACES.join(self.pieces)
        left = (self.width - self.canv.stringWidth(text, FONT, _SIZE)) / 2
        self.canv.setFont(FONT, _SIZE)
        self.canv.drawString(left, 4, text)
        for at, digits in enumerate(self.stamps, start=1):
            picture = _picture(digits)
            width, height = (side * _SIZE / _DRAWN for side in picture.size)
            before = self.canv.stringWidth(_SPACES.join(self.pieces[:at]), FONT, _SIZE)
            gap = self.canv.stringWidth(_SPACES, FONT, _SIZE)
            self.canv.drawImage(ImageReader(picture), left + before + (gap - width) / 2, 0.5, width, height)


def _picture(digits: str) -> Image.Image:
    """The digits in black on white."""
    font = ImageFont.truetype(str(font_file()), _DRAWN)
    left, _, right, _ = font.getbbox(digits)
    picture = Image.new("L", (round(right - left) + 8, _DRAWN + 12), 255)
    # the feet of the digits stand where those of the line do: 3.5 points above the picture's lower edge
    ImageDraw.Draw(picture).text((4 - left, picture.height - 3.5 * _DRAWN / _SIZE), digits, font=font, fill=0, anchor="ls")
    return picture
