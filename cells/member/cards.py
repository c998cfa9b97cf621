"""The number of a Party card, kept one way however it was written."""

from cells.fields import ShortText


def card_key(said: str) -> str:
    """03.012345 and 03 012345 are one card."""
    bare = "".join(letter for letter in said if letter not in " .-")
    return bare if bare.isascii() and bare.isdigit() else said


class CardText(ShortText):
    """Whichever way it comes in – form, sheet or command – two spellings are one card."""

    def clean_text(self, value: str) -> str:
        return card_key(super().clean_text(value))
