"""txtai: a hybrid index of its own, reranked by its `Reranker` with a cross-encoder.

After its documentation of `hybrid`, of vectors by ONNX and of the pipeline `Reranker` over
`Similarity(crossencode=True)`. txtai leaves the cutting of texts to whoever uses it: they come in
windows of as many words as Haystack cuts by default. Both models run from the int8 weights that
Pincite has, by ONNX Runtime as txtai itself opens it, on all processors, with its own batches. As
txtai takes the mean of what an ONNX model gives for the tokens, and this embedder is made for the
first token, that is taken within the model, as `HFOnnx` does for the models that it exports.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import onnx
from onnx import TensorProto, helper
from txtai import Embeddings
from txtai.pipeline import Reranker, Similarity

from web.bench.peers.protocol import Place, Retrieve, Task, serve
from web.bench.peers.word_windows import word_windows

_LONGEST = 512  # tokens


def prepare(task: Task) -> Retrieve:
    """Index the windows of the documents and return the search over them."""
    places = [place for each in task.documents.items() for place in word_windows(*each)]
    with tempfile.TemporaryDirectory() as folder:
        embeddings = Embeddings(
            path=_pooled(Path(task.embedder), Path(folder)),
            tokenizer=str(Path(task.embedder, "tokenizer.json")),
            maxlength=_LONGEST,
            instructions={"query": task.prefix},
            hybrid=True,
            content=True,
        )
        embeddings.index(
            (row, task.documents[place.document][place.start : place.end], None)
            for row, place in enumerate(places)
        )
    similarity = Similarity(
        (str(Path(task.reranker, "model.onnx")), task.reranker), crossencode=True
    )
    reranker = Reranker(embeddings, similarity)
    factor = task.candidates // task.passages

    def retrieve(question: str) -> list[Place]:
        found = reranker(question, limit=task.passages, factor=factor)
        return [places[int(row["id"])] for row in found]

    return retrieve


def _pooled(model: Path, folder: Path) -> str:
    """Write the model with the vector of the first token as its only output; return the path."""
    graph = onnx.load(model / "model.onnx")
    tokens = graph.graph.output[0].name
    width = graph.graph.output[0].type.tensor_type.shape.dim[2].dim_value
    graph.graph.initializer.append(helper.make_tensor("first", TensorProto.INT64, [], [0]))
    graph.graph.node.append(helper.make_node("Gather", [tokens, "first"], ["pooled"], axis=1))
    del graph.graph.output[:]
    graph.graph.output.append(
        helper.make_tensor_value_info("pooled", TensorProto.FLOAT, [None, width])
    )
    path = folder / "pooled.onnx"
    onnx.save(graph, path)
    return str(path)


if __name__ == "__main__":
    serve(prepare)
