"""Log-odds and probabilities."""

from __future__ import annotations

from math import exp

# Beyond these log-odds a probability is 0 or 1 in all but the last places, and exp may overflow.
_LARGEST = 500.0


def probability(log_odds: float) -> float:
    """The probability (0-1) of log-odds in nats: the logistic function.

    >>> probability(0.0), round(probability(2.2), 2), probability(-1e9) < 1e-200
    (0.5, 0.9, True)
    """
    return 1 / (1 + exp(-min(max(log_odds, -_LARGEST), _LARGEST)))
