// The draws again: from the list and sources that were announced and the values that came, to the order of the tickets.
"use strict";
(function (D) {
  const MISSING = ["缺", "missing"];
  const B = "[ \\t\\n\\r\\f\\v]"; // ASCII blanks, as the announcement's form has them
  const NAME = "([^\\n]*[^ \\t\\n\\r\\f\\v])";
  const REVEAL = new RegExp(`^${NAME}${B}+(?:承诺|commits)${B}*([0-9a-f]{64})$`);
  const BEACON = new RegExp(`^${NAME}${B}+(?:信标|beacon)$`);
  const DIGITS = new RegExp(`^${NAME}${B}*\\b([1-9][0-9]{0,2})${B}*(?:位|digits)$`);
  /** The source that a text of an announcement describes, or null. */
  function source(text) {
    let found = REVEAL.exec(text);
    if (found) return { kind: "reveal", name: found[1], commitment: found[2] };
    found = BEACON.exec(text);
    if (found) return { kind: "beacon", name: found[1] };
    found = DIGITS.exec(text);
    return found && { kind: "digits", name: found[1], length: Number(found[2]) };
  }
  const sources = (act) => [...act.sources, ...(act.fallback ? [act.fallback] : [])].map(source);
  const follows = (held, acts) => acts.find((a) => a.id === held.follows && a.kind === "draw_committed");
  /** The orders of the draws on record that separate equals, the earliest first. */
  D.tieDraws = (acts) => {
    const purpose = (act) => {
      const before = follows(act, acts);
      return (before ? before.purpose : act.purpose) || "ties";
    };
    const held = acts.filter((a) => a.kind === "draw_held" && purpose(a) === "ties");
    held.sort((a, b) => (a.day + "|" + a.id < b.day + "|" + b.id ? -1 : 1));
    return held.map((a) => a.people);
  };

  async function good({ kind, length, commitment }, value) {
    if (kind === "digits") return /^[0-9]+$/.test(value) && value.length === length;
    if (!/^[0-9a-f]{64}$/.test(value)) return false;
    return kind === "beacon" || D.hex(await D.sha256(D.fromHex(value))) === commitment;
  }
  /** Each source with its value, the fallback last when one gave none; null when the values are not those announced. */
  async function used(act, values) {
    const all = sources(act);
    if (!act.due || !act.sources.length || all.some((s) => !s)) return null;
    const own = all.slice(0, act.sources.length);
    const lacking = own.some((_, i) => MISSING.includes(values[i]));
    if ((lacking && !act.fallback) || values.length !== own.length + (lacking ? 1 : 0)) return null;
    const found = own.map((s, i) => [s, values[i]]).filter(([, value]) => !MISSING.includes(value));
    if (lacking) found.push([all[all.length - 1], values[values.length - 1]]);
    for (const [s, value] of found) if (!(await good(s, value))) return null;
    return found;
  }
  /** The order of the tickets of these ids, by (source, value) in the announced order. */
  D.lots = async (label, ids, values) => {
    const lines = ["dinggang draw seed v1", label, ...values.map(([name, value]) => `${name}\t${value}`)];
    const seed = D.hex(await D.sha256(D.bytes(lines.join("\n") + "\n")));
    const tickets = await Promise.all(
      [...new Set(ids)].map(async (id) => [D.hex(await D.sha256(D.bytes(`${label}${seed}\0${id}`))), id]),
    );
    return tickets.sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([, id]) => id);
  };

  const LEAST = 20;
  const digits = (list) =>
    list.every((s) => s.kind === "digits") ? list.reduce((n, s) => n + s.length, 0) : Infinity;
  /** What is wrong with an announcement by itself: [code of the finding, zh, en]. */
  function announcementWrong(act) {
    const found = [];
    const all = sources(act);
    const own = all.slice(0, act.sources.length);
    const fallback = act.fallback ? [all[all.length - 1]] : [];
    const reveals = own.filter((s) => s && s.kind === "reveal").length;
    const unfit =
      !act.due ||
      !own.length ||
      all.some((s) => !s) ||
      new Set(all.map((s) => s.name)).size < all.length ||
      reveals === own.length ||
      (reveals && !fallback.length) ||
      (fallback.length && fallback[0].kind === "reveal");
    if (unfit)
      found.push([
        "D04",
        `抽签公告${act.id}的来源不能用。`,
        `The sources of announcement ${act.id} will not do.`,
      ]);
    else if (digits(own) < LEAST || (fallback.length && digits(fallback) < LEAST))
      found.push([
        "D05",
        `抽签公告${act.id}的数字少于${LEAST}位，可以事先试算。`,
        `The digits of announcement ${act.id} are fewer than ${LEAST} and can be tried out beforehand.`,
      ]);
    if (act.due && act.day >= act.due)
      found.push([
        "D02",
        `抽签公告${act.id}不早于抽签日。`,
        `Announcement ${act.id} is not before the day of the draw.`,
      ]);
    return found;
  }
  /** What is wrong with a draw by its announcement. */
  async function drawWrong(committed, held, place) {
    if (place.get(committed.id) >= place.get(held.id))
      return [["D06", "公告在抽签之后才入记录。", "The announcement entered the record after the draw."]];
    const found = [];
    if (committed.due && (held.day < committed.due || held.day <= committed.day))
      found.push([
        "D02",
        `抽签${held.id}早于公告所定的日期。`,
        `Draw ${held.id} is before the day that was announced.`,
      ]);
    if (sources(committed).some((s) => !s) || !committed.due || !committed.sources.length) return found; // told at the announcement
    const values = await used(committed, held.values);
    if (!values)
      return [
        ...found,
        ["D06", `抽签${held.id}的来源结果不对。`, `The values of draw ${held.id} will not do.`],
      ];
    const order = await D.lots(
      committed.id,
      committed.people,
      values.map(([s, value]) => [s.name, value]),
    );
    if (D.canonical(order) !== D.canonical(held.people))
      found.push([
        "D07",
        `抽签${held.id}的次序与按来源结果算出的不符，应为：${order.join("、")}。`,
        `The order of draw ${held.id} is not that of its tickets, which is: ${order.join(", ")}.`,
      ]);
    return found;
  }
  /** Midnight in Beijing of the day, before which no value that falls on it can be known; POSIX seconds. */
  const known = (due) => BigInt(Date.parse(`${due}T00:00:00Z`) / 1000 - 8 * 3600);

  function planned(raw) {
    try {
      return D.formed("Plan", D.json(raw)).rules.draw;
    } catch (error) {
      if (!(error instanceof D.Unsound)) throw error;
      return null; // told where the boards are worked out again
    }
  }

  /** What is to be said of the draws: [state, zh, en, the act it is of, if of one]. `dated`: [size, time] of checkpoints that a quorum saw. */
  D.drawsAgain = async (kept, dated) => {
    const acts = D.standing(kept.map((k) => k.act));
    const plans = kept.filter((k) => k.files.plan);
    const rule = plans.length ? planned(plans[plans.length - 1].files.plan) : null;
    const place = new Map(kept.map((k) => [k.act.id, k.index]));
    const found = [];
    const seen = [];
    const unknown = [];
    const hash = rule !== null && rule.method === "hash";
    const explained = (code) => acts.find((a) => a.kind === "finding_explained" && a.lifts.includes(code));
    const tell = (each, wrong) => {
      for (const [code, zh, en] of wrong) {
        const by = code < "D06" && explained(code); // no act explains arithmetic away
        if (by)
          found.push([
            "unchecked",
            `${zh}已由“说明事项”（${by.id}）说明。`,
            `${en} Explained by ${by.id}.`,
            each,
          ]);
        else found.push(["fails", zh, en, each]);
      }
    };
    const standing = kept.filter((k) => acts.includes(k.act));
    for (const each of standing.filter(
      (k) => k.act.kind === "draw_committed" && (hash || k.act.sources.length),
    ))
      tell(each, announcementWrong(each.act));
    for (const each of standing.filter((k) => k.act.kind === "draw_held")) {
      const held = each.act;
      const say = (state, zh, en) => found.push([state, zh, en, each]);
      const committed = follows(held, acts);
      if (!committed) {
        if (hash || held.follows !== null)
          tell(each, [
            [
              "D01",
              `抽签${held.id}没有在它之前有效的抽签公告${held.follows ? `（${held.follows}）` : ""}。`,
              `Draw ${held.id} follows no announcement that is in force ${held.follows || ""}.`,
            ],
          ]);
        continue;
      }
      const wrong = await drawWrong(committed, held, place);
      tell(each, wrong);
      if (!committed.sources.length || !committed.due) continue;
      if (!wrong.length)
        say(
          "holds",
          `按公告${committed.id}的名单和来源重算，${held.people.length}人的次序一致。`,
          `redone by list and sources of ${committed.id}, the order of ${held.people.length} people agrees.`,
        );
      const at = place.get(committed.id);
      const before = known(committed.due);
      if (dated.some(([size, since]) => size > at && since < before)) seen.push(committed.id);
      else if (dated.some(([size, since]) => size <= at && since >= before))
        say(
          "fails",
          `抽签日已到，见证人所见的记录中还没有公告${committed.id}。`,
          `On the day of the draw the witnesses saw a record without ${committed.id}.`,
        );
      else unknown.push(committed.id);
      const beacons = sources(committed).filter((s) => s && s.kind === "beacon");
      if (beacons.length)
        say(
          "unchecked",
          `信标${beacons.map((s) => s.name).join("、")}的签名请用信标自己的工具核对。`,
          `check the signature of ${beacons.map((s) => s.name).join(", ")} with the beacon's own tool.`,
        );
    }
    if (seen.length)
      found.push([
        "holds",
        `公告${seen.join("、")}在抽签日之前已有见证。`,
        `Witnessed before the day of the draw: ${seen.join(", ")}.`,
      ]);
    if (unknown.length)
      found.push([
        "unchecked",
        `看不出公告${unknown.join("、")}何时有见证；把抽签日之前保存的旧件放进来即可核对。`,
        `When these were witnessed cannot be told; give a piece that was kept before the draw: ${unknown.join(", ")}.`,
      ]);
    return found;
  };
})(self.Dinggang);
