"""Closing on a ground that holds, silence, withdrawal, and what may still come: a flare-up, a new round, aftercare."""
