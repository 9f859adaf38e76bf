"""Validates JSON documents against a JSON Schema.

Reads {"schema": text, "documents": [text, ...]} from standard input and prints a list: for each document what is wrong
with it, or null. A schema that is no valid draft 2020-12 schema ends the program with an error.
"""

import json
import sys

try:
    from jsonschema import Draft202012Validator
except ImportError:
    sys.exit("the Python module jsonschema is missing; run `make test-dependencies`, or pip install jsonschema")

job = json.load(sys.stdin)
schema = json.loads(job["schema"])
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema)


def fault(text):
    error = next(validator.iter_errors(json.loads(text)), None)
    return None if error is None else f"{error.json_path}: {error.message}"[:300]


json.dump([fault(text) for text in job["documents"]], sys.stdout)
