"""The story: durable workflows that ask the rules what should happen and carry it out."""
