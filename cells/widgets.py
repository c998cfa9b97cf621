"""Form widgets of our own; their look is in templates/components."""

from django import forms


class ChoiceSelect(forms.RadioSelect):
    """Radio buttons drawn as big buttons; real radios stay, so arrow keys and no-script work.

    ``css`` maps a value to a class of the look (done, sent, return, …); ``columns="two"`` gives
    two columns on a phone and four beside one another on a desktop.
    """

    is_choice = True

    def __init__(self, attrs=None, choices=(), *, css=None, columns=""):
        super().__init__(attrs, choices)
        self.css = css or {}
        self.columns = columns

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        option["css"] = self.css.get(str(value), "")
        return option
