"""Changes of the collection as requests bring them: checked, and put into the queue."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from threading import BoundedSemaphore

from flask import abort, current_app, request

from corpus.document import Metadata
from corpus.errors import PinciteError
from web.changes.change import Change, Kind, Wanted
from web.changes.naming import kept_name
from web.changes.queue import ChangeQueue
from web.changes.starting import Starter
from web.configuration.settings import Settings
from web.guards.gate import BusyError
from web.questions.asking import MalformedError
from web.server.patience import wait_longer

DESCRIBED = tuple(each.name for each in fields(Metadata))
LONGEST_SAID = 300  # characters
MOST_FILES = 100
MOST_WAITING = 20
_RECEIVED_AT_ONCE = 2
_OF_FORMS = 1_000_000  # bytes, of what stands between the files
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}", re.ASCII)
_TOO_MANY = "Too many changes are waiting to be made; ask again in a moment."


class UnacceptableError(PinciteError):
    """Nothing was sent, or a document cannot be described so."""


@dataclass(frozen=True, slots=True)
class Intake:
    """Takes in what people ask to change; `largest` is in bytes, of the files of one request.

    `start` starts the process that makes the changes. Everything raises BusyError where too many
    are waiting.
    """

    queue: ChangeQueue
    start: Callable[[], None]
    largest: int
    _receiving: BoundedSemaphore = field(
        default_factory=lambda: BoundedSemaphore(_RECEIVED_AT_ONCE)
    )

    def receive(self) -> Change:
        """Ask to add the files of the current request, under whatever names their fields have.

        Raises UnacceptableError if there are none or too many, RequestEntityTooLarge if they are
        larger than they may be, and MalformedError if they broke off.
        """
        self._refuse_too_many()
        if not self._receiving.acquire(blocking=False):
            raise BusyError("Others are sending files; ask again in a moment.")
        try:
            wait_longer()
            request.max_content_length = self.largest + _OF_FORMS
            request.max_form_parts = 2 * MOST_FILES
            try:
                given = [each for _, each in request.files.items(multi=True) if each.filename]
            except OSError as error:
                raise MalformedError("The files broke off; send them whole.") from error
            if not given:
                raise UnacceptableError("no file was sent; choose one or more")
            if len(given) > MOST_FILES:
                raise UnacceptableError(f"at most {MOST_FILES} files are taken at once")
            with self.queue.arriving() as folder:
                for number, each in enumerate(given):
                    each.save(folder / str(number))
                names = [kept_name(each.filename or "") for each in given]
                return self._put(Wanted(Kind.ADD), lambda it: self.queue.put(it, folder, names))
        finally:
            self._receiving.release()

    def remove(self, document_id: str) -> Change:
        """Ask to remove a document, which is there."""
        return self._ask(Wanted(Kind.REMOVE, document_id))

    def describe(self, document_id: str, said: Mapping[str, str]) -> Change:
        """Ask to set fields of what is known about a document, which is there.

        Raises UnacceptableError unless each is one line that is not too long.
        """
        for name, text in said.items():
            if name not in DESCRIBED:
                raise UnacceptableError(f"{name[:40]!r} is not known of documents")
            if len(text) > LONGEST_SAID or not text.isprintable():
                raise UnacceptableError(
                    f"the {name} is no line of at most {LONGEST_SAID} characters"
                )
        if said.get("language") and not _LANGUAGE.fullmatch(said["language"]):
            raise UnacceptableError("the language is no tag such as en, fr or pt-BR")
        if not said:
            raise UnacceptableError(f"nothing is said; there are {', '.join(DESCRIBED)}")
        trimmed = {name: text.strip() for name, text in said.items()}
        return self._ask(Wanted(Kind.DESCRIBE, document_id, trimmed))

    def resume(self) -> None:
        """Go on with what was asked before the service was started."""
        if self.queue.unfinished():
            self.start()

    def _ask(self, wanted: Wanted) -> Change:
        self._refuse_too_many()
        with self.queue.arriving() as folder:
            return self._put(wanted, lambda it: self.queue.put(it, folder))

    def _put(self, wanted: Wanted, put: Callable[[Wanted], Change]) -> Change:
        change = put(wanted)
        self.start()
        return change

    def _refuse_too_many(self) -> None:
        if len(self.queue.unfinished()) >= MOST_WAITING:
            raise BusyError(_TOO_MANY)


def intake_of(settings: Settings) -> Intake:
    """Return the intake of a data folder."""
    return Intake(ChangeQueue(settings.data), Starter(settings), settings.largest_upload)


def intake() -> Intake:
    """Return the intake of the application; answer 404 where there is none."""
    found = current_app.extensions["intake"]
    if not isinstance(found, Intake):
        abort(404, "The documents are not changed here.")
    return found


def found_change(id_: str) -> Change:
    """Return a change that was asked for; answer 404 if there is none."""
    found = intake().queue.change(id_)
    if found is None:
        abort(404, "There is no such change; it is forgotten a day after its end.")
    return found
