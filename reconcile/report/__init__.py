"""One typed report in, one module a format out."""
