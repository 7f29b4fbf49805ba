// Runs in the page that holds all pages, before Streamlit does: history, language, built-in words, links.
(() => {
  "use strict";
  const WORDS = "{words}"; // by language: what Streamlit writes in English, as templates
  const NOTHING = "{nothing}"; // by language: that a list holds nothing, that it is chosen, what stands between names
  const PAGES = "{pages}"; // the paths of pages
  const NO_VIEW = "{no_view}"; // what an address may hold that is no view of its own

  // One act of the reader is at most one step of the way back: what a page writes into its address on arrival, and what it
  // writes after the first of several codes, takes the place of the address that is there.
  let acted = false, leaving = false;
  for (const name of ["pointerup", "keydown"]) addEventListener(name, () => { acted = true; leaving = false; }, true);
  const push = history.pushState.bind(history), replace = history.replaceState.bind(history);
  const view = (url) => {
    const codes = new URLSearchParams(url.search);
    NO_VIEW.forEach((name) => codes.delete(name));
    codes.sort();
    return codes.toString();
  };
  history.pushState = (state, title, url) => {
    const from = new URL(location.href), to = new URL(url ?? "", location.href);
    const elsewhere = from.pathname !== to.pathname, another = view(from) !== view(to);
    if (leaving && !elsewhere) return; // written by the next page, before the address is its own
    leaving = false;
    (elsewhere || (acted && another) ? push : replace)(state, title, url);
    acted = acted && !elsewhere && !another;
    speak();
  };
  history.replaceState = (state, title, url) => { replace(state, title, url); speak(); };
  addEventListener("popstate", () => speak());

  // The language of the page is that of its address, before there is one that of the browser.
  let language = "";
  function speak() {
    const asked = new URLSearchParams(location.search).get("lang");
    const now = asked in WORDS ? asked : language || (navigator.language.startsWith("zh") ? "zh" : "en");
    if (now === language) return;
    language = now;
    document.documentElement.lang = now === "zh" ? "zh-CN" : now;
    translate(document.documentElement);
  }

  // What Streamlit writes in English, in every language: an exact text, or a template round a name.
  const escaped = (text) => text.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
  const exact = {}, patterns = {};
  for (const to in WORDS) {
    const pairs = Object.keys(WORDS).filter((from) => from !== to).flatMap((from) => WORDS[from].map((text, at) => [text, WORDS[to][at]]));
    exact[to] = new Map(pairs.filter(([text]) => !text.includes("{")));
    patterns[to] = pairs.filter(([text]) => text.includes("{"))
      .map(([text, other]) => [new RegExp(`^${escaped(text).replace(/\{\w+\}/, "(.+)")}$`), other]);
  }
  const searched = new Map(); // by what people see of a choice: all that it is found by
  function said(text) {
    const seen = text.replace(UNSEEN, "");
    if (seen !== text) {
      searched.set(seen.trim(), text);
      return said(seen) ?? seen;
    }
    const whole = exact[language].get(text.trim());
    if (whole) return whole;
    for (const [pattern, template] of patterns[language]) {
      const found = pattern.exec(text);
      if (found) return template.replace(/\{\w+\}/, found[1].replaceAll("$", "$$$$"));
    }
    return null;
  }
  const UNSEEN = /\u2063[^\u2063]*\u2063/g; // is there to be searched by (app/compare/indicator_search.py)
  const NAMES = ["aria-label", "title", "placeholder"];
  const own = (node) => node.closest?.(".stHtml, .stText, svg, textarea"); // words of pages and documents
  function translate(node) {
    if (node.nodeType === Node.TEXT_NODE) {
      if (!node.parentElement || own(node.parentElement)) return;
      if (NOTHING[language][0] === (said(node.data) ?? node.data).trim()) nothing = node;
      const text = node === nothing ? foundNothing() : said(node.data);
      if (text !== null && text !== node.data) node.data = text;
    } else if (node.nodeType === Node.ELEMENT_NODE && !own(node)) {
      for (const name of NAMES) {
        const given = node.getAttribute(name), text = given && said(given);
        if (text && text !== given) node.setAttribute(name, text);
      }
      node.childNodes.forEach(translate);
    }
  }
  // What is chosen stands in the list of choices no more: a search that finds only such says so.
  let nothing = null; // where the list says that it holds nothing
  function foundNothing() {
    const [none, chosen, between] = NOTHING[language];
    const typed = document.activeElement?.value?.trim().toLowerCase();
    const tags = document.activeElement?.closest?.("[data-testid=stMultiSelect]")?.querySelectorAll("[data-tag]") ?? [];
    const names = [...tags].map((tag) => tag.innerText.trim())
      .filter((name) => typed && (searched.get(name) ?? name).toLowerCase().includes(typed));
    return names.length ? chosen.replace("{name}", () => names.join(between)) : none;
  }
  addEventListener("input", () => setTimeout(() => { if (nothing?.isConnected) nothing.data = foundNothing(); }));
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(translate);
      else translate(change.target);
    }
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: NAMES });

  addEventListener("click", (event) => {
    const copy = event.target.closest?.("[data-copied]");
    if (copy) return void copyLink(copy);
    if (event.target.closest?.("button.choices")) return void chooseBeside(!document.documentElement.classList.contains("choosing"));
    const link = event.target.closest?.("a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const to = new URL(link.href);
    if (to.origin !== location.origin || to.hash || !PAGES.includes(to.pathname.slice(1))) return;
    if (!link.closest(".stHtml")) return void (leaving = to.pathname !== location.pathname); // Streamlit's own
    event.preventDefault(); // the page is there already: only what it shows changes
    push(null, "", to);
    acted = false;
    dispatchEvent(new PopStateEvent("popstate"));
    scrollTo(0, 0);
  });

  // Where there is no room beside the charts, the choices lie over them while this class is set (style.css).
  function chooseBeside(open) {
    document.documentElement.classList.toggle("choosing", open);
    const ways = [...document.querySelectorAll(open ? ".st-key-choices input" : "button.choices")];
    ways.find((one) => one.offsetParent)?.focus({ preventScroll: true });
  }
  addEventListener("keydown", (event) => {
    const within = event.target.closest?.(".st-key-choices");
    if (event.key === "Escape" && within && !event.target.closest("[aria-expanded=true]")) chooseBeside(false); // else it closes a list
  }, true);

  async function copyLink(button) {
    const url = new URL(location.href);
    url.searchParams.set("data", button.dataset.of);
    await navigator.clipboard.writeText(url.href);
    const before = button.textContent;
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = before; }, 2000);
  }

  speak();
})();
