"""What a complaint is: its facts, its lifecycle and the rules on them. Pure: no clock, file, socket or environment."""
