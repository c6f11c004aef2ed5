"""Reads whole IMAP accounts with Python's own imaplib, which shares nothing with Sésame: one request a line in, one answer a line out."""

import base64
import hashlib
import imaplib
import json
import re
import sys
import time

imaplib._MAXLINE = 64_000_000
LIST = re.compile(rb'\((?P<attributes>[^)]*)\) (?:"(?P<delimiter>\\?.)"|NIL) (?P<name>.*)', re.S)
ITEM = re.compile(rb'^(\d+) \(')
BATCH_BYTES = 16_000_000


def decoded(name):
    def run(match):
        inner = match.group(1)
        if not inner:
            return "&"
        return base64.b64decode(inner.replace(",", "/") + "=" * (-len(inner) % 4)).decode("utf-16-be")

    return re.sub("&([^-]*)-", run, name)


def unquoted(name):
    if name.startswith(b'"'):
        name = re.sub(rb"\\(.)", rb"\1", name[1:-1])
    return name.decode("ascii")


def ok(answer):
    status, data = answer
    if status != "OK":
        raise RuntimeError(repr(data))
    return data


def listing(client, command):
    names = []
    for line in ok(command('""', '"*"')):
        if line is None:
            continue
        literal = None
        if isinstance(line, tuple):
            line, literal = line
        if not line:
            continue
        match = LIST.match(line)
        name = literal.decode("ascii") if literal is not None else unquoted(match["name"])
        names.append((name, match["attributes"].decode().split()))
    return names


def moment(text):
    # Seconds since 1970, whatever zone the server tells it in.
    parsed = imaplib.Internaldate2tuple(b'INTERNALDATE "' + text + b'"')
    return int(time.mktime(parsed))


def parts(data):
    """Each message: its head (all that is not its literal) and its literal."""
    head, body = b"", None
    for piece in data:
        if isinstance(piece, tuple):
            head, body = head + piece[0], piece[1]
        elif piece is not None:
            yield head + piece, body
            head, body = b"", None


def messages(client, bodies):
    sizes = {}
    for line, _ in parts(ok(client.uid("FETCH", "1:*", "(RFC822.SIZE)"))):
        match = re.search(rb"UID (\d+)", line)
        if match:
            sizes[int(match[1])] = int(re.search(rb"RFC822.SIZE (\d+)", line)[1])
    found, batch, held = [], [], 0
    uids = sorted(sizes)
    for at, uid in enumerate(uids):
        batch.append(uid)
        held += sizes[uid]
        if held < BATCH_BYTES and at < len(uids) - 1 and len(batch) < 500:
            continue
        what = "(UID FLAGS INTERNALDATE BODY.PEEK[])" if bodies else "(UID FLAGS INTERNALDATE)"
        for head, body in parts(ok(client.uid("FETCH", ",".join(map(str, batch)), what))):
            number = re.search(rb"UID (\d+)", head)
            if not number:
                continue
            flags = re.search(rb"FLAGS \(([^)]*)\)", head)[1].decode().split()
            date = re.search(rb'INTERNALDATE "([^"]*)"', head)[1]
            found.append(
                {
                    "uid": int(number[1]),
                    "digest": hashlib.sha256(body).hexdigest() if body is not None else "",
                    "size": len(body) if body is not None else sizes[int(number[1])],
                    "flags": sorted(flag for flag in flags if flag.lower() != "\\recent"),
                    "date": moment(date),
                }
            )
        batch, held = [], 0
    return found


def account(port, user, password, bodies):
    client = imaplib.IMAP4("127.0.0.1", port)
    try:
        client.login(user, password)
        subscribed = {decoded(name) for name, _ in listing(client, client.lsub)}
        folders = []
        for name, attributes in listing(client, client.list):
            lower = [attribute.lower() for attribute in attributes]
            if "\\noselect" in lower or "\\nonexistent" in lower:
                continue
            quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
            ok(client.select(quoted, readonly=True))
            folders.append(
                {
                    "name": decoded(name),
                    "attributes": attributes,
                    "subscribed": decoded(name) in subscribed,
                    "messages": messages(client, bodies),
                }
            )
        return {"folders": folders}
    finally:
        try:
            client.logout()
        except Exception:
            pass


for line in sys.stdin:
    asked = json.loads(line)
    try:
        answer = account(asked["port"], asked["user"], asked["password"], asked["bodies"])
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
