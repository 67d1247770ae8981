"""The lecture's chapters, a folder each: the scene, its props, and the truth that the audit holds it to."""
