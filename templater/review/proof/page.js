"use strict";
(() => {
  const tools = document.getElementById("tools");
  const search = document.getElementById("search");
  const count = document.getElementById("count");
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const rows = [...document.querySelectorAll(".row")].map((row) => ({
    row,
    where: JSON.parse(row.dataset.where || "[]"),
    said: [...row.querySelectorAll(".said")].map((said) => ({
      said,
      cell: said.closest(".cell"),
      words: plain(said.textContent),
      locale: [said.closest("[data-locale]").dataset.locale],
      register: said.dataset.register.split(" "),
      channel: said.dataset.channel.split(" "),
    })),
  }));
  const own = ["locale", "register", "channel"];
  const all = rows.reduce((sum, one) => sum + one.said.length, 0);

  const chosen = () => Object.fromEntries(
    [...tools.querySelectorAll("select")].filter((one) => one.value).map((one) => [one.name, one.value]));

  const filter = () => {
    const asked = chosen();
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    const axes = Object.entries(asked).filter(([axis]) => !["locale", "register", "letter"].includes(axis));
    let shown = 0;
    for (const { row, where, said } of rows) {
      const fits = where.length === 0 || where.some((one) => axes.every(([axis, value]) => !one[axis] || one[axis].includes(value)));
      const here = fits && (!asked.letter || row.dataset.letter === asked.letter);
      let left = 0;
      for (const one of said) {
        const visible = here && own.every((name) => !asked[name] || !one[name].length || one[name].includes(asked[name]))
          && words.every((word) => one.words.includes(word));
        one.said.hidden = !visible;
        left += visible;
      }
      for (const cell of row.querySelectorAll(".cell")) cell.hidden = !cell.querySelector(".said:not([hidden])");
      row.hidden = !left;
      shown += left;
    }
    for (const name of [".group", ".letter"]) {
      for (const part of document.querySelectorAll(name)) part.hidden = !part.querySelector(".said:not([hidden])");
    }
    count.textContent = count.dataset.shown.replace("%1", shown).replace("%2", all);
    document.getElementById("nothing").hidden = shown > 0;
  };

  let waiting = 0;
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(filter, 120); };
  search.addEventListener("input", soon);
  tools.addEventListener("change", filter);
  tools.addEventListener("submit", (event) => event.preventDefault());
  tools.addEventListener("reset", () => setTimeout(filter, 0));

  const fit = (frame) => {
    const inside = frame.contentDocument;
    if (inside && inside.body) frame.style.height = `${Math.ceil(inside.documentElement.scrollHeight) + 4}px`;
  };
  for (const frame of document.querySelectorAll("iframe")) frame.addEventListener("load", () => fit(frame));
  for (const radio of document.querySelectorAll("input[type=radio]")) {
    radio.addEventListener("change", () => {
      const mails = radio.closest(".mails");
      mails.classList.toggle("wide", radio.value === "wide");
      mails.classList.toggle("narrow", radio.value !== "wide");
      for (const frame of mails.querySelectorAll("iframe")) { frame.style.height = "200px"; fit(frame); }
    });
  }
  filter();
})();
