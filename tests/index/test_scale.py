import numpy as np
import pytest

from index.embedded import EmbeddedIndex
from index.ranked import SearchFilter
from tests.fakes import HashedWords
from tests.index_helpers import ALL, build, opened

DOCUMENTS = 200
CHUNKS_EACH = 100


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedIndex:
    """Return a collection of 20,000 chunks of a made-up language, each with its own number."""
    frequencies = 1 / np.arange(1, 5001)
    drawn = np.random.default_rng(7).choice(
        5000, size=(DOCUMENTS, CHUNKS_EACH, 20), p=frequencies / frequencies.sum()
    )
    texts = {
        f"doc{d:03}": [
            f"n{d}x{c} " + " ".join(f"w{word}" for word in drawn[d, c]) for c in range(CHUNKS_EACH)
        ]
        for d in range(DOCUMENTS)
    }
    return opened(build(tmp_path_factory.mktemp("large"), texts, HashedWords()))


@pytest.mark.scale
def test_one_of_20000_chunks_is_found(large: EmbeddedIndex) -> None:
    assert large.manifest.chunks == DOCUMENTS * CHUNKS_EACH
    wanted = large.search("n123x45", 1, ALL).lexical[0].chunk
    assert (wanted.document_id, wanted.text.split()[0]) == ("doc123", "n123x45")
    nearest = large.search(wanted.embed_text, 1, ALL).dense[0]
    assert nearest.score == pytest.approx(1.0)
    assert nearest.chunk == wanted


@pytest.mark.scale
def test_a_filter_on_20000_chunks_returns_the_part_that_passes_it(large: EmbeddedIndex) -> None:
    half = frozenset(f"doc{d:03}" for d in range(0, DOCUMENTS, 2))
    everywhere = large.search("w1 w20 w300 w4000", 20_000, ALL)
    within = large.search("w1 w20 w300 w4000", 50, SearchFilter(half))
    for found, full in ((within.dense, everywhere.dense), (within.lexical, everywhere.lexical)):
        assert list(found) == [hit for hit in full if hit.chunk.document_id in half][:50]
