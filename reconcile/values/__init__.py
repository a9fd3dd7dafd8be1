"""What figures and dates stand for, and whether two of them can both be right."""
