"""What each command, receipt and due date does to a case: pure functions, in rooms by what they are about.

They change a draft of the case and list the effects to be carried out; the workflow keeps the draft only when they do not refuse.

Here lies what every act goes through: the act itself, the book of commands, what is allowed, what is next, what is noted. The
chapters lie in the rooms; each room's first line says what is in it (drawn in docs/architecture.md).
"""
