"""What people open to read: reports, drawn as pages of their own."""
