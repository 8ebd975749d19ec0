"""JSON Schemas of the dataclasses that the API takes and gives.

pydantic reads the dataclasses as they are; `qa.serialise` stays the one way to JSON.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from qa.question import MAX_LIMIT, MAX_QUESTION_CHARACTERS, MAX_TURNS
from web.api.operation import Parameter, Schema

TEXT_ASKED: Schema = {
    "type": "string",
    "minLength": 1,
    "maxLength": MAX_QUESTION_CHARACTERS,
    "pattern": r"\S",
}
DAY: Schema = {"anyOf": [{"type": "string", "format": "date"}, {"const": ""}], "default": ""}
AS_OF = Parameter(
    "as_of",
    "A day whose editions are asked, like 2025-12-31; without it, the current ones.",
    DAY,
)
MOST_NEAREST: Schema = {"type": "integer", "minimum": 0, "maximum": MAX_LIMIT, "default": 3}

# What `qa.question.check` and the dataclasses themselves ask for beyond the types.
_NARROWER: dict[str, dict[str, Schema]] = {
    "Question": {
        "text": TEXT_ASKED,
        "as_of": DAY,
        "limit": MOST_NEAREST,
        "history": {"maxItems": MAX_TURNS},
    },
    "Turn": {
        "question": {"maxLength": MAX_QUESTION_CHARACTERS, "default": ""},
        "answer": {"default": ""},
    },
    "SearchQuestion": {"as_of": DAY},
    "Answer": {"confidence": {"minimum": 0, "maximum": 1}},
    "Part": {"start": {"minimum": 0}, "end": {"minimum": 1}, "quote": {"minLength": 1}},
}


class _Exact(GenerateJsonSchema):
    """Schemas that say neither less nor more than what is read and written.

    Nothing else than the fields is there. What is written has them all; what is read may lack those
    with a default.
    """

    def field_is_required(
        self,
        field: core_schema.ModelField | core_schema.DataclassField | core_schema.TypedDictField,
        total: bool,
    ) -> bool:
        return self.mode == "serialization" or super().field_is_required(field, total)

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002 - never
        return False

    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> JsonSchemaValue:
        found = super().dataclass_schema(schema)
        found["additionalProperties"] = False
        for name, narrower in _NARROWER.get(schema["cls"].__name__, {}).items():
            found["properties"][name].update(narrower)
        if self.mode == "validation":
            needed = [
                n for n in found.get("required", ()) if "default" not in found["properties"][n]
            ]
            found["required"] = needed
        return found


def schemas(
    given: Collection[type[object]], taken: Collection[type[object]], template: str
) -> dict[str, JsonSchemaValue]:
    """Return by name the schemas of dataclasses, and of all that they hold.

    Instances of `given` are written by `to_json`, those of `taken` are read. `template` is the
    address of a schema with `{model}` for its name.
    """
    wanted: list[tuple[str, Literal["serialization", "validation"], TypeAdapter[object]]] = [
        *((each.__name__, "serialization", TypeAdapter(each)) for each in given),
        *((each.__name__, "validation", TypeAdapter(each)) for each in taken),
    ]
    _, found = TypeAdapter.json_schemas(wanted, ref_template=template, schema_generator=_Exact)
    named: dict[str, JsonSchemaValue] = found["$defs"]
    return named
