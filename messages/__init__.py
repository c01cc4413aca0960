"""The wire: frozen pydantic models, the names of workflows, updates and queries, ids. What other services import."""
