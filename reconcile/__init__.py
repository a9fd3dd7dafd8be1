"""Find where news articles in several languages disagree on figures, dates and names."""

__version__ = "0.1.0"
