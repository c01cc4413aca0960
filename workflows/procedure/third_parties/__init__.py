"""Outside bodies and other firms: reviews, requests, decisions, and what is passed on."""
