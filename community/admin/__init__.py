"""The dashboard and the settings of the site."""
