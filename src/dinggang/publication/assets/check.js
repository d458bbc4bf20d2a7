// The pages that check: files and texts in, lines out. All judgement is in verify.js.
"use strict";
(function () {
  const D = self.Dinggang;
  const at = (id) => document.getElementById(id);
  const MARKS = { holds: "√", fails: "×", unchecked: "－" };
  const VERDICTS = {
    holds: ["通过", "Sound"],
    fails: ["不通过", "Not sound"],
    cannot: ["无法核验", "Cannot be checked here"],
    busy: ["正在核验……", "Checking …"],
    none: ["还没有要核验的公告", "Nothing to check yet"],
  };

  function words(zh, en, tag = "span") {
    const pair = document.createElement(tag);
    for (const [name, language, text] of [
      ["zh", "zh-CN", zh],
      ["en", "en", en],
    ]) {
      const span = document.createElement("span");
      span.className = name;
      span.lang = language;
      span.textContent = text;
      pair.append(span);
    }
    return pair;
  }
  function line({ state, zh, en, where }) {
    const item = document.createElement("li");
    item.className = state;
    const mark = document.createElement("b");
    mark.textContent = MARKS[state];
    item.append(mark, " ", words(zh, en));
    if (where.zh) {
      const place = words(where.zh, where.en, "div");
      place.className = "where";
      item.append(place);
    }
    return item;
  }
  function show(lines, verdict = D.verdict(lines)) {
    const open = lines.filter((l) => l.state === "unchecked").length;
    let [zh, en] = VERDICTS[verdict];
    if (verdict === "holds" && open) {
      zh += `，另有${open}点未能核验，见下`;
      en += `; ${open} points could not be checked, see below`;
    }
    const banner = at("verdict");
    banner.replaceChildren(words(zh, en));
    at("lines").replaceChildren(...lines.map(line));
    banner.dataset.verdict = verdict; // last: whoever waits for it finds the lines
  }

  const files = { older: [], receipt: [], papers: [], bundle: [] };
  let asked = 0; // of several checks at once, the newest is shown
  async function take(name, list) {
    show([], "busy");
    const read = await Promise.all(
      [...list].map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
    );
    files[name] = read;
    document.querySelector(`output[for="${name}"]`).textContent = read.map((f) => f.name).join("、");
    await check();
  }
  async function check() {
    const mine = ++asked;
    show([], "busy");
    const text = at("policy").value.trim();
    const lines = await D.verify(files.bundle.length ? files.bundle[0].bytes : D.ours(self.DINGGANG_RECORD), {
      policy: text ? D.bytes(`${text}\n`) : null,
      older: files.older,
      papers: files.papers,
      receipt: files.receipt.length ? files.receipt[0].bytes : null,
    });
    if (mine === asked) show(lines);
  }

  /** A proof out of what a code holds: an address with it after the #, that part alone, or the proof file itself. */
  async function unpacked(text) {
    const given = text.trim();
    if (given.startsWith("c2sp.org/")) return D.bytes(`${given}\n`);
    const packed = given
      .slice(given.lastIndexOf("#") + 1)
      .replace(/-/g, "+")
      .replace(/_/g, "/");
    if (typeof DecompressionStream === "undefined")
      throw new D.Cannot(
        "本浏览器不能解压二维码的内容，请改用证明文件。",
        "This browser cannot unpack the code; use the proof file.",
      );
    try {
      const raw = D.ours(packed.padEnd(Math.ceil(packed.length / 4) * 4, "="));
      return new Uint8Array(
        await new Response(
          new Blob([raw]).stream().pipeThrough(new DecompressionStream("deflate")),
        ).arrayBuffer(),
      );
    } catch {
      throw D.form("二维码内容不完整", "the code's content is not whole");
    }
  }
  async function checkCode() {
    const mine = ++asked;
    const text = at("proof").value || location.hash.slice(1);
    if (!text) {
      show([], "none");
      return;
    }
    show([], "busy");
    try {
      const lines = await D.verifyProof(await unpacked(text), D.ours(self.DINGGANG_RECORD));
      if (mine === asked) show(lines);
    } catch (error) {
      if (error instanceof D.Cannot)
        show([{ state: "unchecked", cannot: true, zh: error.zh, en: error.en, where: {} }]);
      else if (error instanceof D.Unsound) show([{ state: "fails", zh: error.zh, en: error.en, where: {} }]);
      else throw error;
    }
  }

  const run = at("proof") ? checkCode : check;
  at("again").addEventListener("click", run);
  if (at("proof")) window.addEventListener("hashchange", run);
  for (const zone of document.querySelectorAll("[data-for]")) {
    const name = zone.dataset.for;
    at(name).addEventListener("change", (event) => take(name, event.target.files));
    zone.addEventListener("dragover", (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
    zone.addEventListener("dragleave", () => zone.classList.remove("over"));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      zone.classList.remove("over");
      take(name, event.dataTransfer.files);
    });
  }
  run();
})();
