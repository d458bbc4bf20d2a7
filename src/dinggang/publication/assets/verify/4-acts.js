// Entries of the record: acts with the files they name and the tables they seal, and the order they must stand in.
"use strict";
(function (D) {
  const { form } = D;
  /** The policy that an entry sets, or null. */
  D.policyIn = (value) =>
    value !== null &&
    typeof value === "object" &&
    D.canonical(Object.keys(value).sort()) === '["format","policy"]' &&
    value.format === "dinggang-policy-1"
      ? D.bytes(value.policy)
      : null;

  /** An entry as the record holds it. Throws Unsound for what is no act in canonical form. */
  D.entry = (raw) => {
    const value = D.json(raw);
    const policy = D.policyIn(value);
    if (policy) return { policy };
    const entry = D.formed("Entry", value);
    const text = D.text(raw);
    if (entry.format !== "dinggang-act-1" || text.normalize("NFC") !== text)
      throw form("不是正式行为", "not an act");
    const names = [...entry.files, ...entry.tables].map((ref) => ref.name);
    if (new Set(names).size !== names.length) throw form("名称重复", "a name stands twice");
    return entry;
  };
  /** How a report names an entry, also one that is damaged. */
  D.named = (index, raw) => {
    const place = { zh: `第${index}条`, en: `entry ${index}` };
    let act;
    try {
      act = JSON.parse(D.text(raw)).act;
    } catch {
      act = null;
    }
    const words = act && D.own(D.CONSTANTS.ACTS, act.kind);
    if (!words) return place;
    return { zh: `${place.zh} “${words.zh}”（${act.id}）`, en: `${place.en}, ${words.en} (${act.id})` };
  };

  const missing = (what) => new D.Unsound("缺少文件。", "A file is missing.", what);
  const changed = (what) =>
    new D.Unsound("文件内容与签署的记录不符。", "The file differs from what was signed.", what);
  const file = async (files, sha256, what) => {
    const raw = /^[0-9a-f]{64}$/.test(sha256) ? files.get(`files/${sha256}`) : undefined;
    if (!raw) throw missing(`${what} ${sha256}`);
    if (D.hex(await D.sha256(raw)) !== sha256) throw changed(`${what} ${sha256}`);
    return raw;
  };
  /** The commitments of a sealed table, which make its root. */
  D.commitments = async (raw, ref) => {
    const wrong = new D.Unsound(
      "封存表的清单与承诺根不符。",
      "The list of a sealed table does not make its root.",
      ref.name,
    );
    if (raw.length !== 32 * ref.rows) throw wrong;
    const rows = D.hashesIn(raw, ref.rows);
    if (rows.some((row, i) => i > 0 && D.order(rows[i - 1], row) > 0)) throw wrong;
    const leaves = await Promise.all(rows.map(D.leaf));
    if (D.hex(await D.rootOf(leaves)) !== ref.root) throw wrong;
    return rows;
  };
  /** An act with its files and lists, each checked. */
  D.kept = async (entry, files) => {
    const found = {};
    for (const ref of entry.files) {
      found[ref.name] = await file(files, ref.sha256, ref.name);
      if (found[ref.name].length !== ref.length) throw changed(ref.name);
    }
    const tables = {};
    for (const ref of entry.tables)
      tables[ref.name] = await D.commitments(await file(files, ref.sha256, ref.name), ref);
    let act = entry.act;
    if (found.act) {
      act = D.formed("Act", D.json(found.act));
      if (D.canonical({ ...act, ...D.CONSTANTS.SHORTENED }) !== D.canonical(entry.act)) throw changed("act");
    }
    return { entry, act, files: found, tables };
  };

  /** The acts that no later act of their kind takes the place of. */
  D.standing = (acts) => {
    const replaced = new Set(
      acts.filter((a) => a.corrects !== null && a.corrects !== a.id).map((a) => `${a.corrects} ${a.kind}`),
    );
    return acts.filter((a) => !replaced.has(`${a.id} ${a.kind}`));
  };
  /** Where acts break the order of the procedure, whatever their days say: [number, zh, en]. */
  D.disorder = (kept) => {
    const { ACTS } = D.CONSTANTS;
    const found = [];
    const seen = new Map();
    const kinds = new Set();
    let plan = null;
    let sealed = false;
    kept.forEach(({ act, files }, number) => {
      if (seen.has(act.id)) found.push([number, "编号重复。", "The id stands twice."]);
      if (act.corrects !== null && seen.get(act.corrects) !== act.kind)
        found.push([number, "更正的行为不在它之前。", "What it corrects does not stand before it."]);
      const lacking = ACTS[act.kind].after.filter((kind) => !kinds.has(kind));
      if (act.follows !== null && seen.get(act.follows) !== "draw_committed")
        found.push([
          number,
          "所依据的抽签公告不在它之前。",
          "The announcement it follows does not stand before it.",
        ]);
      if (lacking.length)
        found.push([
          number,
          `在“${lacking.map((k) => ACTS[k].zh).join("、")}”之前就入了记录。`,
          `Entered before ${lacking.map((k) => ACTS[k].en).join(", ")}.`,
        ]);
      if (files.plan) {
        if (sealed && !(plan && D.equal(files.plan, plan)))
          found.push([number, "规则在成绩封存之后改动。", "The rules changed after marks were sealed."]);
        plan = files.plan;
      }
      if (act.kind === "sheets_sealed" || act.kind === "tally_proved") {
        sealed = true;
        if (!plan) found.push([number, "成绩先于规则入记录。", "Marks entered the record before the rules."]);
      }
      seen.set(act.id, act.kind);
      kinds.add(act.kind);
    });
    return found;
  };
})(self.Dinggang);
