"""The network of the reader: multilingual-e5-small with three heads, question and passage read together (a cross-encoder).

The heads are those of extractive readers since BERT (Devlin et al. 2019, section 4.3: where an answer starts and ends) and of
MultiSpanQA's taggers (Segal et al. 2020: which tokens belong to an answer, where it stands in several places).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import load_file
from torch import nn
from transformers import BertConfig, BertModel

from assistant.reading.windows import PADDING
from vectorstore.errors import ModelNotFound
from vectorstore.model_precision import WORD_TABLE, best_precision, compute_in, keep_table

_SCALE = ".scale"


class ReaderNetwork(nn.Module):
    """From token ids, mask and types, each of shape (windows, tokens), to three logits: `span` (windows, tokens, 2), the start and the end
    of the answer, the first token standing for "nowhere"; `tag` (windows, tokens), whether a token belongs to an answer; `answers`
    (windows,), whether the window answers at all."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.bert = _embedding_model(folder)
        width = self.bert.config.hidden_size
        self.span, self.tag = nn.Linear(width, 2), nn.Linear(width, 1)
        self.answers = nn.Sequential(nn.Linear(width, width), nn.Tanh(), nn.Linear(width, 1))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """The three logits; see the class."""
        states = self.bert(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state.float()
        return self.span(states), self.tag(states)[..., 0], self.answers(states[:, 0])[..., 0]


def _embedding_model(folder: Path) -> BertModel:
    """The embedding model in `folder` in float32, but for its word table, which stays as stored: see `keep_table`."""
    config = BertConfig.from_pretrained(folder, attn_implementation="sdpa", vocab_size=PADDING + 1)
    model = BertModel(config, add_pooling_layer=False)
    with safe_open(folder / "model.safetensors", framework="pt") as stored:
        model.load_state_dict({name: stored.get_tensor(name).float() for name in stored.keys() if name != WORD_TABLE}, strict=False)  # noqa: SIM118
    keep_table(model, weights=folder / "model.safetensors", precision=torch.float32)
    return model


def loaded_network(folder: Path, weights: Path, *, threads: int | None = None) -> ReaderNetwork:
    """The network over the embedding model in `folder`, ready to read. Raises ModelNotFound."""
    if threads is not None:
        torch.set_num_threads(threads)
    try:
        network = ReaderNetwork(folder)
        unpack(network, load_file(weights))
        compute_in(network.bert, best_precision("cpu"))
    except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as error:
        raise ModelNotFound(
            f"The reader's weights {weights} cannot be used ({type(error).__name__}): delete them if they are your own, else install the "
            "program again."
        ) from error
    return network.eval()


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
    """Put stored weights, as `packed` gives them, into a network over the embedding model. Raises KeyError where any is missing."""
    own = network.state_dict()
    if missing := {name for name in own if not name.startswith("bert.")} - stored.keys():
        raise KeyError(f"weights without {min(missing)}")
    with torch.no_grad():
        for name, value in stored.items():
            if name.endswith(_SCALE):
                continue
            if value.dtype is torch.int8:
                own[name] += value.float() * stored[f"{name}{_SCALE}"][:, None]
            else:
                own[name].copy_(value)
