from ingest.document import Block, BlockKind, Document, DocumentId, Header, Reference, Relation
from ingest.errors import (
    DamagedFile,
    EmptyFile,
    FileTooLarge,
    IngestError,
    MissingFile,
    NoPermission,
    NoTextFound,
    ProtectedFile,
    UnreadableFile,
    UnsupportedFile,
)
from ingest.layout.cut import cut_passages
from ingest.names.document_name import DocumentName, find_document_names, matches, name_of_number
from ingest.passage import Passage, PassageId, PassageKind
from ingest.read import MAX_CHARACTERS, read_document
from ingest.sources import Refusal, list_sources
from ingest.text.repair import repair
from ingest.text.vietnamese import fold, syllables, tone_form

__all__ = [
    "MAX_CHARACTERS",
    "Block",
    "BlockKind",
    "DamagedFile",
    "Document",
    "DocumentId",
    "DocumentName",
    "EmptyFile",
    "FileTooLarge",
    "Header",
    "IngestError",
    "MissingFile",
    "NoPermission",
    "NoTextFound",
    "Passage",
    "PassageId",
    "PassageKind",
    "ProtectedFile",
    "Reference",
    "Refusal",
    "Relation",
    "UnreadableFile",
    "UnsupportedFile",
    "cut_passages",
    "find_document_names",
    "fold",
    "list_sources",
    "matches",
    "name_of_number",
    "read_document",
    "repair",
    "syllables",
    "tone_form",
]
