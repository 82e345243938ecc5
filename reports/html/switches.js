// Language and light or dark: what works with and without pictures.
const root = document.documentElement;
const editions = [...document.querySelectorAll(".edition")];

function show(language, focus) {
  for (const edition of editions) edition.hidden = edition.lang !== language;
  const shown = editions.find((edition) => !edition.hidden);
  root.lang = language;
  document.title = shown.dataset.title;
  if (focus) shown.querySelector(`[data-language="${language}"]`).focus();
}

/** The same part of the report in another language: ids are the language, a dash, and the part. */
function sameSection(language) {
  const part = location.hash.match(/^#[a-z]{2}-(.+)$/);
  const id = part ? `${language}-${part[1]}` : language;
  history.replaceState(null, "", `#${id}`);
}

function isDark() {
  const chosen = root.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function mark() {
  for (const button of document.querySelectorAll("[data-theme-switch]")) {
    button.setAttribute("aria-pressed", String(isDark()));
  }
}

/**
 * @param {{themeChanged: function(): void, beforePrint: function(): void}} pictures what the pictures do
 */
export function start(pictures) {
  root.classList.add("scripted");
  for (const link of document.querySelectorAll("[data-language]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      sameSection(link.dataset.language);
      show(link.dataset.language, true);
    });
  }
  for (const button of document.querySelectorAll("[data-theme-switch]")) {
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      mark();
      pictures.themeChanged();
    });
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    mark();
    pictures.themeChanged();
  });
  let before;
  window.addEventListener("beforeprint", () => {
    before = root.dataset.theme;
    root.dataset.theme = "light";
    for (const each of document.querySelectorAll("details")) each.open = true;
    pictures.themeChanged();
    pictures.beforePrint();
  });
  window.addEventListener("afterprint", () => {
    if (before) root.dataset.theme = before;
    else delete root.dataset.theme;
    pictures.themeChanged();
  });
  const asked = location.hash.match(/^#([a-z]{2})(-|$)/);
  const known = asked && editions.some((edition) => edition.lang === asked[1]);
  show(known ? asked[1] : editions[0].lang, false);
  mark();
}
