"""`owabi policy`: the packs as pages that a person reads, and what is wrong with them."""
