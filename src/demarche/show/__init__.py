"""The room ``show``: the command line, the terminal, pages and files; it may import everything."""
