"""Who handles the case and at which level: handing over, escalation, the protection of the staff."""
