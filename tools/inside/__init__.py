"""What runs with the Python of .venv: executing notebooks, their outputs and pictures, the book, the checks of both."""
import signal


def end_at_ctrl_c() -> None:
    """Without a stack trace; while a notebook runs, nbclient's own handler ends its kernel first."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
