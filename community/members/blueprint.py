"""The blueprint that all pages about members share; the files named `…views.py` put their routes on it."""

from flask import Blueprint

bp = Blueprint("members", __name__)
