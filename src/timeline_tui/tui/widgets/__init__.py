"""One widget for each panel; they show a state and say what is wanted."""
