"""What Schemathesis does not send by itself: a body of lines. One line is one request."""

import json

import schemathesis


@schemathesis.serializer("application/x-ndjson")
def line(context, value):
    return value if isinstance(value, bytes) else json.dumps(value).encode()
