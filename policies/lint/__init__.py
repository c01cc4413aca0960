"""What is wrong with a pack that can be read: rules that contradict each other, never come true, or reach nobody. Pure.

Nothing here opens a file or asks for the time; `policies.lint.rules.lint` is handed the pack and what surrounds it.
"""
