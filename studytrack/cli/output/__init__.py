"""What the commands print: pages of lines and tables, and how they reach a stream."""
