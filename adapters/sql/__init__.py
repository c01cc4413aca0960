"""The register: one SQL database (SQLite in the data folder, or PostgreSQL) behind the ports of the activities."""
