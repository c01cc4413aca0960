"""Letters: what they say, who must see them first, the post they go by, and what their leaving does to the case."""
