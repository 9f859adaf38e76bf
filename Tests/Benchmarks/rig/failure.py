"""What went wrong."""


class Failure(Exception):
    """Why a repetition measures nothing: one sentence."""
