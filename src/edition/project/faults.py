"""The errors for what users can mend in their files or their environment."""


class ProjectError(ValueError):
    """A fault of the project's files or of the environment; the message says what to do."""


class NoProjectError(ProjectError):
    """There is no project in the current folder or above it."""


class ProjectFileError(ProjectError):
    """A file of the project that cannot be used: its name, the line, what is wrong with what."""

    def __init__(self, file: str, line: int, subject: str, reason: str) -> None:
        self.place = (file, line, subject, reason)
        super().__init__(f"{file}:{line}: {subject}: {reason}")
