# SPDX-License-Identifier: MIT
"""Puts each request of the JSON list on standard input through the Python SDK; prints a line of JSON for each."""
import json
import sys

import openai


def ask(job):
    said = {"chunks": 0, "text": "", "usage": None, "raised": None, "status": None}
    # One request to a client: no connection is shared.
    with openai.OpenAI(base_url=job["base_url"], api_key="none", max_retries=0, timeout=60) as client:
        chat = job["endpoint"] == "chat"
        try:
            stream = (client.chat.completions if chat else client.completions).create(**job["body"], stream=True)
            for chunk in stream:
                said["chunks"] += 1
                if usage := getattr(chunk, "usage", None):
                    said["usage"] = usage.completion_tokens
                # A server's own format has no choices.
                for choice in getattr(chunk, "choices", None) or []:
                    if choice.index == 0:
                        said["text"] += (choice.delta.content if chat else choice.text) or ""
        except openai.APIError as error:
            said["raised"] = [each.__name__ for each in type(error).__mro__]
            said["status"] = getattr(error, "status_code", None)
        except Exception as error:  # the HTTP client's own, of a cut body
            said["raised"] = [each.__name__ for each in type(error).__mro__]
    return said


print(openai.__version__)
for each in json.load(sys.stdin):
    print(json.dumps(ask(each)), flush=True)
