"""Finding out why it happened and whether the complaint was right: analysis, inquiries, goods that come back."""
