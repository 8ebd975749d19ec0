import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

MAY_IMPORT = {
    "corpus": {"corpus"},
    "index": {"corpus", "index"},
    "qa": {"corpus", "index", "qa"},
    "web": {"corpus", "index", "qa", "web"},
}
KEPT_IN_ONE_MODULE = (
    "faiss",
    "onnxruntime",
    "tokenizers",
    "sentence_transformers",
    "tiktoken",
)
SPEAK_TO_A_DATABASE = (
    "index/catalogue/",
    "index/databases/",
    "index/generations/",
    "web/database",
    "web/feedback/store",
    "web/growth/servers",
    "web/keys/store",
    "web/conversations/schema",
    "web/conversations/store",
)


def modules(folder: str) -> Iterator[tuple[Path, ast.Module]]:
    """Yield the path, relative to the root, and the syntax of every module of a folder."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        yield path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))


def imported(module: ast.Module) -> set[str]:
    """Return the top-level packages that a module imports, wherever in it the import stands."""
    names: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            # Folders are imported by their full names: a relative import would hide which one.
            names.add("." if node.level else (node.module or "").partition(".")[0])
    return names


def importers(package: str) -> list[str]:
    """Return the modules of all four folders that import a package."""
    return [
        path.as_posix()
        for folder in MAY_IMPORT
        for path, module in modules(folder)
        if package in imported(module)
    ]


@pytest.mark.parametrize("folder", MAY_IMPORT)
def test_imports_run_one_way(folder: str) -> None:
    forbidden = (set(MAY_IMPORT) | {"tests", "."}) - MAY_IMPORT[folder]
    found = {path.as_posix(): imported(module) & forbidden for path, module in modules(folder)}
    assert found
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize("package", KEPT_IN_ONE_MODULE)
def test_a_library_that_can_be_swapped_is_imported_in_one_module(package: str) -> None:
    assert len(importers(package)) <= 1


def test_onnxruntime_and_its_tokenizers_are_imported_together() -> None:
    assert importers("onnxruntime") == importers("tokenizers") == ["index/models/onnx_encoder.py"]


def test_only_what_stores_speaks_to_a_database() -> None:
    assert [
        path for path in importers("sqlalchemy") if not path.startswith(SPEAK_TO_A_DATABASE)
    ] == []


def test_only_the_indexes_of_words_speak_to_tantivy() -> None:
    assert importers("tantivy") == [
        "index/rows/tantivy_folder.py",
        "index/rows/terms.py",
        "index/rows/vocabulary.py",
    ]


def test_nothing_needs_what_measures_it() -> None:
    needing = [
        path.as_posix()
        for folder in MAY_IMPORT
        for path, module in modules(folder)
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("web.bench")
    ]
    assert [path for path in needing if not path.startswith("web/bench/")] == []


def test_only_the_command_line_prints() -> None:
    printing = [
        path.as_posix()
        for folder in MAY_IMPORT
        for path, module in modules(folder)
        for node in ast.walk(module)
        if isinstance(node, ast.Name) and node.id == "print"
    ]
    commands = ("web/cli.py", "web/collecting/", "web/commands/")
    assert [path for path in printing if not path.startswith(commands)] == []


@pytest.mark.models
def test_the_query_path_loads_neither_torch_nor_transformers() -> None:
    program = (
        "import sys\n"
        "from index.models.onnx_embedder import OnnxEmbedder\n"
        "from qa.reranker import OnnxReranker\n"
        "OnnxEmbedder().embed_query('Who?')\n"
        "OnnxReranker().score('Who?', ['The Agency.'])\n"
        "print(sorted({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr
