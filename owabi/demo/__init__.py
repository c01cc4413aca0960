"""`make demo`: one complaint's whole life on a real server, its time skipped, told step by step."""
