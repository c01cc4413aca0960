"""Receipt to understanding: who complains about what, heard, acknowledged, asked about safety, agreed."""
