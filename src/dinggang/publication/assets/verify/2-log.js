// The log: tree (RFC 6962), signed notes, checkpoints, cosignatures, policies and proofs in the C2SP formats.
"use strict";
(function (D) {
  const { form } = D;
  const HASH = 32;
  D.leaf = (entry) => D.sha256(D.concat(Uint8Array.of(0), entry));
  D.node = (left, right) => D.sha256(D.concat(Uint8Array.of(1), left, right));

  /** All levels of complete subtrees over these leaf hashes, and the root. */
  D.tree = async (leaves) => {
    if (!leaves.length) return { levels: [[]], root: await D.sha256(new Uint8Array()) };
    const levels = [leaves];
    let row = leaves;
    while (row.length > 1) {
      const pairs = [];
      for (let i = 0; i + 1 < row.length; i += 2) pairs.push(D.node(row[i], row[i + 1]));
      const above = await Promise.all(pairs);
      const full = Math.floor(levels[levels.length - 1].length / 2);
      levels.push(above.slice(0, full));
      row = row.length % 2 ? [...above, row[row.length - 1]] : above;
    }
    return { levels, root: row[0] };
  };
  D.rootOf = async (leaves) => (await D.tree(leaves)).root;

  /** Whether this leaf stands at `index` of `size` entries with this root (RFC 9162 §2.1.3.2). */
  D.included = async (index, size, leaf, path, root) => {
    if (index >= size) return false;
    let f = index;
    let s = size - 1;
    let r = leaf;
    const half = (n) => Math.floor(n / 2);
    for (const p of path) {
      if (s === 0) return false;
      if (f % 2 === 1 || f === s) {
        r = await D.node(p, r);
        while (f % 2 === 0 && f !== 0) [f, s] = [half(f), half(s)];
      } else {
        r = await D.node(r, p);
      }
      [f, s] = [half(f), half(s)];
    }
    return s === 0 && D.equal(r, root);
  };

  /** The path of a tile; `level` null for entries. */
  D.tilePath = (level, index, width) => {
    let digits = String(index).padStart(3, "0");
    digits = digits.padStart(Math.ceil(digits.length / 3) * 3, "0");
    const groups = digits.match(/.../g);
    const name = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join("/");
    return `tile/${level === null ? "entries" : level}/${name}${width === 256 ? "" : `.p/${width}`}`;
  };
  /** The files of a record of this size beside its checkpoint. */
  D.tiles = (size) => {
    const found = [];
    for (const level of [null, 0, 1, 2, 3, 4]) {
      const count = Math.floor(size / 256 ** (level || 0));
      for (let index = 0; index * 256 < count; index++) {
        const width = Math.min(256, count - index * 256);
        found.push({ level, index, width, path: D.tilePath(level, index, width) });
      }
    }
    return found;
  };
  /** The `width` entries of a bundle of entries. */
  D.entriesIn = (raw, width) => {
    const entries = [];
    let at = 0;
    while (at < raw.length && entries.length <= width) {
      const start = at + 2;
      at = start + raw[at] * 256 + raw[at + 1];
      if (!(at <= raw.length)) throw form("条目不完整", "a bundle ends inside an entry");
      entries.push(raw.subarray(start, at));
    }
    if (entries.length !== width) throw form("条目数目不对", "another number of entries");
    return entries;
  };
  D.hashesIn = (raw, width) => {
    if (raw.length !== width * HASH) throw form("哈希块长度不对", "a tile of another length");
    return Array.from({ length: width }, (_, i) => raw.subarray(i * HASH, i * HASH + HASH));
  };

  // Keys and notes.
  const badKey = () => new D.Unsound("密钥无效。", "Not a valid key.");
  const goodName = (name) =>
    name && D.bytes(name).length <= 255 && !/[\s+\x00-\x1f\x7f\x85\x1c-\x1f]/u.test(name);
  const keyId = async (name, raw) => (await D.sha256(D.concat(D.bytes(`${name}\n`), raw))).subarray(0, 4);
  /** The key that a vkey says, of this type. */
  D.vkey = async (text, type) => {
    const found = /^([^+]+)\+([0-9a-f]{8})\+(.*)$/su.exec(text);
    if (!found || !goodName(found[1])) throw badKey();
    const raw = D.unbase64(found[3]);
    if (raw.length !== 33 || raw[0] !== type) throw badKey();
    const id = await keyId(found[1], raw);
    if (D.hex(id) !== found[2]) throw badKey();
    return { name: found[1], id: found[2], key: raw.subarray(1) };
  };
  /** A note's text and signature lines; nothing is verified. */
  D.note = (raw) => {
    if (raw.length > 1_000_000) throw form("过长", "too long");
    const whole = D.text(raw);
    if (/[\x00-\x09\x0b-\x1f]/.test(whole)) throw form("含控制字符", "a control character");
    const at = whole.lastIndexOf("\n\n");
    if (at < 0 || !whole.endsWith("\n") || whole.length < at + 3)
      throw form("没有签名行", "no signature line");
    const rows = whole.slice(at + 2, -1).split("\n");
    if (rows.length > 64) throw form("签名行过多", "more than 64 signature lines");
    const lines = rows.map((row) => {
      const found = /^— ([^ ]+) ([^ ]+)$/u.exec(row);
      if (!found || !goodName(found[1])) throw form("签名行写法不对", "not a signature line");
      const data = D.unbase64(found[2]);
      if (data.length < 5) throw form("签名行没有签名", "a signature line without a signature");
      return { name: found[1], id: D.hex(data.subarray(0, 4)), signature: data.subarray(4) };
    });
    return { text: whole.slice(0, at + 1), lines };
  };
  const lineOf = (note, key) => {
    const found = note.lines.filter((line) => line.name === key.name && line.id === key.id);
    if (found.length > 1) throw new D.Unsound("同一密钥签了两行。", "Two lines of one key.", key.name);
    return found[0];
  };
  D.checkpoint = (text) => {
    const lines = text.split("\n");
    if (lines.length !== 4 || lines[3] !== "" || !goodName(lines[0]))
      throw form("检查点应有三行", "a checkpoint has three lines");
    return { origin: lines[0], size: D.size(lines[1]), root: D.unbase64(lines[2], HASH) };
  };

  /** A policy: its logs, witnesses, groups and quorum. */
  D.policy = async (raw) => {
    if (raw.length > 1_000_000) throw form("过长", "too long");
    const text = D.text(raw);
    if (/[\x00-\x08\x0b-\x1f\x7f]/.test(text)) throw form("含控制字符", "a control character");
    const policy = { logs: [], witnesses: [], groups: [], quorum: null };
    const names = new Set(["none"]);
    const bad = () => form("见证规则", "a policy");
    const known = (name) => {
      if (name === "none" || !names.has(name)) throw bad();
    };
    const fresh = (name) => {
      if (names.has(name)) throw bad();
      names.add(name);
    };
    const once = (list, key) => {
      if (list.some((each) => D.equal(each.key, key.key))) throw bad();
    };
    for (const line of text.split("\n")) {
      const items = line.split(/[ \t]+/).filter(Boolean);
      if (!items.length || items[0].startsWith("#")) continue;
      const [word, ...rest] = items;
      if (word === "log" && [1, 2].includes(rest.length)) {
        const key = await D.vkey(rest[0], 1);
        once(policy.logs, key);
        policy.logs.push(key);
      } else if (word === "witness" && [2, 3].includes(rest.length)) {
        const key = await D.vkey(rest[1], 4);
        once(policy.witnesses, key);
        fresh(rest[0]);
        policy.witnesses.push({ ...key, called: rest[0] });
      } else if (word === "group" && rest.length > 2) {
        const [name, count, ...members] = rest;
        members.forEach(known);
        const least = count === "any" ? 1 : count === "all" ? members.length : D.size(count);
        if (new Set(members).size !== members.length || least < 1 || least > members.length) throw bad();
        fresh(name);
        policy.groups.push({ name, least, members });
      } else if (word === "quorum" && rest.length === 1 && policy.quorum === null) {
        if (rest[0] !== "none") known(rest[0]);
        policy.quorum = rest[0];
      } else throw bad();
    }
    if (policy.quorum === null || !policy.logs.length) throw bad();
    return policy;
  };
  const satisfied = (policy, names) => {
    if (policy.quorum === "none") return true;
    const met = new Set(names);
    for (const group of policy.groups)
      if (group.members.filter((m) => met.has(m)).length >= group.least) met.add(group.name);
    return met.has(policy.quorum);
  };
  D.noSignature = (who) =>
    new D.Unsound("签名不符：内容或签名被改动。", "A signature fails: text or signature was altered.", who);

  /** The checkpoint in these bytes with the policy's witnesses on it. Throws Unsound; Cannot without Ed25519. */
  D.seen = async (raw, policy) => {
    const note = D.note(raw);
    const checkpoint = D.checkpoint(note.text);
    const message = D.bytes(note.text);
    const logs = policy.logs.filter((key) => key.name === checkpoint.origin);
    if (!logs.length)
      throw new D.Unsound(
        "不是这份公开记录。",
        "This is another record: its origin differs.",
        checkpoint.origin,
      );
    let signed = 0;
    for (const key of logs) {
      const line = lineOf(note, key);
      if (!line) continue;
      if (!(await D.signed(key.key, message, line.signature))) throw D.noSignature(key.name);
      signed += 1;
    }
    if (!signed)
      throw new D.Unsound("没有记录自己的签名。", "The log's own signature is missing.", checkpoint.origin);
    const witnesses = [];
    for (const key of policy.witnesses) {
      const line = lineOf(note, key);
      if (!line) continue;
      if (line.signature.length !== 72) throw D.noSignature(key.called);
      const time = new DataView(line.signature.buffer, line.signature.byteOffset, 8).getBigUint64(0);
      const cosigned = D.bytes(`cosignature/v1\ntime ${time}\n${note.text}`);
      if (
        time === 0n ||
        time >= 2n ** 63n ||
        !(await D.signed(key.key, cosigned, line.signature.subarray(8)))
      )
        throw D.noSignature(key.called);
      witnesses.push({ name: key.called, time });
    }
    const witnessed = satisfied(
      policy,
      witnesses.map((w) => w.name),
    );
    const times = witnesses.map((w) => w.time).sort((a, b) => (a < b ? -1 : 1));
    const by = (time) =>
      satisfied(
        policy,
        witnesses.filter((w) => w.time <= time).map((w) => w.name),
      );
    const since = policy.quorum === "none" ? null : (times.find(by) ?? null);
    return {
      checkpoint,
      witnesses,
      witnessed,
      since,
      unknown: note.lines.length - signed - witnesses.length,
    };
  };

  /** The parts of a proof file. */
  D.proof = (raw) => {
    const whole = D.text(raw);
    const at = whole.indexOf("\n\n");
    const lines = whole.slice(0, Math.max(at, 0)).split("\n");
    if (at < 0 || lines.shift() !== "c2sp.org/tlog-proof@v1") throw form("不是证明文件", "not a proof file");
    if (lines.length && lines[0].startsWith("extra ")) D.unbase64(lines.shift().slice(6));
    if (!lines.length || !lines[0].startsWith("index "))
      throw form("证明缺少序号", "a proof without its index");
    const index = D.size(lines.shift().slice(6));
    if (lines.length > 63) throw form("证明过长", "a proof too long");
    return { index, path: lines.map((line) => D.unbase64(line, HASH)), note: D.bytes(whole.slice(at + 2)) };
  };
})(self.Dinggang);
