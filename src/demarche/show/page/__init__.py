"""The page: a dossier in the browser, made by the server; reading it needs no script."""
