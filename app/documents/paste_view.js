// Hand over the markup of a table that is pasted into the form: as plain text its cells may be lines, its empty ones gone.
// It is never put into the page.

const LARGEST = 20_000_000 // characters

export default function ({ parentElement, setStateValue }) {
  const form = parentElement.getRootNode().host.closest('[data-testid="stForm"]')
  const hand = ({ clipboardData }) => {
    const markup = clipboardData.getData("text/html")
    const table = /<table[\s>]/i.test(markup) && markup.length <= LARGEST
    setStateValue("copied", table ? { text: clipboardData.getData("text/plain"), markup } : null)
  }
  form.addEventListener("paste", hand)
  return () => form.removeEventListener("paste", hand)
}
