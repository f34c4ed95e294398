"""What runs with the Python of .venv: executing notebooks, their outputs and pictures, and the browser check."""
import signal

# Ctrl-C ends these processes without a stack trace; while a notebook runs, nbclient's own handler ends its kernel first.
signal.signal(signal.SIGINT, signal.SIG_DFL)
