# SPDX-License-Identifier: MIT
"""Hold lines of JSON against a schema: schema.py SCHEMA LINES"""
import json
import sys

import jsonschema

with open(sys.argv[1], encoding="utf-8") as f:
    schema = json.load(f)
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
n = 0
with open(sys.argv[2], encoding="utf-8") as f:
    for line in f:
        validator.validate(json.loads(line))
        n += 1
print(n, "lines are valid")
