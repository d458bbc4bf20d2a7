// What a visitor brings along: a person's receipt, and the proof on a notice.
"use strict";
(function (D) {
  const { holds, fails, open, cannot, failed, back, rewritten, same } = D.report;

  /** One line per row of a receipt: it is sealed in the act it names, and no correction has taken that act's place. */
  D.checkReceipt = async (raw, origin, kept) => {
    let receipt;
    try {
      receipt = D.json(raw);
      if (receipt.format !== "dinggang-receipt-1" || !Array.isArray(receipt.rows))
        throw D.form("不是回执", "not a receipt");
    } catch (error) {
      if (!(error instanceof D.Unsound)) throw error;
      return [failed(error, { zh: "回执", en: "receipt" })];
    }
    if (receipt.origin !== origin)
      return [fails("这是另一份记录的回执。", "A receipt of another record.", receipt.origin)];
    const counted = new Set(D.standing(kept.map((k) => k.act)).map((a) => a.id));
    const found = [];
    for (const row of receipt.rows) {
      const of = kept.find((k) => k.act.id === row.act);
      const list = of && of.tables[row.table];
      const where = `${row.act} ${row.table}`;
      if (!list) {
        found.push(fails("记录中没有这一行为或这张表。", "The record has no such act or table.", where));
        continue;
      }
      const words = D.named(of.index, of.raw);
      const salt = /^[0-9a-f]{64}$/.test(row.salt) ? D.fromHex(row.salt) : new Uint8Array();
      const made = await D.sha256(
        D.concat(D.bytes("dinggang commitment v1\0"), salt, D.bytes(D.canonical(row.row))),
      );
      const owner = row.table === "people" ? row.row.id : row.row.person;
      if (owner !== receipt.person || !list.some((each) => D.equal(each, made)))
        found.push(
          fails(
            `${receipt.person}的这一行不在该行为封存的表中。`,
            `This row of ${receipt.person} is not in the table that the act sealed.`,
            where,
          ),
        );
      else if (!counted.has(row.act))
        found.push(
          fails(
            `${receipt.person}的这一行所在的行为已被更正，不再计入。`,
            `This row of ${receipt.person} was sealed by an act that was corrected.`,
            where,
          ),
        );
      else
        found.push(
          holds(
            `${receipt.person}的${row.table}一行就是${words.zh}封存并计入的那一行。`,
            `This row of ${receipt.person} in ${row.table} is the one that ${words.en} sealed and that counted.`,
          ),
        );
    }
    return found;
  };

  /** A notice's proof against the site's own record: signature, the act at its place, and that the record goes on from it. */
  D.verifyProof = async (raw, bundle, policyBytes) => {
    const lines = [];
    try {
      const { files } = await D.unpack(bundle);
      const entries = D.looseEntries(files);
      const policy = await D.policy(policyBytes || files.get("policy") || new Uint8Array());
      const proof = D.proof(raw);
      let checkpoint;
      try {
        const seen = await D.seen(proof.note, policy);
        checkpoint = seen.checkpoint;
        lines.push(
          holds(
            `二维码上的签名有效：${checkpoint.origin}，${checkpoint.size}条，根 ${D.hex(checkpoint.root).slice(0, 8)}。`,
            `The signature in the code holds: ${checkpoint.origin}, ${checkpoint.size} entries, root ${D.hex(checkpoint.root).slice(0, 8)}.`,
          ),
        );
        if (!seen.witnessed) lines.push(fails("见证人数不足，尚未见证。", "Not yet witnessed."));
        else if (seen.witnesses.length)
          lines.push(
            holds(
              `见证${seen.witnesses.length}名：${seen.witnesses.map((w) => w.name).join("、")}。`,
              `Witnessed by ${seen.witnesses.map((w) => w.name).join(", ")}.`,
            ),
          );
        else lines.push(open("尚未见证：规则没有要求见证人。", "Not witnessed: the policy asks for none."));
      } catch (error) {
        if (!(error instanceof D.Cannot)) throw error;
        lines.push(cannot(error));
        checkpoint = D.checkpoint(D.note(proof.note).text);
      }
      const where = D.named(proof.index, entries[proof.index] || new Uint8Array());
      if (checkpoint.size > entries.length) lines.push(back(checkpoint.size, entries.length));
      const entry = entries[proof.index];
      if (!entry) return lines;
      const inside = await D.included(
        proof.index,
        checkpoint.size,
        await D.leaf(entry),
        proof.path,
        checkpoint.root,
      );
      lines.push(
        inside
          ? holds(
              `公告对应的就是${where.zh}，它在签署的记录之中。`,
              `The notice is ${where.en}, and it is in the signed record.`,
            )
          : fails(
              "网站上的这一条不是公告上证明的那一条。",
              "The entry on this site is not the one that the notice proves.",
              where,
            ),
      );
      if (checkpoint.size <= entries.length) {
        const ours = await D.rootOf(await Promise.all(entries.slice(0, checkpoint.size).map(D.leaf)));
        lines.push(
          D.equal(ours, checkpoint.root)
            ? same(checkpoint.size, entries.length)
            : rewritten({ zh: `前${checkpoint.size}条`, en: `the first ${checkpoint.size}` }),
        );
      }
    } catch (error) {
      if (error instanceof D.Cannot) lines.push(cannot(error));
      else if (error instanceof D.Unsound) lines.push(failed(error));
      else throw error;
    }
    return lines;
  };
})(self.Dinggang);
