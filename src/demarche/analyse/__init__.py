"""The room ``analyse``: tables in, tables out; one method for each file."""
