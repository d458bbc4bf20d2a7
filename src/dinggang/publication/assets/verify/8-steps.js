// The steps of a check that stand by themselves: lines of a report, what an act decided, what an older piece says.
"use strict";
(function (D) {
  const line =
    (state) =>
    (zh, en, where = "") => ({
      state,
      zh,
      en,
      where: typeof where === "string" ? { zh: where, en: where } : where,
    });
  const holds = line("holds");
  const fails = line("fails");
  const open = line("unchecked");
  const cannot = (c) => ({ ...open(c.zh, c.en), cannot: true });
  const failed = (unsound, where) => fails(unsound.zh, unsound.en, where || unsound.where);
  const joined = (a, b) => ({ zh: `${a.zh} ${b}`.trim(), en: `${a.en} ${b}`.trim() });
  /** What altered bytes may raise in a step; anything else is a mistake of ours and is not caught. */
  const altered = (error) =>
    error instanceof D.Unsound ||
    error instanceof TypeError ||
    error instanceof RangeError ||
    error instanceof SyntaxError;

  /** The lists of choices in the last certificate, or null. */
  function listed(kept) {
    const last = kept.filter((k) => k.files.certificate).pop();
    try {
      return last
        ? new Map(D.json(last.files.certificate).people.map((p) => [p.person, p.choices.map((c) => c.post)]))
        : null;
    } catch (error) {
      if (!altered(error)) throw error;
      return null; // told where the certificate itself is checked
    }
  }
  /** Whose score or rank is wrong. Post by post, equals who share no post need no draw: who shares one is told by the lists
   *  in the certificate, and before there is one only scores and ranks are looked at (`loose`). */
  function boardWrong({ plan, board, lists }, draws) {
    const wrong = D.boardAgain(plan, board, draws, lists || new Map());
    if (!wrong.length || plan.rules.composite.group !== "post" || lists) return { wrong, loose: false };
    return { wrong: D.boardAgain(plan, board, draws, new Map(), true), loose: true };
  }

  /** What one act decided, against what was published before it. */
  function decidedIn(each, before, state) {
    const { act, files } = each;
    const where = D.named(each.index, each.raw);
    const found = [];
    if (files.plan) state.plan = D.formed("Plan", D.json(files.plan));
    if (files.posts) state.posts = D.listed("Post", D.json(files.posts));
    const raw = files.scoreboard || files.ranking;
    if (raw && state.plan) {
      state.board = D.formed("Board", D.json(raw));
      const draws = D.tieDraws(before.map((k) => k.act));
      const { wrong, loose } = boardWrong(state, draws);
      const ranked = state.board.ranking.ranked.length;
      found.push(
        wrong.length
          ? fails(
              `由公布的成绩按方案重算，${wrong.slice(0, 10).join("、")}的综合成绩或名次不符。`,
              `Worked out again by the plan, score or rank of ${wrong.slice(0, 10).join(", ")} differs.`,
              where,
            )
          : holds(
              `${where.zh}：由公布的各项成绩重算，${ranked}人的综合成绩和名次一致。`,
              `${where.en}: scores and ranks of ${ranked} people, worked out from the published marks, agree.`,
            ),
      );
      if (loose)
        found.push(
          open(
            `${where.zh}：分岗位排名，同分者的先后取决于封存的志愿，本页核不了。`,
            `${where.en}: ranked post by post, the order of equals rests on sealed choices and cannot be checked here.`,
          ),
        );
    }
    if (files.certificate && state.plan && state.board) {
      const right = D.placementAgain(state.plan, state.posts, state.board, files.certificate);
      state.placed = new Map(D.json(files.certificate).people.map((p) => [p.person, p.post]));
      found.push(
        right === null
          ? open(
              `${where.zh}：总体最优的证明请用 check_fit.py 或 check_placement.py 核对（见“下载”）。`,
              `${where.en}: check the proof of the best fit with check_fit.py or check_placement.py (see downloads).`,
            )
          : right
            ? holds(
                `${where.zh}：由排名和志愿重算，定岗一致。`,
                `${where.en}: placement from ranks and lists agrees.`,
              )
            : fails("由排名和志愿重算，定岗不符。", "Placement worked out again differs.", where),
      );
    }
    if (files.placements && state.placed) {
      const rows = D.listed("Holding", D.json(files.placements));
      const wrong = rows
        .filter((r) => r.placed_in === "first" && state.placed.get(r.person) !== r.post)
        .map((r) => r.person);
      const gone = new Set(
        before.filter((k) => k.act.kind === "placement_refused").flatMap((k) => k.act.people),
      );
      const listed = new Set(rows.map((r) => r.person));
      for (const [person, post] of state.placed)
        if (post !== null && !listed.has(person) && !gone.has(person)) wrong.push(person);
      found.push(
        wrong.length
          ? fails(
              `名单与定岗证明不符：${wrong.slice(0, 10).join("、")}。`,
              `The list is not that of the placement's proof: ${wrong.slice(0, 10).join(", ")}.`,
              where,
            )
          : holds(
              `${where.zh}：名单${rows.length}人，第一轮与定岗证明一致。`,
              `${where.en}: the list of ${rows.length} people agrees with the proof of the first round.`,
            ),
      );
    }
    return found;
  }

  const isTar = (bytes) => bytes.length > 512 && D.hex(bytes.subarray(257, 262)) === "7573746172";
  const starts = (bytes, text) => D.equal(bytes.subarray(0, text.length), D.bytes(text));
  const rewritten = (where) =>
    fails(
      "与旧件不同：记录被改写，不是旧记录的延续。旧件中是：",
      "Other than in the older piece: the record was rewritten. There it reads:",
      where,
    );
  const back = (was, now) =>
    fails(
      `旧件有${was}条，现在只有${now}条：记录被退回。`,
      `The older piece has ${was} entries, there are only ${now}: the record went back.`,
      "log/checkpoint",
    );
  /** An older bundle entry by entry; an older checkpoint, or the one in a proof, by its root. */
  async function continues(bytes, policy, entries, vouched, dated) {
    if (!isTar(bytes)) {
      const note = starts(bytes, "c2sp.org/tlog-proof@v1\n") ? D.proof(bytes).note : bytes;
      const { checkpoint, since } = await D.seen(note, policy);
      const { size, root } = checkpoint;
      if (since !== null) dated.push([size, since]);
      if (size > entries.length) return [back(size, entries.length)];
      const ours = await D.rootOf(await Promise.all(entries.slice(0, size).map(D.leaf)));
      if (!D.equal(ours, root))
        return [
          rewritten({
            zh: `前${size}条的根 ${D.hex(root).slice(0, 8)}`,
            en: `root ${D.hex(root).slice(0, 8)} of the first ${size}`,
          }),
        ];
      return vouched ? [same(size, entries.length)] : [];
    }
    const { files, wrong } = await D.unpack(bytes);
    if (wrong.length) throw new D.Unsound("旧件本身有改动。", "The older piece was altered itself.");
    const { checkpoint, since } = await D.seen(files.get("log/checkpoint") || new Uint8Array(), policy);
    const { size, root } = checkpoint;
    if (since !== null) dated.push([size, since]);
    const old = D.looseEntries(files);
    if (old.length !== size || !D.equal(await D.rootOf(await Promise.all(old.map(D.leaf))), root))
      throw new D.Unsound("旧件本身有改动。", "The older piece was altered itself.");
    const at = old.findIndex((raw, i) => i < entries.length && !D.equal(raw, entries[i]));
    if (at >= 0) return [rewritten(D.named(at, old[at]))];
    if (size > entries.length) return [back(size, entries.length)];
    return vouched ? [same(size, entries.length)] : [];
  }
  const same = (was, now) =>
    holds(
      `旧件的${was}条原样都在，此后新增${now - was}条。`,
      `All ${was} entries of the older piece stand as they were; ${now - was} were added.`,
    );

  D.report = { line, holds, fails, open, cannot, failed, joined, altered, back, rewritten, same };
  Object.assign(D, { listedChoices: listed, decidedIn, continues });
})(self.Dinggang);
