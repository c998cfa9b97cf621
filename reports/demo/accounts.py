"""Who may sign in to the demo."""


def demo_accounts() -> list[dict[str, str]]:
    return []
