// The first round of placement again: from openings, lists and ranks to posts and cut-offs, by the plan's mechanism.
"use strict";
(function (D) {
  const CERTIFIED = {
    rank_order: "rank_order",
    deferred: "deferred_acceptance",
    first_choice: "immediate_acceptance",
    parallel: "banded",
  };
  const GROUPS = ["administrative", "institution", null];
  /** Everyone in the order in which they choose: score, then the place on one's own board, then the administrative board. */
  const choosing = (ranked) =>
    ranked
      .map((r) => ({ ...r, exact: D.decimalOf(r.score) }))
      .sort(
        (a, b) =>
          D.compareNumbers(b.exact, a.exact) ||
          a.order - b.order ||
          GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group),
      );
  const byKey = (a, b) => {
    for (let i = 0; i < a.length; i++) {
      const found = D.compareNumbers(a[i], b[i]);
      if (found) return found;
    }
    return 0;
  };

  /** Deferred acceptance in bands of `size` choices, each final before the next. */
  function banded(lists, openings, keys, size) {
    const left = new Map(openings);
    const taken = new Map([...lists.keys()].map((person) => [person, null]));
    const cutoffs = {};
    const longest = Math.max(0, ...[...lists.values()].map((posts) => posts.length));
    const key = (person, post) => keys.get(`${person} ${post}`);
    for (let start = 0, band = 1; start < longest; start += size, band++) {
      const held = new Map();
      const waiting = [];
      for (const [person, posts] of lists)
        if (taken.get(person) === null)
          waiting.push({ person, ahead: posts.slice(start, start + size).filter((q) => key(person, q)) });
      while (waiting.length) {
        const each = waiting.pop();
        const post = each.ahead.shift();
        if (post === undefined) continue;
        const here = held.get(post) || [];
        here.push({ ...each, key: key(each.person, post) });
        here.sort((a, b) => byKey(b.key, a.key));
        if (here.length > left.get(post)) waiting.push(here.pop());
        held.set(post, here);
      }
      for (const [post, here] of held) {
        for (const { person } of here) taken.set(person, post);
        left.set(post, left.get(post) - here.length);
        const last = here[here.length - 1];
        if (last && left.get(post) === 0) cutoffs[post] = { band, key: last.key, person: last.person };
      }
    }
    return { taken, cutoffs };
  }

  /** Whether the plan's mechanism makes this certificate of the ranking and the lists in it; null for a best fit.
   *  Who is eligible is taken from the certificate. */
  D.placementAgain = (plan, posts, board, raw) => {
    const rule = plan.rules.placement;
    if (!Object.hasOwn(CERTIFIED, rule.mechanism)) return null;
    const found = D.json(raw);
    if (board.ranking.undrawn.length) throw D.form("有人尚未抽签", "people are still tied");
    const listed = new Map(found.people.map((p) => [p.person, p.choices.map((c) => c.post)]));
    const kept = new Set(
      found.people.flatMap((p) =>
        p.choices.filter((c) => c.key !== null).map((c) => `${p.person} ${c.post}`),
      ),
    );
    const open = posts.filter((p) => D.own(found.openings, p.id));
    const openings = new Map(open.map((p) => [p.id, found.openings[p.id]]));
    const weights = new Map(rule.post_weights.flatMap((g) => g.posts.map((post) => [post, g.weights])));
    const own = open.filter((p) => weights.has(p.id));
    const marks = new Map(board.composites.map((c) => [c.person, D.marksOf(c)]));
    const order = choosing(board.ranking.ranked);
    const weighs = own.length > 0 && order.length > 0;
    const lists = new Map();
    const keys = new Map();
    order.forEach((ranked, place) => {
      const { person } = ranked;
      const list = (listed.get(person) || []).slice(0, rule.max_choices);
      lists.set(person, list);
      for (const post of list) {
        if (!openings.has(post) || !kept.has(`${person} ${post}`)) continue;
        const behind = { n: BigInt(-place), d: 1n };
        const score =
          weighs && weights.has(post)
            ? D.weighted(plan.rules, marks.get(person), weights.get(post))
            : ranked.exact;
        keys.set(`${person} ${post}`, weighs ? [score, behind] : [behind]);
      }
    });
    if (rule.mechanism === "rank_order" && weighs)
      throw D.form("按名次选岗不用岗位权重", "rank order knows no weights of posts");
    const longest = Math.max(1, ...[...lists.values()].map((l) => l.length));
    const size = { rank_order: longest, deferred: longest, first_choice: 1, parallel: rule.band }[
      rule.mechanism
    ];
    if (!(size >= 1)) throw D.form("平行志愿没有批次", "parallel choices without a band");
    const { taken, cutoffs } = banded(lists, openings, keys, size);
    return D.equal(D.bytes(certificate(rule, openings, lists, keys, taken, cutoffs)), raw);
  };
  function certificate(rule, openings, lists, keys, taken, cutoffs) {
    // The place in choosing order is a whole number; a score before it is a decimal text.
    const shown = (key) =>
      key ? key.map((part, i) => (i === key.length - 1 ? Number(part.n) + 0 : D.plain(part))) : null;
    const people = [...lists.keys()].sort().map((person) => ({
      person,
      choices: lists
        .get(person)
        .map((post) => ({ post, key: shown(keys.get(`${person} ${post}`)), fit: null })),
      post: taken.get(person),
    }));
    const cut = Object.fromEntries(
      Object.entries(cutoffs).map(([post, c]) => [post, { ...c, key: shown(c.key) }]),
    );
    return D.canonical({
      format: "dinggang-placement-certificate-1",
      mechanism: CERTIFIED[rule.mechanism],
      band: rule.mechanism === "parallel" ? rule.band : null,
      openings: Object.fromEntries(openings),
      people,
      cutoffs: cut,
      lots: [],
      total: null,
      person_prices: {},
      post_prices: {},
    });
  }
})(self.Dinggang);
