// What the text of a document and the picture of its page have in common: figures that are chosen by mouse and keyboard.

// Draw anew what changed, and show which figure is chosen
function follow(component, root, draw) {
  const { data, setTriggerValue } = component
  root.open = (mark) => {
    choose(root, mark)
    // Where the row stands below the text, make room to see both
    if (window.innerWidth <= 640) root.scrollIntoView({ block: "start", behavior: "smooth" })
    setTriggerValue("opened", Number(mark.dataset.start))
  }
  if (root.version !== data.version) {
    root.version = data.version
    draw(root, data)
    root.shown = root.near = undefined
  }
  if (root.shown !== data.at || root.near !== data.near) {
    root.shown = data.at
    root.near = data.near
    const mark = figureAt(root, data.at)
    choose(root, mark)
    const seen = mark ?? figureAt(root, data.near)
    if (seen) {
      bringIntoView(root, seen, data.leads && mark)
      // A font that comes late moves every line
      document.fonts.ready.then(() => seen.isConnected && bringIntoView(root, seen, data.leads && mark))
    }
  }
}

function listen(root, page) {
  page.addEventListener("click", (event) => {
    const mark = event.target.closest(".figure")
    if (mark) root.open(mark)
  })
  page.addEventListener("keydown", (event) => onKey(root, event))
}

// One that goes on in the next line or column is several elements
function figureAt(root, start) {
  return root.querySelector(`.page .figure[data-start="${Number(start ?? -1)}"]`)
}

function choose(root, mark) {
  for (const old of root.querySelectorAll(".page .figure.chosen")) {
    old.classList.remove("chosen")
    old.removeAttribute("aria-current")
    old.tabIndex = -1
  }
  for (const old of root.querySelectorAll(".page .around")) old.classList.remove("around")
  const reached = mark ?? root.querySelector(".page .figure")
  if (reached) reached.tabIndex = 0
  if (!mark) return
  for (const part of root.querySelectorAll(`.page .figure[data-start="${mark.dataset.start}"]`)) {
    part.classList.add("chosen")
    part.setAttribute("aria-current", "true")
  }
  for (const block of [".blocks p", ".blocks td", ".blocks tr"]) mark.closest(block)?.classList.add("around")
}

// `leads`: the window follows, too; of two views of a document only one may lead it
function bringIntoView(root, mark, leads) {
  const page = root.querySelector(".page")
  const box = page.getBoundingClientRect()
  const place = mark.getBoundingClientRect()
  // The first column of a sheet and its row of letters stay, and cover what is scrolled below them
  const left = page.querySelector(":scope.sheet tr:last-child td")?.getBoundingClientRect().right ?? box.left
  const top = page.querySelector(":scope.sheet tr th")?.getBoundingClientRect().bottom ?? box.top
  if (place.left < left || place.right > box.right)
    page.scrollLeft += place.left - left - (box.right - left - place.width) / 2
  if (place.top < top || place.bottom > box.bottom)
    page.scrollTop += place.top - top - (box.bottom - top - place.height) / 2
  if (leads && (box.top < 0 || box.top > window.innerHeight * 0.6)) page.scrollIntoView({ block: "nearest" })
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
    bringIntoView(root, next, true)
  }
}
