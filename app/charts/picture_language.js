// Says that a picture is Chinese before the browser prints it. In an image without a language Noto Sans SC takes
// the digits of the browser's own, and a PDF cannot name their glyphs: 13.64 would be copied as nothing.
const source = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, "src");
Object.defineProperty(HTMLImageElement.prototype, "src", {
  ...source,
  set(address) {
    const named = String(address).replace(/^(data:image\/svg\+xml[^,]*,%3Csvg%20)/, "$1xml%3Alang%3D%22zh-CN%22%20");
    source.set.call(this, named);
  },
});
