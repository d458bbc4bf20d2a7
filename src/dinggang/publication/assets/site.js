// The language switch, and names beside ids where the file of names is there.
"use strict";
(function () {
  const root = document.documentElement;
  const button = document.getElementById("language");
  const asked = new URLSearchParams(location.search).get("lang");
  const stored = {
    get() {
      try {
        return localStorage.getItem("dinggang-language");
      } catch {
        return null; // some browsers give pages from the disk no storage
      }
    },
    set(language) {
      try {
        localStorage.setItem("dinggang-language", language);
      } catch {
        // the choice then holds for this page
      }
    },
  };
  function show(language) {
    root.lang = language === "en" ? "en" : "zh-CN";
    button.textContent = language === "en" ? "中文" : "English";
  }
  button.hidden = false;
  button.addEventListener("click", () => {
    const language = root.lang === "en" ? "zh" : "en";
    stored.set(language);
    show(language);
  });
  show(asked || stored.get() || "zh");
  window.addEventListener("DOMContentLoaded", () => {
    const names = self.DINGGANG_NAMES || {};
    for (const each of document.querySelectorAll("[data-person]")) {
      const name = Object.hasOwn(names, each.dataset.person) && names[each.dataset.person];
      if (name) each.textContent = `${name}（${each.dataset.person}）`;
    }
  });
})();
