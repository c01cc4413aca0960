"""What the customer is given: offered, approved, agreed, carried out, arrived; and what is asked for beyond it."""
