"""The interface for programs: everything the page shows as JSON, coding a text, verdicts; described by OpenAPI."""
