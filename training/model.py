"""The models: an encoder with the heads of a span reader, or with that of a verifier."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import torch
from torch import nn
from transformers import BertModel

from training.start import CONFIG, float_weights

NO_ANSWER = 0  # the place of the first token, which stands for "not in this passage"


class SpanReader(nn.Module):
    """Reads a question and a passage together (Devlin et al. 2019, section 4.3).

    The span head scores every token as the first and as the last of the answer; the first token
    stands for no answer. The no-answer head gives the logit that the passage answers the question
    at all; it starts as the cross-encoder's own head, which scores relevance.
    """

    outputs = ("start_logits", "end_logits", "answerable")

    def __init__(self) -> None:
        super().__init__()
        self.encoder = BertModel(CONFIG)  # type: ignore[no-untyped-call]
        self.span = nn.Linear(CONFIG.hidden_size, 2)
        self.answerable = nn.Linear(CONFIG.hidden_size, 1)
        nn.init.normal_(self.span.weight, std=CONFIG.initializer_range)
        nn.init.zeros_(self.span.bias)

    @classmethod
    def from_cross_encoder(cls, model: Path) -> SpanReader:
        """Return a reader whose encoder and no-answer head are those of an int8 cross-encoder."""
        reader = cls()
        weights = float_weights(model)
        encoder = {
            name.removeprefix("bert."): weight
            for name, weight in weights.items()
            if name.startswith("bert.")
        }
        reader.encoder.load_state_dict(encoder)
        reader.answerable.load_state_dict(
            {"weight": weights["classifier.weight"], "bias": weights["classifier.bias"]}
        )
        return reader

    def forward(
        self,
        input_ids: torch.Tensor,
        attention_mask: torch.Tensor,
        token_type_ids: torch.Tensor,
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return start and end logits (batch × tokens) and the answerable logit (batch)."""
        encoded = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        )
        spans = cast(torch.Tensor, self.span(encoded.last_hidden_state)).float()
        answerable = cast(torch.Tensor, self.answerable(encoded.pooler_output)).float()
        return spans[..., 0], spans[..., 1], answerable[..., 0]


class SpanVerifier(nn.Module):
    """Tells whether a marked stretch of a passage answers a question.

    It reads question and passage as the reader does; the tokens of the stretch carry the question's
    segment instead of the passage's, so that it is marked without tokens of its own. It starts as
    a reader, its head as the reader's for no answer.
    """

    outputs = ("holds",)

    def __init__(self) -> None:
        super().__init__()
        self.encoder = BertModel(CONFIG)  # type: ignore[no-untyped-call]
        self.holds = nn.Linear(CONFIG.hidden_size, 1)

    @classmethod
    def from_reader(cls, reader: SpanReader) -> SpanVerifier:
        """Return a verifier with the weights of a reader, which it does not share."""
        verifier = cls()
        verifier.encoder.load_state_dict(reader.encoder.state_dict())
        verifier.holds.load_state_dict(reader.answerable.state_dict())
        return verifier

    def forward(
        self,
        input_ids: torch.Tensor,
        attention_mask: torch.Tensor,
        token_type_ids: torch.Tensor,
    ) -> torch.Tensor:
        """Return the logit (batch) that the stretch marked in `token_type_ids` answers."""
        encoded = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        )
        return cast(torch.Tensor, self.holds(encoded.pooler_output)).float()[..., 0]
