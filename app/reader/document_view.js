// Show a document with its marked numbers. All text comes as data and becomes text nodes, never markup.

export default function (component) {
  follow(component, component.parentElement.querySelector(".reader"), draw)
}

function draw(root, data) {
  const page = document.createElement("div")
  page.className = ["page", data.unwrapped && "unwrapped", data.blocks && "blocks"].filter(Boolean).join(" ")
  page.setAttribute("role", "document")
  page.setAttribute("aria-label", data.words.page)
  page.tabIndex = 0
  const lines = paragraphs(data)
  page.append(...(data.blocks ? withTables(lines, data.spans) : lines))
  listen(root, page)
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

// Lines whose cells tabs divide are the rows of a table; those that a cell above or before them spans are not drawn
function withTables(lines, spans) {
  const made = []
  const spanning = new Map(spans.map(([line, cell, rows, columns]) => [`${line} ${cell}`, [rows, columns]]))
  const covered = new Set()
  let table = null
  lines.forEach((line, at) => {
    if (!line.textContent.includes("\t")) {
      table = null
      if (line.textContent.trim()) made.push(line)
      return
    }
    if (!table) made.push((table = document.createElement("table")))
    const row = table.insertRow()
    cells(line).forEach((cell, number) => {
      if (covered.has(`${at} ${number}`)) return
      const [rows, columns] = spanning.get(`${at} ${number}`) ?? [1, 1]
      Object.assign(cell, { rowSpan: rows, colSpan: columns })
      for (let down = 0; down < rows; down++)
        for (let across = 0; across < columns; across++) covered.add(`${at + down} ${number + across}`)
      row.append(cell)
    })
  })
  return made
}

function cells(line) {
  const found = [document.createElement("td")]
  for (const node of [...line.childNodes]) {
    if (node.nodeType !== Node.TEXT_NODE) {
      found.at(-1).append(node)
      continue
    }
    node.data.split("\t").forEach((part, at) => {
      if (at) found.push(document.createElement("td"))
      found.at(-1).append(part)
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
