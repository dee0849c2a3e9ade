"""The tutorial's two parsers, as it writes them: regular expressions, then json.loads."""

import json
import re

THINK = re.compile(r"<think>(.*?)</think>", re.DOTALL)
CALL = re.compile(r"<tool_call>\s*(\{.*?\})\s*</tool_call>", re.DOTALL)
RESPONSE = re.compile(r"<tool_response>\s*(.*?)\s*</tool_response>", re.DOTALL)


def parse_assistant(value):
    """A gpt turn's thoughts, calls and final answer. Raises what json.loads raises beyond JSONDecodeError."""
    thoughts = [thought.strip() for thought in THINK.findall(value)]
    calls = []
    for raw in CALL.findall(value):
        try:
            calls.append(json.loads(raw))
        except json.JSONDecodeError:
            calls.append({"name": "<malformed>", "arguments": {}})
    final = CALL.sub("", THINK.sub("", value)).strip()
    return {"thoughts": thoughts, "tool_calls": calls, "final": final}


def parse_tool(value):
    """A tool turn's first response, or the raw text: the tutorial takes any exception for bad JSON."""
    found = RESPONSE.search(value)
    if not found:
        return {"raw": value}
    body = found.group(1)
    try:
        return json.loads(body)
    except Exception:
        return {"raw": body}


def parse_tool_guide(value):
    """The guide's variant: only JSONDecodeError makes the text raw, anything else is raised."""
    found = RESPONSE.search(value)
    if not found:
        return {"raw": value}
    body = found.group(1)
    try:
        return json.loads(body)
    except json.JSONDecodeError:
        return {"raw": body}


def is_error(parsed):
    """The tutorial's error test over a parsed tool turn."""
    blob = json.dumps(parsed).lower()
    return "error" in blob or '"exit_code": 1' in blob or "traceback" in blob
