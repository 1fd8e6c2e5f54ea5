"""Why the store refuses an act. Every message is a German sentence that may be shown as it is."""

from __future__ import annotations

from optimizer.model.errors import StaffelstabError


class StoreError(StaffelstabError):
    """The store refuses an act or cannot carry it out; nothing was written."""

    exit_code = 5


class ForbiddenError(StoreError):
    """The person's role does not allow the act, or the record belongs to another municipality."""


class ConflictError(StoreError):
    """Somebody else was faster: the record changed, or the act was done already. Says who, what and when."""


class StateError(StoreError):
    """The act does not fit the record's state: decided, withdrawn, outdated, incomplete."""


class MissingError(StoreError):
    """The record does not exist, or not for this person (both are told alike, so that nobody learns of it)."""

    exit_code = 1


class BusyError(StoreError):
    """The database did not answer in time; the act may be repeated with the same token without harm."""


class LocationError(StoreError):
    """The database cannot lie there: a network drive, an unknown kind of server, a newer program's file."""
