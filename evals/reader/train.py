"""The reader trained: the windows of a question together, in batches of like length; a checkpoint every few minutes from which the next
run goes on."""

from __future__ import annotations

import hashlib
import logging
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import torch
from torch import nn

from assistant.reading.network import ReaderNetwork
from assistant.reading.windows import PADDING
from evals.reader.examples import Asked, LabelledWindow
from evals.sets.gold import TestSetError

logger = logging.getLogger(__name__)

BATCH = 16
_FROZEN = 4
"""Lower layers that stay the embedding model's: they read words, not questions, and cost a third of the time."""
_TAG_WEIGHT = 4.0
"""What a token of an answer weighs beside one that is not: some one in twenty is."""
_CHECKPOINT_SECONDS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A peak learning rate, the share of it left at the end, and the share of the steps over which it rises."""

    peak: float = 1.2e-4
    last: float = 0.02
    rising: float = 0.06

    def at(self, step: int, *, steps: int) -> float:
        """The learning rate of a step, from 0, of so many."""
        return self.peak * min(1.0, (step + 1) / (self.rising * steps)) * (self.last + (1 - self.last) * (steps - step) / steps)


def train(
    network: ReaderNetwork, examples: Sequence[Asked], *, seed: int, schedule: Schedule, checkpoint: Path, frozen: int = _FROZEN
) -> None:
    """One pass over the questions. A checkpoint at `checkpoint` is gone on from; it holds weights, optimiser and step. Raises TestSetError
    where it is of another training."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    network.to(device).train()
    if device.type == "cpu":  # the fused attention's gradient is slow there: 15 windows a second instead of 10, of 256 tokens each
        network.bert.set_attn_implementation("eager")
    for module in network.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0
    still = [network.bert.embeddings, *network.bert.encoder.layer[:frozen]]
    for part in still:
        part.requires_grad_(False)
    free = [parameter for parameter in network.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(free, lr=schedule.peak, weight_decay=0.01)
    batches = list(_batches(examples, chance=random.Random(seed)))
    done = 0
    training = _fingerprint(batches, schedule=schedule, frozen=frozen)
    if checkpoint.is_file():
        kept = torch.load(checkpoint, map_location=device, weights_only=True)
        if kept["training"] != training:
            raise TestSetError("reader_other_checkpoint", path=str(checkpoint))
        network.load_state_dict(kept["network"], strict=False)
        optimiser.load_state_dict(kept["optimiser"])
        done = kept["step"]
        logger.info("goes on from step %d of %d", done, len(batches))
    began = kept_at = time.monotonic()
    read = 0
    mean: float | None = None
    for step in range(done, len(batches)):
        for group in optimiser.param_groups:
            group["lr"] = schedule.at(step, steps=len(batches))
        loss = batch_loss(network, batches[step], device=device)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(free, 1.0)
        optimiser.step()
        optimiser.zero_grad()
        read += sum(map(len, batches[step]))
        mean = loss.item() if mean is None else 0.98 * mean + 0.02 * loss.item()
        if step % 50 == 0:
            logger.info("step %d of %d, loss %.3f, %.1f windows a second", step, len(batches), mean, read / (time.monotonic() - began))
        if time.monotonic() - kept_at > _CHECKPOINT_SECONDS or step + 1 == len(batches):
            kept_at = time.monotonic()
            kept = {"network": learnt(network, frozen=frozen), "optimiser": optimiser.state_dict(), "step": step + 1, "training": training}
            torch.save(kept, checkpoint.with_suffix(".part"))
            checkpoint.with_suffix(".part").replace(checkpoint)


def _fingerprint(batches: Sequence[Sequence[Asked]], *, schedule: Schedule, frozen: int) -> str:
    """What names a training: its windows in their order, and how fast it learns."""
    found = hashlib.sha256(repr((schedule, frozen)).encode())
    for batch in batches:
        for one in chain.from_iterable(batch):
            found.update(repr((one.window.ids, one.tagged)).encode())
    return found.hexdigest()


def learnt(network: ReaderNetwork, *, frozen: int = _FROZEN) -> dict[str, torch.Tensor]:
    """The weights that training changes."""
    still = ("bert.embeddings.", *(f"bert.encoder.layer.{layer}." for layer in range(frozen)))
    return {name: value for name, value in network.state_dict().items() if not name.startswith(still)}


def batch_loss(network: ReaderNetwork, questions: Sequence[Asked], *, device: torch.device) -> torch.Tensor:
    """Cross-entropy of start and end (their mean), of the tags over the passage's tokens, of whether the window answers, and of which
    window of a question does."""
    batch = list(chain.from_iterable(questions))
    ids, mask, types, inside = (part.to(device) for part in stacked(batch))
    bf16 = device.type == "cuda" or bool(torch.cpu.get_capabilities().get("amx_bf16") or torch.cpu.get_capabilities().get("avx512_bf16"))
    with torch.autocast(device.type, dtype=torch.bfloat16, enabled=bf16):
        span, tag, answers = network(ids, mask, types)
    allowed = inside.clone()
    allowed[:, 0] = True
    span = span.float().masked_fill(~allowed[..., None], -1e4)
    start, end = (torch.tensor([getattr(one, name) for one in batch], device=device) for name in ("start", "end"))
    tags = torch.zeros(ids.shape, device=device)
    for row, one in enumerate(batch):
        tags[row, list(one.tagged)] = 1.0
    answering = torch.tensor([float(bool(one.tagged)) for one in batch], device=device)
    where = (nn.functional.cross_entropy(span[..., 0], start) + nn.functional.cross_entropy(span[..., 1], end)) / 2
    each = nn.functional.binary_cross_entropy_with_logits(
        tag.float(), tags, reduction="none", pos_weight=torch.tensor(_TAG_WEIGHT, device=device)
    )
    which = (each * inside).sum() / inside.sum()
    answers = answers.float()
    return where + which + nn.functional.binary_cross_entropy_with_logits(answers, answering) + choice_loss(answers, answering, questions)


def choice_loss(answers: torch.Tensor, answering: torch.Tensor, questions: Sequence[Asked]) -> torch.Tensor:
    """Cross-entropy of the windows that answer among those of their question, mean of the questions that have both kinds; 0 without any.
    By it passages of one document, which are alike in most, are told apart (the listwise loss of Cao et al. 2007)."""
    at, found = 0, []
    for question in questions:
        logits, right = answers[at : at + len(question)], answering[at : at + len(question)] > 0
        at += len(question)
        if right.any() and not right.all():
            found.append(torch.logsumexp(logits, 0) - torch.logsumexp(logits[right], 0))
    return torch.stack(found).mean() if found else answers.new_zeros(())


def stacked(batch: Sequence[LabelledWindow]) -> tuple[torch.Tensor, ...]:
    """Ids, mask, types and which tokens are the passage's, each of shape (windows, tokens of the longest)."""
    longest = max(len(one.window.ids) for one in batch)
    ids = torch.full((len(batch), longest), PADDING)
    types = torch.zeros((len(batch), longest), dtype=torch.long)
    inside = torch.zeros((len(batch), longest), dtype=torch.bool)
    for row, one in enumerate(batch):
        many = len(one.window.ids)
        ids[row, :many] = torch.tensor(one.window.ids)
        types[row, :many] = torch.tensor(one.window.types)
        inside[row, :many] = torch.tensor([last > 0 for _, last in one.window.offsets])
    return ids, (ids != PADDING).long(), types, inside


def _batches(examples: Sequence[Asked], *, chance: random.Random) -> Iterator[list[Asked]]:
    """Batches of some BATCH windows, questions whose longest windows are of like length together, in random order."""
    order = list(examples)
    chance.shuffle(order)
    found: list[list[Asked]] = []
    for at in range(0, len(order), BATCH * 40):
        batch: list[Asked] = []
        for question in sorted(order[at : at + BATCH * 40], key=lambda one: max(len(window.window.ids) for window in one)):
            if batch and sum(map(len, batch)) + len(question) > BATCH:
                found.append(batch)
                batch = []
            batch.append(question)
        found.append(batch)
    chance.shuffle(found)
    yield from found
