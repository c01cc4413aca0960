"""What comes by itself: the agenda of dates, promises, rights that open, more time, days proclaimed late."""
