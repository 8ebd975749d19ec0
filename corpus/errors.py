"""The error tree.

    PinciteError                 anything Pincite reports in one sentence
    ├── DocumentError            a document cannot be read or parsed
    ├── ModelError               a model is missing, damaged or not the expected one
    ├── DataFolderError          a data folder is missing, damaged, locked or of another version
    │   ├── LockedError          another process is writing to a data folder
    │   ├── NewerFormatError     a data folder was written by a newer program
    │   ├── DamagedError         a part of a collection is missing or not as it was written
    │   └── UnreachableError     a server that keeps something does not give it now
    ├── GoldError                a file of gold questions or predictions is malformed
    ├── QuestionError            a question is empty, too long or names an unknown document
    └── SettingsError            a setting is unknown or has an impossible value

Messages say what was found and what to do. "No answer found" is a value, not an error.
"""


class PinciteError(Exception):
    """Base of every error that Pincite raises on purpose."""


class DocumentError(PinciteError):
    """A document cannot be read: not a known format, not UTF-8, empty, or a duplicate id."""


class ModelError(PinciteError):
    """A model file is missing, damaged or not the one that was asked for."""


class DataFolderError(PinciteError):
    """A data folder is missing, damaged, locked by a writer or of another version."""


class LockedError(DataFolderError):
    """Another process is writing to a data folder; it is free again when that is done."""


class NewerFormatError(DataFolderError):
    """A data folder was written by a newer program, which alone may replace it."""


class DamagedError(DataFolderError):
    """A part of a collection is missing or not as it was written."""


class UnreachableError(DataFolderError):
    """A server that keeps what is asked for does not give it; it may do so in a moment."""


class GoldError(PinciteError):
    """A file of gold questions or predictions is malformed; the message names file and line."""


class QuestionError(PinciteError):
    """A question is empty, too long or names a document that is not in the collection."""


class SettingsError(PinciteError):
    """A setting is unknown or has an impossible value."""
