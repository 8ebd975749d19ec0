"""Where the settings have the collection."""

from __future__ import annotations

from index.generations.data_folder import DataFolder
from index.generations.storage import Storage
from index.generations.storages import storage_at
from web.configuration.settings import Settings


def storage_of(settings: Settings) -> Storage:
    """Return where the parts of the collection are. Raises SettingsError as `storage_at` does."""
    return storage_at(settings.index, settings.catalogue)


def data_folder(settings: Settings) -> DataFolder:
    """Return the data folder of the settings."""
    return DataFolder(settings.data, storage_of(settings))
