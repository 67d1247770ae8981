"""What the audit sees at a moment: a sample of the stage, its texts, shapes and pixels."""
