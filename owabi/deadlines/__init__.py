"""`owabi deadlines`: which dates follow from what happened, and why, without a server."""
