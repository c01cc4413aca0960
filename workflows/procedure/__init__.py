"""What each command, receipt and due date does to a case: pure functions, one module per chapter of the procedure.

They change a draft of the case and list the effects to be carried out; the workflow keeps the draft only when they do not refuse.
"""
