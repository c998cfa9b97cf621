import logging


class OneLineFormatter(logging.Formatter):
    """One line an event: nothing that a visitor typed can start a new one or paint the terminal."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in line)
