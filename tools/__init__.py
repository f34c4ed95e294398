"""What stands behind lab.py: one module per command (start, publish, proof, derivations, book, doctor) and subject.

These modules use Python's standard library only. What needs Jupyter, Plotly or a browser is in `tools.inside`
and runs as a process of its own, with the Python of .venv.
"""
