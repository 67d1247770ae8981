"""The audit: every chapter's stage looked at while it plays, and proved right and legible."""
