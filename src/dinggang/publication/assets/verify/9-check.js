// The check of a bundle, step by step, in the words and the order of `dinggang verify`.
"use strict";
(function (D) {
  const { line, holds, fails, open, cannot, failed, joined, altered } = D.report;
  const { decidedIn, continues } = D;

  /** Checks a bundle. `demands`: `policy` (bytes the reader trusts), `older` (list of {name, bytes}: an older bundle,
   *  checkpoint or proof), `receipt` (bytes), `papers` (list of {name, bytes}). Returns lines {state: holds|fails|unchecked, zh, en, where, cannot}. */
  D.verify = async (raw, demands = {}) => {
    const lines = [];
    try {
      await new Check(raw, demands, lines).run();
    } catch (error) {
      if (error instanceof D.Cannot) lines.push(cannot(error));
      else if (error instanceof D.Unsound) lines.push(failed(error));
      else throw error;
    }
    return lines;
  };
  /** holds, fails or cannot. */
  D.verdict = (lines) =>
    lines.some((l) => l.state === "fails")
      ? "fails"
      : lines.some((l) => l.cannot) || !lines.length
        ? "cannot"
        : "holds";

  /** The files of a bundle, each as its manifest lists it. */
  D.unpack = async (raw) => {
    const files = D.untar(raw);
    const manifest = files.get("manifest.json");
    if (!manifest) throw new D.Unsound("不是公开记录包。", "Not a bundle.");
    const listed = D.json(manifest);
    files.delete("manifest.json");
    if (listed.format !== "dinggang-bundle-1" || !Array.isArray(listed.files))
      throw new D.Unsound("清单不合格式。", "Not a manifest.");
    const wrong = [];
    const known = new Map(listed.files.map((each) => [each.path, each]));
    for (const path of [...new Set([...files.keys(), ...known.keys()])].sort()) {
      const raw = files.get(path);
      const each = known.get(path);
      if (!raw) wrong.push([path, "缺少文件。", "A file is missing."]);
      else if (!each) wrong.push([path, "多出文件。", "A file that the manifest does not list."]);
      else if (raw.length !== each.length || D.hex(await D.sha256(raw)) !== each.sha256)
        wrong.push([path, "文件与清单不符。", "Not what the manifest says."]);
    }
    return { files, wrong };
  };
  /** The entries a bundle holds, up to the first file of them that is damaged. */
  D.looseEntries = (files) => {
    const found = [];
    for (let index = 0; ; index++) {
      const name = D.tilePath(null, index, 256);
      const path = [...files.keys()].find((p) => p === `log/${name}` || p.startsWith(`log/${name}.p/`));
      if (!path) return found;
      const raw = files.get(path);
      for (let at = 0; at + 2 <= raw.length;) {
        const end = at + 2 + raw[at] * 256 + raw[at + 1];
        if (end > raw.length) return found;
        found.push(raw.subarray(at + 2, end));
        at = end;
      }
    }
  };

  class Check {
    constructor(raw, demands, lines) {
      Object.assign(this, { raw, demands, lines, dated: [] });
    }
    say(...those) {
      this.lines.push(...those);
    }
    async run() {
      const { files, wrong } = await D.unpack(this.raw);
      this.files = files;
      if (wrong.length) {
        this.say(...wrong.map(([path, zh, en]) => fails(zh, en, this.whose(path))));
        return;
      }
      this.say(holds(`文件齐全，共${files.size}个，与清单一致。`, `All ${files.size} files are as listed.`));
      const policy = await this.policy();
      const entries = policy && (await this.log(policy));
      if (!policy) return;
      if (!entries) {
        await this.older(policy, D.looseEntries(files), false);
        return;
      }
      const kept = await this.acts(entries);
      await this.older(policy, entries, true);
      if (!kept) return;
      this.order(kept);
      this.decided(kept);
      await this.draws(kept);
      await this.receipt(kept);
      await this.papers(kept);
      this.sealed(kept);
    }
    /** A file with the act that it belongs to. */
    whose(path) {
      const index = D.looseEntries(this.files).findIndex(
        (raw) => path.startsWith("files/") && D.text(raw).includes(path.slice(6)),
      );
      if (index < 0) return path;
      const words = D.named(index, D.looseEntries(this.files)[index]);
      return { zh: `${words.zh} ${path}`, en: `${words.en} ${path}` };
    }
    async policy() {
      const own = this.files.get("policy") || new Uint8Array();
      const given = this.demands.policy;
      let policy;
      try {
        policy = await D.policy(given || own);
      } catch (error) {
        if (!(error instanceof D.Unsound)) throw error;
        this.say(failed(error, "policy"));
        return null;
      }
      const mark = D.hex(await D.sha256(own)).slice(0, 16);
      this.exact = !given || D.equal(given, own);
      if (!given)
        this.say(
          open(
            `见证规则取自本包，请与公告上的核对（指纹 ${mark}），或填入自己信任的一份。`,
            `The policy is the bundle's own; compare its fingerprint ${mark} with the posted one, or give yours.`,
          ),
        );
      else if (!this.exact)
        this.say(
          open(
            "包中的见证规则与您给的不同，已按您给的核验；请查明记录何时改过规则。",
            "The bundle's policy is not yours; yours was used. Ask when and why the record's was changed.",
          ),
        );
      return policy;
    }
    /** Signature and witnesses, then the tree from the entries: the entries, if all of it holds. */
    async log(policy) {
      const before = this.lines.length;
      let checkpoint = null;
      try {
        const raw = this.files.get("log/checkpoint");
        if (!raw) throw new D.Unsound("缺少文件。", "A file is missing.");
        try {
          const seen = await D.seen(raw, policy);
          checkpoint = seen.checkpoint;
          if (seen.since !== null) this.dated.push([checkpoint.size, seen.since]);
          this.say(...this.witnesses(policy, seen));
        } catch (error) {
          if (!(error instanceof D.Cannot)) throw error;
          this.say(cannot(error));
          checkpoint = D.checkpoint(D.note(raw).text);
        }
      } catch (error) {
        if (!(error instanceof D.Unsound)) throw error;
        this.say(failed(error, `log/checkpoint ${error.where}`.trim()));
      }
      if (!checkpoint) return null;
      this.origin = checkpoint.origin;
      const entries = await this.tree(checkpoint);
      return this.lines.slice(before).some((l) => l.state === "fails") ? null : entries;
    }
    witnesses(policy, seen) {
      const { origin, size } = seen.checkpoint;
      const found = [
        holds(`签名有效：${origin}，${size}条。`, `The signature holds: ${origin}, ${size} entries.`),
      ];
      const count = seen.witnesses.length;
      if (this.exact && seen.unknown)
        found.push(
          fails(
            "检查点有规则以外的签名行。",
            "The checkpoint has signature lines that the policy does not know.",
            "log/checkpoint",
          ),
        );
      if (!seen.witnessed)
        found.push(
          fails(
            `见证人数不足：${count}名，尚未见证。`,
            `Not yet witnessed: only ${count} cosigned.`,
            "log/checkpoint",
          ),
        );
      else if (policy.witnesses.length) {
        const when = (time) =>
          new Date((Number(time) + 8 * 3600) * 1000).toISOString().slice(0, 16).replace("T", " ");
        const who = seen.witnesses.map((w) => `${w.name} ${when(w.time)}`).join("；");
        found.push(
          holds(`见证有效：${count}名（${who}，UTC+8）。`, `Witnessed by ${count} (${who}, UTC+8).`),
        );
      } else
        found.push(
          open(
            "尚未见证：规则没有要求见证人，无法排除签发者另存一份不同的记录。",
            "Not witnessed: the policy asks for none; a second record by the same signer cannot be ruled out.",
          ),
        );
      return found;
    }
    async tree({ size, root }) {
      const entries = [];
      const leaves = [];
      const expected = D.tiles(size);
      const paths = new Set(expected.map((tile) => `log/${tile.path}`));
      for (const path of this.files.keys())
        if (path.startsWith("log/") && path !== "log/checkpoint" && !paths.has(path))
          this.say(fails("多出文件。", "A file too many.", path));
      let tree = null;
      const wrong = new Map();
      try {
        for (const tile of expected.filter((t) => t.level === null))
          entries.push(...D.entriesIn(this.tile(tile), tile.width));
        leaves.push(...(await Promise.all(entries.map(D.leaf))));
        tree = await D.tree(leaves);
        for (const tile of expected.filter((t) => t.level !== null)) {
          const ours = tree.levels[8 * tile.level].slice(tile.index * 256, tile.index * 256 + tile.width);
          const theirs = D.hashesIn(this.tile(tile), tile.width);
          const at = ours.findIndex((hash, i) => !D.equal(hash, theirs[i]));
          if (at >= 0) wrong.set(tile.path, tile.level === 0 ? tile.index * 256 + at : null);
        }
      } catch (error) {
        if (!(error instanceof D.Unsound)) throw error;
        this.say(failed(error));
        return null;
      }
      for (const [path, index] of wrong) {
        const where = index === null ? `log/${path}` : D.named(index, entries[index]);
        this.say(
          fails(
            "条目与哈希块不符：条目被改动、抽换或挪动。",
            "Entries and tiles differ: an entry was changed, taken out or moved.",
            where,
          ),
        );
      }
      if (!D.equal(tree.root, root))
        this.say(
          fails(
            "由条目重算的根与签署的根不符。",
            "The root worked out from the entries is not the signed one.",
            "log/checkpoint",
          ),
        );
      else if (!wrong.size)
        this.say(
          holds(
            `由${size}条条目重算的根一致：${D.hex(root).slice(0, 8)}。`,
            `The root worked out from ${size} entries agrees: ${D.hex(root).slice(0, 8)}.`,
          ),
        );
      return entries;
    }
    tile(tile) {
      const raw = this.files.get(`log/${tile.path}`);
      if (!raw) throw new D.Unsound("缺少文件。", "A file is missing.", `log/${tile.path}`);
      return raw;
    }
    /** Every act with its files and lists, each checked; null when one does not hold. */
    async acts(entries) {
      const kept = [];
      const used = new Set();
      let policy = null;
      let wrong = 0;
      for (const [index, raw] of entries.entries()) {
        try {
          const entry = D.entry(raw);
          if (entry.policy) {
            policy = entry.policy;
            continue;
          }
          [...entry.files, ...entry.tables].forEach((ref) => used.add(`files/${ref.sha256}`));
          kept.push({ index, raw, ...(await D.kept(entry, this.files)) });
        } catch (error) {
          if (error instanceof D.Cannot || !altered(error)) throw error;
          wrong += 1;
          const unsound = error instanceof D.Unsound ? error : D.form("不是正式行为", "not an act");
          this.say(failed(unsound, joined(D.named(index, raw), unsound.where)));
        }
      }
      for (const path of this.files.keys())
        if (path.startsWith("files/") && !used.has(path)) {
          wrong += 1;
          this.say(fails("多出文件，没有任何行为提到它。", "A file that no act names.", path));
        }
      if (!policy || !D.equal(policy, this.files.get("policy") || new Uint8Array())) {
        wrong += 1;
        this.say(
          fails(
            "包中的见证规则与记录中最新的不符。",
            "The policy is not the newest one in the record.",
            "policy",
          ),
        );
      }
      if (wrong) return null;
      const files = kept.reduce((n, k) => n + Object.keys(k.files).length, 0);
      const tables = kept.reduce((n, k) => n + Object.keys(k.tables).length, 0);
      this.say(
        holds(
          `正式行为${kept.length}件，公开文件${files}个、封存表${tables}张，摘要和承诺根一致。`,
          `${kept.length} acts; the digests of ${files} files and the roots of ${tables} sealed tables agree.`,
        ),
      );
      return kept;
    }
    /** Whether the record continues what the reader kept of it: a bundle, a checkpoint, a proof. */
    async older(policy, entries, vouched) {
      for (const { name, bytes } of this.demands.older || []) {
        try {
          this.say(...(await continues(bytes, policy, entries, vouched, this.dated)));
        } catch (error) {
          if (error instanceof D.Cannot) this.say(cannot(error));
          else if (altered(error))
            this.say(
              fails(error.zh || "不是公开记录的旧件。", error.en || "Not an older piece of a record.", name),
            );
          else throw error;
        }
      }
    }
    order(kept) {
      const wrong = D.disorder(kept);
      this.say(
        ...wrong.map(([number, zh, en]) => fails(zh, en, D.named(kept[number].index, kept[number].raw))),
      );
      if (!wrong.length)
        this.say(
          holds(
            "行为次序符合程序；规则在任何成绩封存之前已入记录，之后未变。",
            "The acts are in order; the rules were on record before any mark and did not change after.",
          ),
        );
    }
    /** Every board, the first round of placement, and the lists of appointments made of it. */
    decided(kept) {
      const state = { plan: null, posts: [], board: null, placed: null, lists: D.listedChoices(kept) };
      kept.forEach((each, number) => {
        try {
          this.say(...decidedIn(each, kept.slice(0, number + 1), state));
        } catch (error) {
          if (error instanceof D.Cannot || !altered(error)) throw error;
          this.say(
            fails(
              "公开文件的内容不合格式。",
              "A published file is not of its form.",
              D.named(each.index, each.raw),
            ),
          );
        }
      });
    }
    async draws(kept) {
      const found = await D.drawsAgain(kept, this.dated);
      for (const [state, zh, en, each] of found) {
        if (!each) {
          this.say(line(state)(zh, en));
          continue;
        }
        const where = D.named(each.index, each.raw);
        this.say(
          state === "fails" ? fails(zh, en, where) : line(state)(`${where.zh}：${zh}`, `${where.en}: ${en}`),
        );
      }
    }
    async receipt(kept) {
      if (this.demands.receipt) this.say(...(await D.checkReceipt(this.demands.receipt, this.origin, kept)));
    }
    /** Whether a file that the visitor has is one that an act published, or one whose digest it did. */
    async papers(kept) {
      for (const { name, bytes } of this.demands.papers || []) {
        const digest = D.hex(await D.sha256(bytes));
        const listed = (each) => (each.files.documents ? D.json(each.files.documents) : []);
        const of = kept.find(
          (each) =>
            each.entry.files.some((ref) => ref.sha256 === digest) ||
            listed(each).some((row) => row.sha256 === digest),
        );
        const where = of && D.named(of.index, of.raw);
        this.say(
          of
            ? holds(`${name}就是${where.zh}公布的文件。`, `${name} is the file that ${where.en} published.`)
            : open(
                `记录中没有公布过与${name}相同的文件。`,
                `No act published a file with the content of ${name}.`,
              ),
        );
      }
    }
    sealed(kept) {
      const tables = kept
        .flatMap((k) => k.entry.tables)
        .filter((t) => t.rows && !["names", "documents"].includes(t.name));
      if (!tables.length) return;
      const rows = tables.reduce((n, t) => n + t.rows, 0);
      this.say(
        open(
          `封存的原始材料（${tables.length}张表，${rows}行）不公开，本页不重办资格、评分、分流和平衡表；持审计本的人用 dinggang verify 重办。`,
          `Sealed rows (${tables.length} tables, ${rows} rows) are not public: eligibility, marking, exits and the balance sheet are decided again by dinggang verify with the auditor's bundle.`,
        ),
      );
    }
  }
})(self.Dinggang);
