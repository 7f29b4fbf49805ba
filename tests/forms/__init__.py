"""One text in every form in which it may come: `texts.yaml` holds the texts, `makers` makes the forms."""
