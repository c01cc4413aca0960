"""What the engine costs, beside the same complaint written by hand. `python -m bench` (docs/costs.md)."""
