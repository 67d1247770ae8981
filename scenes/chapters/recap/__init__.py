"""The whole walk in one picture: values forward, slopes back, a step, and round again; then folded up."""
