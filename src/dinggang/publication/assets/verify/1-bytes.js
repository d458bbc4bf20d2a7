// Bytes, hashes, and the archive a bundle is. Shared by all parts of the verifier.
// The verifier keeps to what every current browser has: WebCrypto for SHA-256 and Ed25519, BigInt for exact numbers.
"use strict";
self.Dinggang = {};
(function (D) {
  /** Bytes from outside that do not hold. `zh` and `en` say how, `where` which file or act. */
  D.Unsound = class extends Error {
    constructor(zh, en, where = "") {
      super(en);
      Object.assign(this, { zh, en, where });
    }
    at(where) {
      return new D.Unsound(this.zh, this.en, this.where || where);
    }
  };
  /** What this browser cannot do. Never a verdict about the record. */
  D.Cannot = class extends Error {
    constructor(zh, en) {
      super(en);
      Object.assign(this, { zh, en });
    }
  };
  const form = (zh, en) =>
    new D.Unsound(`不是规定的格式：${zh}。`, `Not in the form that is asked for: ${en}.`);
  D.form = form;

  D.own = (object, key) =>
    object !== null && typeof object === "object" && Object.hasOwn(object, key) ? object[key] : undefined;
  D.text = (bytes) => {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      throw form("不是 UTF-8", "not UTF-8");
    }
  };
  D.bytes = (text) => new TextEncoder().encode(text);
  D.hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
  D.fromHex = (text) => Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
  D.equal = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);
  D.concat = (...parts) => {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  };
  /** -1, 0 or 1 as the bytes stand in order. */
  D.order = (a, b) => {
    for (let i = 0; i < a.length && i < b.length; i++) if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
    return Math.sign(a.length - b.length);
  };
  D.base64 = (bytes) => {
    let binary = "";
    for (let i = 0; i < bytes.length; i += 8192)
      binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
    return btoa(binary);
  };
  const decoded = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  D.ours = decoded; // for data that this site itself has encoded
  /** The bytes of canonical padded base64, of `size` bytes if given. */
  D.unbase64 = (text, size) => {
    let raw;
    try {
      raw = decoded(text);
    } catch {
      throw form("不是 base64", "not base64");
    }
    if (D.base64(raw) !== text) throw form("base64 写法不规范", "base64 that is not canonical");
    if (size !== undefined && raw.length !== size) throw form("长度不对", "another length");
    return raw;
  };
  const MOST = 2n ** 63n - 1n;
  /** A number in ASCII digits without sign or leading zero, at most 2^63 - 1, as a BigInt. */
  D.decimal = (text) => {
    if (!/^(?:0|[1-9][0-9]{0,18})$/.test(text) || BigInt(text) > MOST)
      throw form("数字写法不规范", "a number in another form");
    return BigInt(text);
  };
  D.size = (text) => {
    const found = D.decimal(text);
    if (found > 2n ** 40n) throw form("数字过大", "a number too large");
    return Number(found);
  };

  const subtle = () => {
    const found = self.crypto && self.crypto.subtle;
    if (!found)
      throw new D.Cannot(
        "本浏览器在此地址下不提供密码运算。请把整个文件夹存到本机再打开，或换用新版浏览器。",
        "This browser offers no cryptography at this address. Save the folder and open it from the disk, or use a newer browser.",
      );
    return found;
  };
  D.sha256 = async (bytes) => new Uint8Array(await subtle().digest("SHA-256", bytes));

  /** Whether these 64 bytes are this Ed25519 key's signature over the message. Throws Cannot. */
  D.signed = async (key, message, signature) => {
    let imported;
    try {
      imported = await subtle().importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
    } catch (error) {
      if (error instanceof D.Cannot) throw error;
      if (error.name === "NotSupportedError")
        throw new D.Cannot(
          "本浏览器不支持 Ed25519 签名，签名无法核验。请换用新版浏览器，或用 dinggang verify 核验。",
          "This browser knows no Ed25519: signatures cannot be checked. Use a newer browser, or dinggang verify.",
        );
      return false;
    }
    return subtle().verify({ name: "Ed25519" }, imported, signature, message);
  };

  /** JSON as the record writes it: keys in order, no white space. */
  D.canonical = (value) => {
    if (Array.isArray(value)) return `[${value.map(D.canonical).join(",")}]`;
    if (value !== null && typeof value === "object")
      return `{${Object.keys(value)
        .sort()
        .map((key) => `${JSON.stringify(key)}:${D.canonical(value[key])}`)
        .join(",")}}`;
    return JSON.stringify(value);
  };
  /** The value in these bytes, which stand in canonical form. */
  D.json = (bytes) => {
    let value;
    try {
      value = JSON.parse(D.text(bytes));
    } catch (error) {
      throw error instanceof D.Unsound ? error : form("不是 JSON", "not JSON");
    }
    if (!D.equal(D.bytes(D.canonical(value)), bytes))
      throw form("JSON 写法不规范", "JSON that is not canonical");
    return value;
  };

  const BLOCK = 512;
  const ascii = (bytes) => String.fromCharCode(...bytes);
  /** The one tar header that a file of this name and length has. */
  function header(name, length) {
    let prefix = "";
    let rest = name;
    if (name.length > 100) {
      const cut = name.indexOf("/", name.length - 101);
      if (cut < 0 || cut > 155) return null;
      prefix = name.slice(0, cut);
      rest = name.slice(cut + 1);
    }
    const block = new Uint8Array(BLOCK);
    const put = (at, text) => block.set(D.bytes(text), at);
    put(0, rest);
    put(
      100,
      "0000644\x000000000\x000000000\x00" +
        length.toString(8).padStart(11, "0") +
        "\x0000000000000\x00        0",
    );
    put(257, "ustar\x0000");
    put(329, "0000000\x000000000\x00");
    put(345, prefix);
    const sum = block.reduce((a, b) => a + b, 0);
    put(148, sum.toString(8).padStart(6, "0") + "\x00 ");
    return block;
  }
  /** The files of a tar that is written the one way a bundle is. */
  D.untar = (raw) => {
    const files = new Map();
    const end = raw.length - 2 * BLOCK;
    let at = 0;
    let before = "";
    const altered = (where) => new D.Unsound("压缩包被改动。", "The archive was altered.", where);
    while (at < end) {
      const block = raw.subarray(at, at + BLOCK);
      const name = ascii(block.subarray(345, 500)).replace(/\0+$/, "");
      const own = ascii(block.subarray(0, 100)).replace(/\0+$/, "");
      const path = name ? `${name}/${own}` : own;
      const digits = ascii(block.subarray(124, 135));
      const length = /^[0-7]{11}$/.test(digits) ? parseInt(digits, 8) : -1;
      const right = own && length >= 0 && /^[\x21-\x7e]+$/.test(path) ? header(path, length) : null;
      if (!right || !D.equal(right, block)) throw altered(before ? `tar, ${before}` : "tar");
      const start = at + BLOCK;
      at = start + Math.ceil(length / BLOCK) * BLOCK;
      if (at > end || path <= before || raw.subarray(start + length, at).some(Boolean)) throw altered(path);
      files.set(path, raw.subarray(start, start + length));
      before = path;
    }
    if (at !== end || raw.subarray(end).some(Boolean) || !files.size) throw altered("tar");
    return files;
  };
})(self.Dinggang);
