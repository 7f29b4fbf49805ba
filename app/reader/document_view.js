// Show a document with its marked numbers. All text comes as data and becomes text nodes, never markup.

export default function (component) {
  const { parentElement, data, setTriggerValue } = component
  const root = parentElement.querySelector(".reader")
  root.open = (mark) => {
    choose(root, mark)
    // Where the row stands below the text, make room to see both
    if (window.innerWidth <= 640) root.scrollIntoView({ block: "start", behavior: "smooth" })
    setTriggerValue("opened", Number(mark.dataset.start))
  }
  if (root.version !== data.version) {
    root.version = data.version
    draw(root, data)
    root.shown = undefined
  }
  if (root.shown !== data.at) {
    root.shown = data.at
    const mark = root.querySelector(`.figure[data-start="${Number(data.at ?? -1)}"]`)
    choose(root, mark)
    if (mark) {
      bringIntoView(root, mark)
      // A font that comes late moves every line
      document.fonts.ready.then(() => mark.isConnected && bringIntoView(root, mark))
    }
  }
}

function draw(root, data) {
  const page = document.createElement("div")
  page.className = data.unwrapped ? "page unwrapped" : "page"
  page.setAttribute("role", "document")
  page.setAttribute("aria-label", data.words.page)
  page.tabIndex = 0
  for (const paragraph of paragraphs(data)) page.append(paragraph)
  page.addEventListener("click", (event) => {
    const mark = event.target.closest(".figure")
    if (mark) root.open(mark)
  })
  page.addEventListener("keydown", (event) => onKey(root, event))
  root.replaceChildren(legend(root, data), page)
}

function paragraphs(data) {
  const found = [document.createElement("p")]
  for (const [text, number] of data.pieces) {
    if (number >= 0) {
      found.at(-1).append(figure(data.marks[number], text))
      continue
    }
    const lines = data.unwrapped ? text.split("\n") : [text]
    lines.forEach((line, at) => {
      if (at) found.push(document.createElement("p"))
      found.at(-1).append(line)
    })
  }
  return found
}

function figure([start, kinds, label], text) {
  const mark = document.createElement("span")
  mark.className = ["figure", ...kinds].join(" ")
  mark.dataset.start = start
  mark.textContent = text
  mark.setAttribute("role", "button")
  mark.setAttribute("aria-label", label)
  mark.title = label
  mark.tabIndex = -1
  return mark
}

function legend(root, data) {
  const box = document.createElement("div")
  box.className = "legend"
  box.setAttribute("role", "group")
  box.setAttribute("aria-label", data.words.legend)
  for (const [kind, name, count] of data.legend) {
    const button = document.createElement("button")
    button.type = "button"
    button.dataset.kind = kind
    button.setAttribute("aria-pressed", "true")
    const sample = document.createElement("span")
    sample.className = `figure ${kind}`
    sample.textContent = "12"
    sample.setAttribute("aria-hidden", "true")
    button.append(sample, ` ${name} `, Object.assign(document.createElement("small"), { textContent: count }))
    button.addEventListener("click", () => {
      const on = button.getAttribute("aria-pressed") !== "true"
      button.setAttribute("aria-pressed", String(on))
      root.querySelector(".page").classList.toggle(`without-${kind}`, !on)
    })
    box.append(button)
  }
  const hint = Object.assign(document.createElement("small"), { className: "keys", textContent: data.words.keys })
  box.append(hint)
  return box
}

function choose(root, mark) {
  for (const old of root.querySelectorAll(".page .figure.chosen")) {
    old.classList.remove("chosen")
    old.removeAttribute("aria-current")
    old.tabIndex = -1
  }
  const reached = mark ?? root.querySelector(".page .figure")
  if (reached) reached.tabIndex = 0
  if (!mark) return
  mark.classList.add("chosen")
  mark.setAttribute("aria-current", "true")
}

function bringIntoView(root, mark) {
  const page = root.querySelector(".page")
  const box = page.getBoundingClientRect()
  const place = mark.getBoundingClientRect()
  if (place.top < box.top || place.bottom > box.bottom)
    page.scrollTop += place.top - box.top - (box.height - place.height) / 2
  if (box.top < 0 || box.top > window.innerHeight * 0.6) page.scrollIntoView({ block: "nearest" })
}

function onKey(root, event) {
  const mark = event.target.closest(".figure")
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  if (mark && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault()
    root.open(mark)
  } else if (step) {
    event.preventDefault()
    const marks = [...root.querySelectorAll(".page .figure")].filter((one) => getComputedStyle(one).cursor === "pointer")
    const at = mark ? marks.indexOf(mark) + step : marks.findIndex((one) => one.tabIndex === 0)
    const next = marks[Math.min(Math.max(at, 0), marks.length - 1)]
    if (!next) return
    if (mark && !mark.classList.contains("chosen")) mark.tabIndex = -1
    next.tabIndex = 0
    next.focus({ preventScroll: true })
    bringIntoView(root, next)
  }
}
