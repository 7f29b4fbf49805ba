// Show the original of a document: a page as a picture, or cells of a sheet, with its figures marked. All text comes as data
// and becomes text nodes, never markup.

export default function (component) {
  follow(component, component.parentElement.querySelector(".original"), draw)
}

function draw(root, data) {
  const page = document.createElement("div")
  page.className = data.picture ? "page paper" : "page sheet"
  page.setAttribute("role", "group")
  page.setAttribute("aria-label", data.words.original)
  page.tabIndex = 0
  page.append(data.picture ? paper(data) : sheet(data))
  listen(root, page)
  root.replaceChildren(page)
}

function figure([start, kinds, label]) {
  const mark = document.createElement("span")
  mark.className = ["figure", ...kinds].join(" ")
  mark.dataset.start = start
  mark.setAttribute("role", "button")
  mark.setAttribute("aria-label", label)
  mark.title = label
  mark.tabIndex = -1
  return mark
}

function paper(data) {
  const { source, words, width, height, zoom } = data.picture
  const sheet = document.createElement("div")
  sheet.className = "drawn"
  sheet.style.width = `${100 * zoom}%`
  sheet.style.aspectRatio = `${width} / ${height}`
  sheet.append(Object.assign(document.createElement("img"), { src: source, alt: words, draggable: false }))
  for (const [number, left, top, right, bottom] of data.picture.boxes) {
    const box = figure(data.marks[number])
    box.style.left = `${100 * left}%`
    box.style.top = `${100 * top}%`
    box.style.width = `${100 * (right - left)}%`
    box.style.height = `${100 * (bottom - top)}%`
    sheet.append(box)
  }
  return sheet
}

function sheet(data) {
  const table = document.createElement("table")
  const caption = document.createElement("caption")
  caption.append(Object.assign(document.createElement("span"), { textContent: data.cells.name }))
  table.append(caption)
  table.append(row("", data.cells.columns.map((letters) => cell("th", letters, "col"))))
  for (const [number, cells] of data.cells.rows) {
    const drawn = cells.map(([text, mark, spread]) => {
      const field = cell("td", mark < 0 ? text : "")
      if (spread) field.className = "spread"
      if (mark >= 0) field.append(Object.assign(figure(data.marks[mark]), { textContent: text }))
      if (text) field.title = text
      return field
    })
    table.append(row(number, drawn))
  }
  return table
}

// What is left out between rows or columns has neither number nor letters
function row(number, cells) {
  const made = document.createElement("tr")
  made.append(cell("th", number, "row"), ...cells)
  return made
}

function cell(kind, text, scope) {
  const made = Object.assign(document.createElement(kind), { textContent: text })
  if (scope) made.scope = scope
  return made
}
