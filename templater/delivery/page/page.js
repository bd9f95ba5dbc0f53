
"use strict";
const search = document.querySelector(".search");
const field = search.querySelector("input");
const told = search.querySelector("output");
const sections = [...document.querySelectorAll("section")];
const rows = [...document.querySelectorAll("article")];
const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const texts = new Map();

const textOf = row => {
  if (!texts.has(row)) texts.set(row, plain(row.textContent));
  return texts.get(row);
};

const show = () => {
  const words = plain(field.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const row of rows) {
    row.hidden = !words.every(word => textOf(row).includes(word));
    shown += !row.hidden;
  }
  for (const section of sections) {
    section.hidden = !section.querySelector("article:not([hidden])");
    document.querySelector(`nav a[href="#${section.id}"]`).parentElement.hidden = section.hidden;
  }
  told.textContent = words.length
    ? told.dataset.said.replace("##", rows.length).replace("#", shown)
    : "";
};

let waiting = 0;
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(show, 120);
});
search.hidden = false;
