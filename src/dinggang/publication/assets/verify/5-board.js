// Composite scores and ranks, worked out again from the published marks by the plan's rules. Exact: fractions of BigInt.
"use strict";
(function (D) {
  const { form } = D;
  const gcd = (a, b) => (b ? gcd(b, a % b) : a);
  const make = (n, d) => {
    const g = gcd(n < 0n ? -n : n, d) || 1n;
    return { n: n / g, d: d / g };
  };
  const add = (a, b) => make(a.n * b.d + b.n * a.d, a.d * b.d);
  const times = (a, b) => make(a.n * b.n, a.d * b.d);
  const over = (a, b) => (b.n < 0n ? make(-a.n * b.d, -(a.d * b.n)) : make(a.n * b.d, a.d * b.n));
  const cmp = (a, b) => {
    const [l, r] = [a.n * b.d, b.n * a.d];
    return l < r ? -1 : l > r ? 1 : 0;
  };
  const ZERO = { n: 0n, d: 1n };
  const HUNDRED = { n: 100n, d: 1n };
  const decimal = (text) => {
    const [, minus, whole, places = ""] = /^(-?)([0-9]+)(?:\.([0-9]+))?$/.exec(text);
    const n = BigInt(whole + places);
    return make(minus ? -n : n, 10n ** BigInt(places.length));
  };
  const ratio = (text) => {
    const [n, d] = text.split("/");
    return make(BigInt(n), BigInt(d));
  };
  const same = (a, b) => (a === null || b === null ? a === b : cmp(a, b) === 0);
  const maybe = (text, read = decimal) => (text === null || text === undefined ? null : read(text));

  /** A number by a stored rounding rule: 四舍五入 (half away from zero) or truncation, as units of 10^-places. */
  function rounded(rule, exact) {
    if (!rule || !["half_up", "truncate"].includes(rule.mode) || !(rule.places >= 0 && rule.places <= 8))
      throw form("舍入规则", "a rounding rule");
    const scale = 10n ** BigInt(rule.places);
    const magnitude = (exact.n < 0n ? -exact.n : exact.n) * scale;
    const units = rule.mode === "half_up" ? (2n * magnitude + exact.d) / (2n * exact.d) : magnitude / exact.d;
    return make(exact.n < 0n ? -units : units, scale);
  }
  /** A terminating number as the record writes it: no exponent, no trailing zeros. */
  function plain({ n, d }) {
    let places = 0;
    while (10n ** BigInt(places) % d !== 0n) {
      places += 1;
      if (places > 4000) throw form("不是小数", "no decimal");
    }
    const units = (n < 0n ? -n : n) * (10n ** BigInt(places) / d);
    const digits = units.toString().padStart(places + 1, "0");
    const text = places ? `${digits.slice(0, -places)}.${digits.slice(-places)}` : digits;
    return n < 0n ? `-${text}` : text;
  }

  const MEASURES = ["exam", "evaluation", "speech", "assessment"];
  const GROUPS = ["administrative", "institution", null];
  const sum = (criteria) => criteria.map((c) => decimal(c.maximum)).reduce(add, ZERO);
  function full(rules, measure) {
    if (measure === "exam") return decimal(rules.exam.full_mark);
    if (measure === "evaluation") return decimal(rules.evaluation.grades.excellent);
    return sum(rules[measure].criteria);
  }
  function share(rule, mark, fullMark, weight) {
    let scaled = over(times(mark, HUNDRED), fullMark);
    if (rule.scaled_rounding !== null) scaled = rounded(rule.scaled_rounding, scaled);
    const part = over(times(scaled, weight), HUNDRED);
    return rule.part_rounding !== null ? rounded(rule.part_rounding, part) : part;
  }
  const weighing = (weights) =>
    MEASURES.filter((m) => Object.hasOwn(weights, m) && decimal(weights[m]).n !== 0n);
  /** The score by these weights, with the composite's roundings. */
  function weighted(rules, marks, weights) {
    const shares = weighing(weights).map((m) => {
      if (!marks.has(m)) throw form("缺少成绩", "a mark is missing");
      return share(rules.composite, marks.get(m), full(rules, m), decimal(weights[m]));
    });
    return rounded(rules.composite.rounding, shares.reduce(add, ZERO));
  }
  /** One person's composite out of marks: parts, exact sum and score; score null below the pass mark or without a mark. */
  function composite(rules, marks) {
    const rule = rules.composite;
    const parts = new Map();
    const counted = weighing(rule.weights);
    for (const measure of counted) {
      if (!full(rules, measure).n) throw form("满分为零", "a full mark of 0");
      const mark = marks.get(measure);
      if (mark === undefined) continue;
      const weight = decimal(rule.weights[measure]);
      parts.set(measure, [mark, weight, share(rule, mark, full(rules, measure), weight)]);
    }
    if (parts.size < counted.length) return { parts, exact: null, score: null };
    const exact = [...parts.values()].map((p) => p[2]).reduce(add, ZERO);
    const score = rounded(rule.rounding, exact);
    const least = maybe(rule.pass_mark);
    return { parts, exact, score: least !== null && cmp(score, least) < 0 ? null : score };
  }
  const marksOf = (published) =>
    new Map(
      MEASURES.filter((m) => Object.hasOwn(published.parts, m)).map((m) => [
        m,
        decimal(published.parts[m][0]),
      ]),
    );
  function sameComposite(published, again) {
    const names = Object.keys(published.parts);
    return (
      same(decimal(published.score), again.score) &&
      same(maybe(published.exact, ratio), again.exact) &&
      names.length === again.parts.size &&
      names.every(
        (m) =>
          again.parts.has(m) &&
          published.parts[m].every((text, i) => same((i < 2 ? decimal : ratio)(text), again.parts.get(m)[i])),
      )
    );
  }

  const compared = (rule) =>
    rule.ties.includes("draw") ? rule.ties.slice(0, rule.ties.indexOf("draw")) : rule.ties;
  const byId = (a, b) => (a.person < b.person ? -1 : a.person > b.person ? 1 : 0);
  /** Best first; 0 for people whom the declared rules leave equal. */
  function byKey(a, b) {
    const score = cmp(b.score, a.score);
    if (score) return score;
    for (let i = 0; i < a.values.length; i++) {
      const [x, y] = [a.values[i], b.values[i]];
      if ((x === null) !== (y === null)) return x === null ? 1 : -1;
      if (x !== null && cmp(x, y)) return cmp(y, x);
    }
    return 0;
  }
  const drawOf = (equals, draws) => draws.find((order) => equals.every((e) => order.includes(e.person)));
  /** Equals whose lists hang together by the posts they share. */
  function sharing(equals, lists) {
    let parts = [];
    for (const { person } of equals) {
      const fresh = { people: new Set([person]), posts: new Set(lists.get(person) || []) };
      const touching = parts.filter((part) => [...part.posts].some((post) => fresh.posts.has(post)));
      for (const part of touching) {
        part.people.forEach((each) => fresh.people.add(each));
        part.posts.forEach((post) => fresh.posts.add(post));
      }
      parts = [...parts.filter((part) => !touching.includes(part)), fresh];
    }
    const known = new Map(equals.map((e) => [e.person, e]));
    return parts
      .map((part) => [...part.people].sort().map((person) => known.get(person)))
      .sort((a, b) => byId(a[0], b[0]));
  }
  function separate(entrants, draws, meeting) {
    const sorted = [...entrants].sort((a, b) => byKey(a, b) || byId(a, b));
    const board = [];
    const undrawn = [];
    for (let at = 0; at < sorted.length;) {
      let end = at;
      while (end < sorted.length && byKey(sorted[at], sorted[end]) === 0) end += 1;
      const tied = sorted.slice(at, end);
      at = end;
      const together = meeting === null || drawOf(tied, draws);
      for (const part of together ? [tied] : sharing(tied, meeting)) {
        const draw = drawOf(part, draws);
        if (part.length === 1 || !draw) {
          board.push(...part);
          if (part.length > 1) undrawn.push(part.map((e) => e.person));
        } else {
          const drawn = part.map((e) => ({ ...e, lot: draw.lastIndexOf(e.person) + 1 }));
          board.push(...drawn.sort((a, b) => a.lot - b.lot));
        }
      }
    }
    return { board, undrawn };
  }
  function decidedBy(above, below, ties) {
    if (cmp(above.score, below.score)) return null;
    const tie = ties.find((_, i) => !same(above.values[i], below.values[i]));
    if (tie) return tie;
    return above.lot > 0 && above.lot < below.lot ? "draw" : null;
  }
  /** The ranking of these entrants: ranked rows, the undrawn, the tie rules. */
  function ranking(rule, entrants, draws, lists) {
    const ties = compared(rule);
    const meeting = rule.group === "post" ? lists : null;
    const ranked = [];
    const undrawn = [];
    for (const group of GROUPS) {
      const found = separate(
        entrants.filter((e) => e.group === group),
        draws,
        meeting,
      );
      undrawn.push(...found.undrawn);
      let rank = 0;
      found.board.forEach((e, i) => {
        const above = found.board[i - 1];
        if (!above || cmp(above.score, e.score)) rank = i + 1;
        ranked.push({
          person: e.person,
          group,
          rank,
          order: i + 1,
          score: e.score,
          decided_by: above ? decidedBy(above, e, ties) : null,
        });
      });
    }
    return { ranked, undrawn, ties: [...ties, "draw"] };
  }
  const STRICT = ["person", "group", "rank", "order", "decided_by"];
  const LOOSE = ["person", "group", "rank"];
  const sameRow = (a, b, fields = STRICT) =>
    a !== undefined && b !== undefined && fields.every((k) => a[k] === b[k]) && same(a.score, b.score);

  /** Whose score or rank is not what the plan makes of the published marks, tie values and draws; nobody is right.
   *  `loose`: the order of equals is not looked at. */
  D.boardAgain = (plan, board, draws, lists = new Map(), loose = false) => {
    const rules = plan.rules;
    const marks = new Map();
    for (const c of board.composites)
      marks.set(c.person, new Map([...(marks.get(c.person) || []), ...marksOf(c)]));
    const scored = board.composites.filter((c) => c.score !== null);
    const wrong = scored
      .filter((c) => !sameComposite(c, composite(rules, marks.get(c.person))))
      .map((c) => c.person);
    return [...new Set([...wrong, ...misranked(rules.composite, board, draws, lists, loose)])].sort();
  };
  function misranked(rule, board, draws, lists, loose) {
    const scores = new Map(board.composites.map((c) => [c.person, maybe(c.score)]));
    const count = compared(rule).length;
    const rows = board.ranking.ranked.map((r) => ({ ...r, score: decimal(r.score) }));
    const entrants = [];
    for (const row of rows) {
      const score = scores.get(row.person);
      const values = Object.hasOwn(board.ties, row.person) ? board.ties[row.person] : Array(count).fill(null);
      if (score === undefined || score === null || values.length !== count) return [row.person];
      entrants.push({
        person: row.person,
        group: row.group,
        score,
        values: values.map((v) => maybe(v)),
        lot: 0,
      });
    }
    entrants.sort(byId);
    const again = ranking(rule, entrants, draws, lists);
    const found = new Map(again.ranked.map((r) => [r.person, r]));
    const wrong = rows
      .filter((r) => !sameRow(found.get(r.person), r, loose ? LOOSE : STRICT))
      .map((r) => r.person);
    const on = new Set([...rows, ...board.ranking.unranked].map((r) => r.person));
    wrong.push(...board.composites.filter((c) => c.score !== null && !on.has(c.person)).map((c) => c.person));
    const whole =
      loose ||
      (D.canonical(again.undrawn) === D.canonical(board.ranking.undrawn) &&
        D.canonical(again.ties) === D.canonical(board.ranking.ties) &&
        again.ranked.length === rows.length &&
        again.ranked.every((r, i) => sameRow(r, rows[i])));
    return !wrong.length && !whole ? rows.map((r) => r.person) : wrong;
  }
  Object.assign(D, { decimalOf: decimal, plain, compareNumbers: cmp, weighted, marksOf });
})(self.Dinggang);
