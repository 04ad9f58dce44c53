"""What is told in Markdown: pages for GitHub, annotations, blocks that are kept filled."""
