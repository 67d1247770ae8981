"""Plots to scale: panels and curves, heatmaps and surfaces, bars."""
