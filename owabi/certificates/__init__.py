"""`owabi certificate …`: the proof of a complaint's date, and its check."""
