"""Accounts, profiles, roles and grants, sign-in."""
