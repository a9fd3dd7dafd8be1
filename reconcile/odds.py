"""Log-odds and probabilities."""

from __future__ import annotations

from math import exp, log

# Beyond these log-odds a probability is 0 or 1 in all but the last places, and exp may overflow.
_LARGEST = 500.0


def probability(log_odds: float) -> float:
    """The probability (0-1) of log-odds in nats: the logistic function.

    >>> probability(0.0), round(probability(2.2), 2), probability(-1e9) < 1e-200
    (0.5, 0.9, True)
    """
    return 1 / (1 + exp(-min(max(log_odds, -_LARGEST), _LARGEST)))


def log_odds(chance: float) -> float:
    """The other way: the log-odds in nats of a probability between 0 and 1, these two left out.

    >>> log_odds(0.5), round(log_odds(0.9), 1)
    (0.0, 2.2)
    """
    return log(chance / (1 - chance))
