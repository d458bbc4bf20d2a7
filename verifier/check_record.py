#!/usr/bin/env python3
"""Checks a bundle of the public record. Standard library only; written from docs/record.md, shares nothing with dinggang.

    python check_record.py BUNDLE [--policy FILE] [--since OLD] [--receipt FILE]

Exit code 0: sound. 1: altered. 2: no bundle. 3: signature or witnesses. 4: not the continuation of OLD.
It checks all but the last step of the page, the deciding again of the whole case. 用法与退出码同上；不重办全过程。
"""

# fmt: off
import base64
import hashlib
import io
import json
import re
import sys
import tarfile
import unicodedata
from fractions import Fraction
from itertools import pairwise

ALTERED, NO_BUNDLE, UNSIGNED, NOT_CONTINUED = 1, 2, 3, 4

class Found(Exception): """Something does not hold: exit code, what, where."""

def need(condition, code, what, where=""):
    if not condition:
        raise Found(code, what, where)

def sha(*parts): return hashlib.sha256(b"".join(parts)).digest()

# --- Ed25519, RFC 8032: slow and plain. -----------------------------------------------------------------------------
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
B_Y = 4 * pow(5, P - 2, P) % P

def x_of(y, sign):
    if y >= P: return None
    xx = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(xx, (P + 3) // 8, P)
    if (x * x - xx) % P: x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - xx) % P or (x == 0 and sign): return None
    return x if x % 2 == sign else P - x

def point(raw):
    number = int.from_bytes(raw, "little")
    y, sign = number % 2**255, number >> 255
    x = x_of(y, sign)
    return None if x is None else (x, y, 1, x * y % P)

def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P

def times(n, p):
    found = (0, 1, 1, 0)
    while n:
        if n & 1: found = add(found, p)
        p, n = add(p, p), n >> 1
    return found

BASE = (x_of(B_Y, 0), B_Y, 1, x_of(B_Y, 0) * B_Y % P)

def signed(key, message, signature):
    a, r, s = point(key), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or a is None or r is None or s >= L: return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    one, other = times(s, BASE), add(r, times(h, a))
    return (one[0] * other[2] - other[0] * one[2]) % P == 0 and (one[1] * other[2] - other[1] * one[2]) % P == 0

# --- Forms. ---------------------------------------------------------------------------------------------------------
def exact_json(raw, where):
    """The value, if these are its canonical bytes (keys here are ASCII; there are no floating numbers)."""
    def once(pairs):
        need(len({k for k, _ in pairs}) == len(pairs), ALTERED, "a key twice", where)
        return dict(pairs)
    def no_float(text): raise Found(ALTERED, f"a floating number {text}", where)
    try:
        text = raw.decode()
        value = json.loads(text, object_pairs_hook=once, parse_float=no_float, parse_constant=no_float)
    except (ValueError, RecursionError): raise Found(ALTERED, "not JSON", where) from None
    again = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    need(again == text and unicodedata.is_normalized("NFC", text), ALTERED, "not canonical JSON", where)
    return value

def unbase64(text, where):
    try: raw = base64.b64decode(text, validate=True)
    except ValueError: raise Found(ALTERED, "not base64", where) from None
    need(base64.b64encode(raw).decode() == text, ALTERED, "not canonical base64", where)
    return raw

def header(name, length):
    raw, prefix = name.encode("ascii"), b""
    if len(raw) > 100:
        cut = raw.find(b"/", len(raw) - 101)
        prefix, raw = raw[:cut], raw[cut + 1:]
    head = (raw.ljust(100, b"\0") + b"0000644\0" + b"0000000\0" * 2 + b"%011o\0" % length + b"00000000000\0" + b" " * 8
            + b"0" + bytes(100) + b"ustar\x0000" + bytes(64) + b"0000000\0" * 2 + prefix.ljust(155, b"\0") + bytes(12))
    return head[:148] + b"%06o\0 " % sum(head) + head[156:]

def unpack(raw):
    """Files by path, once tar and manifest are what the page says."""
    files = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(raw), mode="r:") as tar:
            for member in tar:
                content = tar.extractfile(member) if member.isreg() else None
                need(content and member.name not in files, ALTERED, "not a plain file, or twice", member.name)
                files[member.name] = content.read()
    except (tarfile.TarError, ValueError, EOFError): raise Found(NO_BUNDLE, "not a tar") from None
    need("manifest.json" in files, ALTERED if files else NO_BUNDLE, "no manifest")
    parts = [header(n, len(c)) + c + bytes(-len(c) % 512) for n, c in sorted(files.items())]
    need(b"".join(parts) + bytes(1024) == raw, ALTERED, "the archive around the files was altered")
    manifest = exact_json(files.pop("manifest.json"), "manifest.json")
    need(manifest["format"] == "dinggang-bundle-1" and manifest["variant"] in {"public", "auditor"}, ALTERED, "manifest")
    listed = [{"length": len(c), "path": n, "sha256": sha(c).hex()} for n, c in sorted(files.items())]
    if manifest["files"] != listed:
        other = [f for f in [*manifest["files"], *listed] if (f in listed) + (f in manifest["files"]) == 1]
        raise Found(ALTERED, "not what the manifest says", ", ".join(sorted({f["path"] for f in other})))
    return manifest["variant"], files

def vkey(text, kind):
    name, key_id, data = text.split("+", 2)
    raw = unbase64(data, "policy")
    need(len(raw) == 33 and raw[0] == kind and sha(name.encode(), b"\n", raw)[:4].hex() == key_id, ALTERED, "a key", text)
    return name, bytes.fromhex(key_id), raw[1:]

def policy_of(raw):
    logs, met, quorum = [], {}, None  # met: name -> what must be there, told from a set of keys
    for line in raw.decode().split("\n"):
        items = re.split("[ \t]+", line.strip(" \t"))
        if items[0] == "log": logs.append(vkey(items[1], 1))
        elif items[0] == "witness": met[items[1]] = vkey(items[2], 4)
        elif items[0] == "group":
            need(all(m in met for m in items[3:]) and len(set(items[3:])) == len(items[3:]), ALTERED, "a group", line)
            met[items[1]] = ({"any": 1, "all": len(items) - 3}.get(items[2]) or int(items[2]), items[3:])
        elif items[0] == "quorum": quorum = items[1]
        else: need(not line.strip() or line.startswith("#"), ALTERED, "a line of the policy", line)
    need(logs and (quorum == "none" or quorum in met), ALTERED, "the policy names no log or no quorum")
    return logs, met, quorum

def satisfied(met, name, keys):
    if name == "none": return True
    if len(met[name]) == 3: return met[name][2] in keys
    return sum(satisfied(met, m, keys) for m in met[name][1]) >= met[name][0]

def checkpoint_of(raw, policy, *, quorum=True, exact=False):
    """Origin, size and root, once the log and a quorum of witnesses have signed them."""
    logs, met, wanted = policy
    text, _, tail = raw.decode().rpartition("\n\n")
    text += "\n"
    need(len(lines := text.split("\n")) == 4 and re.fullmatch("0|[1-9][0-9]{0,18}", lines[1]), ALTERED, "the checkpoint")
    keys, log_signed, seen = set(), False, set()
    for line in tail.removesuffix("\n").split("\n"):
        need(found := re.fullmatch("— ([^ +]+) ([^ ]+)", line), UNSIGNED, "a signature line", line)
        name, data, before = found[1], unbase64(found[2], "checkpoint"), len(seen)
        for who, key_id, key in [*logs, *(w for w in met.values() if len(w) == 3)]:
            if (name, data[:4]) != (who, key_id): continue
            need((who, key_id) not in seen, UNSIGNED, "two lines of one key", who)
            seen.add((who, key_id))
            message, signature = text.encode(), data[4:]
            if (who, key_id, key) in logs: log_signed = log_signed or who == lines[0]
            else:
                time, signature = int.from_bytes(signature[:8], "big"), signature[8:]
                message = f"cosignature/v1\ntime {time}\n{text}".encode()
                keys.add(key)
            need(signed(key, message, signature), UNSIGNED, "a signature fails", who)
        need(len(seen) > before or not exact, UNSIGNED, "a line by a key that the policy does not name", name)
    need(log_signed, UNSIGNED, "the log has not signed", lines[0])
    need(not quorum or satisfied(met, wanted, keys), UNSIGNED, f"no quorum: {len(keys)} witnesses", "checkpoint")
    return lines[0], int(lines[1]), unbase64(lines[2], "checkpoint")

def level_up(hashes):
    return [sha(b"\1", *pair) if len(pair := hashes[i:i + 2]) == 2 else pair[0] for i in range(0, len(hashes), 2)]

def root(leaves):
    while len(leaves) > 1: leaves = level_up(leaves)
    return leaves[0] if leaves else sha()

def tiles(size, entries):
    """Every file the log of these entries has, with its content."""
    level, name, unit = 0, "entries", [len(e).to_bytes(2, "big") + e for e in entries]
    hashes = [sha(b"\0", e) for e in entries]
    while unit:
        for n in range(0, len(unit), 256):
            width = min(256, len(unit) - n)
            digits = f"{n // 256:03}"
            digits = digits.zfill(-(-len(digits) // 3) * 3)
            groups = [digits[i:i + 3] for i in range(0, len(digits), 3)]
            path = "/".join([*("x" + g for g in groups[:-1]), groups[-1]]) + ("" if width == 256 else f".p/{width}")
            yield f"log/tile/{name}/{path}", b"".join(unit[n:n + width])
        if name != "entries":
            hashes, level = [root(hashes[i:i + 256]) for i in range(0, len(hashes) // 256 * 256, 256)], level + 1
        name, unit = str(level), hashes

def entries_of(files, size):
    found, paths = [], [p for p in files if p.startswith("log/tile/entries/")]
    for path in sorted(paths, key=lambda p: int(p.partition(".")[0][17:].replace("x", "").replace("/", ""))):
        at, raw = 0, files[path]
        while at < len(raw):
            length = int.from_bytes(raw[at:at + 2], "big")
            found.append(raw[at + 2:at + 2 + length])
            at += 2 + length
    return found

# --- What the acts say. ---------------------------------------------------------------------------------------------
def table_of(files, table, where):
    raw = files.get("files/" + table["sha256"], b"")
    found = [raw[i:i + 32] for i in range(0, len(raw), 32)]
    need(sha(raw).hex() == table["sha256"] and len(raw) == 32 * table["rows"] and found == sorted(found)
         and root([sha(b"\0", c) for c in found]).hex() == table["root"], ALTERED, "the list of a table", where)
    return found

def commitment(salt, row):
    need(re.fullmatch("[0-9a-f]{64}", salt), ALTERED, "a salt")
    return sha(b"dinggang commitment v1\0", bytes.fromhex(salt), dump(row))

def dump(value): return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

def acts_of(files, entries):
    """The acts with the files they name; every digest, root and opening checked, no file left over."""
    acts, known, closed = [], {"policy"}, 0
    for index, raw in enumerate(entries):
        value = exact_json(raw, f"entry {index}")
        if value.get("format") == "dinggang-policy-1":
            policy = value["policy"].encode()
            continue
        need(value.get("format") == "dinggang-act-1", ALTERED, "neither act nor policy", f"entry {index}")
        act, where, published = value["act"], f"entry {index} {value['act'].get('id')}", {}
        for ref in value["files"]:
            content = files.get("files/" + ref["sha256"], b"")
            need((len(content), sha(content).hex()) == (ref["length"], ref["sha256"]), ALTERED, "a file", f"{where} {ref['name']}")
            published[ref["name"]] = exact_json(content, f"{where} {ref['name']}")
            known.add("files/" + ref["sha256"])
        for table in value["tables"]:
            left = table_of(files, table, f"{where} {table['name']}")
            opened = files.get("openings/" + table["sha256"], b"")
            for line in opened.decode().split("\n")[:-1]:
                opening = exact_json(line.encode(), f"{where} {table['name']}")
                made = commitment(opening["salt"], opening["row"])
                need(made in left, ALTERED, "an opening opens nothing", f"{where} {table['name']}")
                left.remove(made)
            need(not opened or opened.endswith(b"\n"), ALTERED, "openings", where)
            closed += len(left)
            known |= {"files/" + table["sha256"], "openings/" + table["sha256"]}
        whole = published.get("act", act)
        lists = {"lifts", "posts", "held_with", "people", "questions", "reason"}
        need(all(whole[k] == v for k, v in act.items() if k not in lists), ALTERED, "another act than its entry", where)
        acts.append((whole, published, value["tables"], where))
    need(files["policy"] == policy, ALTERED, "not the newest policy", "policy")
    idle = [p for p in files if not p.startswith("log/") and p not in known]
    need(not idle, ALTERED, "a file that no act names", ", ".join(idle))
    return acts, closed

def check_order(acts):
    seen, plan, sealed = {}, None, False
    for act, published, _, where in acts:
        need(act["id"] not in seen, ALTERED, "an id twice", where)
        need(act["corrects"] is None or seen.get(act["corrects"]) == act["kind"], ALTERED, "corrects nothing", where)
        if "plan" in published:
            need(not sealed or published["plan"] == plan, ALTERED, "rules changed after marks were sealed", where)
            plan = published["plan"]
        if act["kind"] in {"sheets_sealed", "tally_proved"}:
            need(plan, ALTERED, "marks before rules", where)
            sealed = True
        seen[act["id"]] = act["kind"]

def rounded(exact, rule):
    unit = Fraction(1, 10 ** rule["places"])
    low, rest = divmod(exact, unit)
    up = rest * 2 > unit or rest * 2 == unit and (rule["mode"] != "half_even" or low % 2)
    return (low + (rest > 0 if rule["mode"] == "up" else up and rule["mode"] != "down")) * unit

def check_boards(acts):
    """Scores from marks and weights, ranks from scores; of equal scores only that they stand together."""
    plan = None
    for _, published, _, where in acts:
        plan = published.get("plan", plan)
        board = published.get("scoreboard") or published.get("ranking")
        if not board or plan is None: continue
        rule, scores = plan["rules"]["composite"], {}
        for row in board["composites"]:
            if row["score"] is None: continue
            parts = {m: (Fraction(a) * Fraction(w) / 100, Fraction(b)) for m, (a, w, b) in row["parts"].items()}
            weights = {m: Fraction(w) for m, (_, w, _) in row["parts"].items()}
            right = weights == {m: Fraction(w) for m, w in rule["weights"].items() if Fraction(w)}
            if rule["part_rounding"] is None and rule["scaled_rounding"] is None:
                total = sum(a for a, _ in parts.values())
                right &= all(a == b for a, b in parts.values()) and total == Fraction(row["exact"])
                right &= rounded(total, rule["rounding"]) == Fraction(row["score"])
            need(right, ALTERED, f"the score of {row['person']}", where)
            scores[row["person"]] = Fraction(row["score"])
        ranked = board["ranking"]["ranked"]
        for row in ranked: need(scores.get(row["person"]) == Fraction(row["score"]), ALTERED, f"the rank of {row['person']}", where)
        for group in {r["group"] for r in ranked}:
            rows = sorted((r for r in ranked if r["group"] == group), key=lambda r: r["order"])
            for number, row in enumerate(rows, 1): need(row["order"] == number, ALTERED, f"the order of {row['person']}", where)
            for one, two in pairwise(rows):
                higher = Fraction(one["score"]) > Fraction(two["score"])
                equal = one["score"] == two["score"] and one["rank"] <= two["rank"]
                need(higher and two["rank"] == two["order"] or equal, ALTERED, f"the rank of {two['person']}", where)

def check_receipt(raw, origin, files, acts):
    receipt = exact_json(raw, "--receipt")
    need(receipt["format"] == "dinggang-receipt-1" and receipt["origin"] == origin, ALTERED, "not a receipt of this record")
    tables = {(a["id"], t["name"]): t for a, _, those, _ in acts for t in those}
    corrected = {a["corrects"] for a, *_ in acts}
    for row in receipt["rows"]:
        where = f"{row['act']} {row['table']}"
        mine = row["row"].get("id" if row["table"] == "people" else "person") == receipt["person"]
        need(mine and (row["act"], row["table"]) in tables, ALTERED, "no row of that person", where)
        found = table_of(files, tables[row["act"], row["table"]], where)
        need(commitment(row["salt"], row["row"]) in found, ALTERED, "the row is not in the table", where)
        need(row["act"] not in corrected, ALTERED, "the act has been corrected", where)

def check(raw, policy=None, since=None, receipt=None):
    variant, files = unpack(raw)
    rules = policy_of(policy or files.get("policy", b""))
    origin, size, top = checkpoint_of(files.get("log/checkpoint", b""), rules, exact=policy in {None, files.get("policy")})
    entries = entries_of(files, size)
    if since:
        _, old = unpack(since)
        _, count, _ = checkpoint_of(old["log/checkpoint"], rules, quorum=False)
        before = entries_of(old, count)
        for index, was in enumerate(before): need(entries[index:index + 1] == [was], NOT_CONTINUED, "not the older record", f"entry {index}")
    made = {"log/checkpoint": files["log/checkpoint"], **dict(tiles(size, entries))}
    for path in sorted(made.keys() | {p for p in files if p.startswith("log/")}):
        need(made.get(path) == files.get(path), ALTERED, "not the tile of these entries", path)
    need(len(entries) == size and root([sha(b"\0", e) for e in entries]) == top, ALTERED, "the entries have another root", "log")
    acts, closed = acts_of(files, entries)
    check_order(acts)
    check_boards(acts)
    if receipt: check_receipt(receipt, origin, files, acts)
    return f"{origin}: {size} entries, {len(acts)} acts, {variant}; {closed} rows not open"

def main(arguments):
    options = dict(zip(arguments[1::2], arguments[2::2], strict=True))
    read = {name.lstrip("-"): open(path, "rb").read() for name, path in options.items()}
    try: print("通过 sound –", check(open(arguments[0], "rb").read(), **read))
    except Found as found:
        code, what, where = found.args
        print(f"不通过 not sound: {what} {where}")
        return code
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, ZeroDivisionError) as error:
        print(f"不通过 not sound: not of the form of the page ({type(error).__name__})")
        return ALTERED
    return 0

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
