"""Ways to send and receive text messages outside of the console."""
