"use strict";
const form = document.querySelector("form");
const words = form && form.querySelector("input");
const folded = [...document.querySelectorAll("#_timeline details")];
let when = "";
const facts = [];
for (const item of document.querySelectorAll("dt, dd")) {
  if (item.tagName === "DT") {
    when = item;
    continue;
  }
  const regions = item.dataset.regions || "";
  const text = `${when.textContent} ${item.textContent} ${regions}`.toLowerCase();
  facts.push({ item, when, text });

  // The quote becomes a link to its place in the article; the page has each address only once.
  const number = item.querySelector("a");
  const article = number && document.getElementById(number.hash.slice(1)).querySelector("a[href]");
  if (!article) continue;
  const quote = number.previousElementSibling;
  const link = document.createElement("a");
  const passage = encodeURIComponent(quote.textContent).replace(/-/g, "%2D");
  link.href = `${article.href}${article.hash ? "" : "#"}:~:text=${passage}`;
  link.append(...quote.childNodes);
  quote.append(link);
}

function filter() {
  const typed = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  const active = typed.length > 0;
  let number = 0;
  for (const { when } of facts) when.hidden = true;
  for (const { item, when, text } of facts) {
    const fits = typed.every((word) => text.includes(word));
    item.hidden = !fits;
    if (fits) when.hidden = false;
    number += fits;
  }
  for (const details of folded) {
    const found = details.querySelector("dd:not([hidden])") !== null;
    details.open = active && found;
    details.hidden = !found;
    for (const heading of details.querySelectorAll("h3")) {
      heading.hidden = !heading.nextElementSibling.querySelector("dd:not([hidden])");
    }
  }
  form.querySelector("output").textContent = active ? `${number} of ${facts.length} facts` : "";
}

// A link into something folded opens it, and ends a filter that hides it.
function unfold() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  if (target.closest("[hidden]")) {
    words.value = "";
    filter();
  }
  for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  target.scrollIntoView();
}

if (form) {
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", filter);
}
addEventListener("hashchange", unfold);
unfold();
