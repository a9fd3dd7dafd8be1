"""Names across scripts and languages: romanisation, and how likely two names are one."""

from reconcile.names.search import find_mention
from reconcile.names.similarity import SAME, romanise, same_name, similarity

__all__ = ["SAME", "find_mention", "romanise", "same_name", "similarity"]
