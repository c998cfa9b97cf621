"""What a step of a pledge does."""

after_accepting: list = []
