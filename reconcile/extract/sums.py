"""Number words added up and multiplied out, one after the other, into one value."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from reconcile.extract.digits import Digits, integer_step
from reconcile.extract.lexicon import Lexicon

# How a group that was written in digits is told from one in digit words.
FIGURED = -1
ONE = Fraction(1)
# From here on "and a half" means half a million, not half of one.
_LARGE = 1_000_000
# The scale that Chinese repeats for its own square.
_MYRIAD = 10_000


@dataclass(slots=True)
class Sum:
    """The number read so far."""

    stack: list[tuple[Fraction, Fraction]] = field(default_factory=list)
    group: Fraction | None = None
    group_step: Fraction = ONE
    unit_step: Fraction = ONE
    """What the last written digit of the latest scaled part stands for (1.2万亿: 10¹¹)."""
    positional: int = 0
    zero: bool = False
    fraction: bool = False

    def copy(self) -> Sum:
        return Sum(
            list(self.stack), self.group, self.group_step, self.unit_step, self.positional, self.zero, self.fraction
        )

    @property
    def value(self) -> Fraction:
        if not self.stack:  # as most numbers in digits are
            return Fraction(0) if self.group is None else self.group
        if len(self.stack) == 1 and self.group is None:
            return self.stack[0][1]
        return sum((v for _, v in self.stack), self.group or Fraction(0))

    @property
    def empty(self) -> bool:
        return not self.stack and self.group is None

    def room(self) -> Fraction | None:
        """What a further group must stay below; ``None`` at the start."""
        return self.stack[-1][0] if self.stack else None

    def scale(self, by: Fraction, joined: bool) -> bool:
        """Multiply by a scale word; false where it cannot belong to this number."""
        if self.fraction and self.stack:
            return False
        carried = self.group
        kept = list(self.stack)
        while kept and kept[-1][0] < by:
            size, value = kept.pop()
            if joined and size > 100:
                return False
            carried = value + (carried or 0)
        if kept and kept[-1][0] == by:
            if by != _MYRIAD or self.group is not None:
                return False
            self.stack = [*kept[:-1], (by * by, kept[-1][1] * by)]  # 四万万
            return True
        popped = len(kept) < len(self.stack)
        written = self.group_step if self.group is not None else self.unit_step if popped else ONE
        self.unit_step = min(written, ONE) * by if self.group is not None or not popped else written * by
        if carried is None:
            carried = Fraction(1)
        if carried == 0 and by == 10:
            carried = Fraction(1)  # 零十
        if carried == 0:
            self.zero, self.group = True, None
            return by == 100 and bool(self.stack)  # Vietnamese "không trăm": no hundreds
        self.stack = [*kept, (by, carried * by)]
        self.group = None
        self.positional = 0
        return True

    def more(self, value: Fraction) -> None:
        """Add a part of one, or of the scale where there is nothing but a scale."""
        if self.group is not None:
            self.group += value
        elif self.stack:
            size, amount = self.stack[-1]
            self.stack[-1] = (size, amount + value * size)

    def add_fraction(self, fraction: Fraction) -> None:
        """Add "and three fifths", which behind "five million" is meant of the million."""
        unit = Fraction(1)
        if self.group is None and self.stack and self.stack[-1][0] >= _LARGE:
            unit = self.stack[-1][0]
        self.group = (self.group or Fraction(0)) + fraction * unit
        self.group_step = unit / 100

    def divide(self, by: Fraction) -> None:
        """Make a fraction of all that was read so far ("one hundred thirty-two fifths")."""
        self.group, self.stack, self.fraction = self.value / by, [], True

    def add_scaled(self, value: Fraction) -> bool:
        """Add a word that holds its scale (Arabic "two-thousand"); false where it cannot belong to this number."""
        size = Fraction(10 ** (len(str(int(value))) - 1))
        if self.group is not None or (self.stack and self.stack[-1][0] <= size):
            return False
        self.stack.append((size, value))
        return True

    def add(self, value: Fraction, lexicon: Lexicon, joined: bool) -> bool:
        """Add a number word; false where it starts another number."""
        room = self.room()
        if self.group is None or self.group == 0:
            if room is not None and value >= room:
                # A dual below its own scale ("a million two-thousand") brings its scale along.
                return False
            self.zero = self.zero or value == 0
            self.group, self.group_step, self.positional = value, ONE, 1
            return True
        group = self.group
        if lexicon.writing.juxtaposed and 0 < value < 10 and 0 < group < 10:
            self.group = group * 10 + value
            return True
        if joined and lexicon.writing.units_first and 0 < group % 100 < 10 < value < 100 and value % 10 == 0:
            self.group = group + value
            return True
        if value < 10 and 20 <= group % 100 < 100 and group % 10 == 0 and group.denominator == 1:
            self.group = group + value
            return True
        if value < 100 and group >= 100 and group % 100 == 0 and group < 1000:
            self.group = group + value
            return True
        return False


def step_of(total: Sum, single: Digits | None, shorthand: bool) -> Fraction:
    """The precision of a number (see :func:`integer_step`); digits before a scale are significant as written."""
    if single is not None:
        return single.step
    value = total.value
    if total.group is not None:
        if total.group_step < 1 or total.group.denominator != 1:
            return min(total.group_step, Fraction(1, 100) if total.fraction else total.group_step)
        return integer_step(int(value)) if value.denominator == 1 else Fraction(1)
    size, amount = total.stack[-1]
    count = amount / size
    if len(total.stack) == 1 and count.denominator != 1 and total.unit_step >= size:
        return size / 10  # "half a million"
    if len(total.stack) == 1 and (size >= 1000 or count.denominator != 1):
        return total.unit_step
    if count.denominator != 1:
        return size / 10
    if size < 1000:
        return integer_step(int(value))
    return size * integer_step(int(value / size))


def scale_of(total: Sum, figure: Digits | None) -> Fraction:
    """What the figure or the number word before the scale words of a number is multiplied by."""
    if len(total.stack) != 1 or total.group is not None:
        return ONE
    return total.value / figure.value if figure is not None and figure.value else total.stack[0][0]
