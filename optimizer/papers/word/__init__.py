"""The Word engine: packages, templates, their check, the field catalogue, and reading back."""
