"""The network of the reader: multilingual-e5-small with three heads, question and passage read together (a cross-encoder).

The heads are those of extractive readers since BERT (Devlin et al. 2019, section 4.3: where an answer starts and ends) and of
MultiSpanQA's taggers (Segal et al. 2020: which tokens belong to an answer, where it stands in several places).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn
from transformers import BertModel
from transformers.utils import logging as transformers_logging

from vectorstore.errors import ModelNotFound

_SCALE = ".scale"


class ReaderNetwork(nn.Module):
    """From token ids, mask and types, each of shape (windows, tokens), to three logits: `span` (windows, tokens, 2), the start and the end
    of the answer, the first token standing for "nowhere"; `tag` (windows, tokens), whether a token belongs to an answer; `answers`
    (windows,), whether the window answers at all."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(folder, attn_implementation="sdpa", add_pooling_layer=False, dtype=torch.float32)
        width = self.bert.config.hidden_size
        self.span, self.tag = nn.Linear(width, 2), nn.Linear(width, 1)
        self.answers = nn.Sequential(nn.Linear(width, width), nn.Tanh(), nn.Linear(width, 1))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """The three logits; see the class."""
        states = self.bert(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state.float()
        return self.span(states), self.tag(states)[..., 0], self.answers(states[:, 0])[..., 0]


def loaded_network(folder: Path, weights: Path, *, threads: int | None = None) -> tuple[ReaderNetwork, Tokenizer]:
    """The network over the embedding model in `folder`, ready to read, and its tokenizer. Raises ModelNotFound."""
    if threads is not None:
        torch.set_num_threads(threads)
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        network = ReaderNetwork(folder)
        unpack(network, load_file(weights))
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise ModelNotFound(
            f"The reader's weights {weights.name} cannot be used ({type(error).__name__}): install the program again."
        ) from error
    return network.eval(), tokenizer


def packed(network: ReaderNetwork, *, base: ReaderNetwork, names: Iterable[str]) -> dict[str, torch.Tensor]:
    """What training changed, small enough to ship: the difference to the embedding model in 8 bits, a scale for each row."""
    trained, plain = network.state_dict(), base.state_dict()
    found: dict[str, torch.Tensor] = {}
    for name in names:
        value = trained[name].detach().cpu().float()
        if not name.startswith("bert.") or value.ndim < 2:
            found[name] = value.half() if value.ndim > 1 else value
            continue
        change = value - plain[name].float()
        scale = change.abs().amax(dim=1).clamp(min=1e-12) / 127
        found[name] = torch.round(change / scale[:, None]).to(torch.int8)
        found[f"{name}{_SCALE}"] = scale
    return found


def unpack(network: ReaderNetwork, stored: Mapping[str, torch.Tensor]) -> None:
    """Put stored weights, as `packed` gives them, into a network that holds the embedding model's."""
    own = network.state_dict()
    with torch.no_grad():
        for name, value in stored.items():
            if name.endswith(_SCALE):
                continue
            if value.dtype is torch.int8:
                own[name] += value.float() * stored[f"{name}{_SCALE}"][:, None]
            else:
                own[name].copy_(value)
