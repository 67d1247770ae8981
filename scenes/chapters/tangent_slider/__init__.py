"""What a derivative is: the slope of the line that just touches the curve, dragged along by a slider."""
