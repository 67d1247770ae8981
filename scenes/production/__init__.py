"""What turns chapters into files: plan, render, captions, manifest. Knows chapters by their timeline only."""
