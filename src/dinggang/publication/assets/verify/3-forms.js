// The forms of acts, plans, posts and boards, written from the program when the site was made: what is of another form is refused,
// what a later version added is filled in with what it means when absent.
"use strict";
(function (D) {
  const MOST = 4000; // digits; a published number has far fewer
  const wrong = (what) => D.form(`“${what}”`, what);
  const isText = (value) => typeof value === "string";
  const PLAIN = {
    text: isText,
    bool: (value) => typeof value === "boolean",
    int: (value) => Number.isSafeInteger(value),
    decimal: (value) => isText(value) && value.length < MOST && /^-?[0-9]+(\.[0-9]+)?$/.test(value),
    ratio: (value) => isText(value) && value.length < MOST && /^-?[0-9]+\/[1-9][0-9]*$/.test(value),
    day: (value) => {
      if (!isText(value) || !/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(value)) return false;
      const at = new Date(`${value}T00:00:00Z`);
      return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
    },
  };
  const within = ({ ge, le, min, max, pattern }, value) =>
    (ge === undefined || value >= ge) &&
    (le === undefined || value <= le) &&
    (min === undefined || [...value].length >= min) &&
    (max === undefined || [...value].length <= max) &&
    (pattern === undefined || new RegExp(pattern, "u").test(value));

  function read(shape, value, what) {
    if (isText(shape)) {
      if (!PLAIN[shape](value)) throw wrong(what);
      return value;
    }
    if (shape.of) {
      const found = read(shape.of, value, what);
      if (!within(shape, found)) throw wrong(what);
      return found;
    }
    if (shape.maybe) return value === null ? null : read(shape.maybe, value, what);
    if (shape.struct) return D.formed(shape.struct, value, what);
    if (shape.one) {
      if (!shape.one.includes(value)) throw wrong(what);
      return value;
    }
    if (shape.map) {
      if (value === null || typeof value !== "object" || Array.isArray(value)) throw wrong(what);
      return Object.fromEntries(
        Object.entries(value).map(([key, each]) => [
          read(shape.map[0], key, what),
          read(shape.map[1], each, what),
        ]),
      );
    }
    if (!Array.isArray(value) || (shape.each && value.length !== shape.each.length)) throw wrong(what);
    return value.map((each, i) => read(shape.list || shape.each[i], each, what));
  }
  /** A value of this form, whole; throws Unsound, naming the member that is not of it. */
  D.formed = (name, value, what = name) => {
    const fields = D.CONSTANTS.SHAPES[name];
    if (value === null || typeof value !== "object" || Array.isArray(value)) throw wrong(what);
    for (const key of Object.keys(value)) if (!Object.hasOwn(fields, key)) throw wrong(`${what}.${key}`);
    const whole = {};
    for (const [key, { shape, absent }] of Object.entries(fields)) {
      if (Object.hasOwn(value, key)) whole[key] = read(shape, value[key], `${what}.${key}`);
      else if (absent !== undefined) whole[key] = JSON.parse(absent);
      else throw wrong(`${what}.${key}`);
    }
    return whole;
  };
  D.listed = (name, values) => read({ list: { struct: name } }, values, name);
})(self.Dinggang);
