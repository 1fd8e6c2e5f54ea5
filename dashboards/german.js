// Streamlit's own few English words, for people who see or hear them on a German page.
// Only whole labels of its widgets are replaced; nothing that comes from the workbook or from people is touched.
document.documentElement.lang = "de";
(() => {
  if (window.speaksGerman) return;
  window.speaksGerman = true;
  const words = {
    "Add files": "Andere Datei wählen",
    "App pages": "Seiten",
    "Choose an option": "Bitte wählen",
    "Choose options": "Bitte wählen",
    "Clear all": "Alles abwählen",
    "Clear value": "Auswahl löschen",
    "Close fullscreen": "Vollbild beenden",
    "Collapse sidebar": "Menü einklappen",
    "Download plot as a PNG": "Bild als PNG speichern",
    "Drag and drop a file here": "Datei hierher ziehen",
    "Drag and drop files here": "Dateien hierher ziehen",
    "Error:": "Fehler: ",
    "Exit fullscreen": "Vollbild beenden",
    "Expand sidebar": "Menü ausklappen",
    "file upload": "Datei wählen",
    "Fullscreen": "Vollbild",
    "Navigate to home page": "Zur ersten Seite",
    "No results": "Keine Treffer",
    "Only one file is allowed.": "Bitte nur eine Datei.",
    "Open": "Liste öffnen",
    "Pan": "Verschieben",
    "Press Enter to apply": "Eingabetaste übernimmt",
    "Press Enter to submit form": "Eingabetaste sendet ab",
    "Remove file": "Datei entfernen",
    "Reset axes": "Ausschnitt zurücksetzen",
    "Reset view": "Ansicht zurücksetzen",
    "Running...": "Rechnet …",
    "Selected values": "Gewählt",
    "Sidebar": "Menü",
    "Skip to main content": "Zum Inhalt springen",
    "Stop": "Anhalten",
    "Upload": "Datei wählen",
    "Zoom": "Vergrößern",
    "Zoom in": "Größer",
    "Zoom out": "Kleiner",
  };
  const patterns = [
    [/^Help for (.*)$/s, "Hilfe zu „$1“"],
    [/^Remove (.*)$/s, "„$1“ entfernen"],
    [/^(\d+) options? available\.$/, "$1 zur Auswahl."],
    [/^(\d+)(?:\.(\d+))?([KMG]?B)$/, (_, whole, rest, unit) => `${whole}${rest ? `,${rest}` : ""} ${unit}`],
    [/^(\d+)MB per file( • |$)/, "bis $1 MB je Datei$2"],
    [/^(?:Error: )?File must be (\d+)(?:\.\d+)?MB or smaller\.$/, "Die Datei ist zu groß: höchstens $1 MB."],
  ];
  const german = (text) => {
    const plain = text.trim();
    if (Object.hasOwn(words, plain)) return words[plain];
    const found = patterns.find(([pattern]) => pattern.test(plain));
    return found ? plain.replace(...found) : text;
  };
  const own = [
    "[data-testid=stHtml]",
    "[data-testid=stMarkdownContainer]:not([data-testid=stFileUploader] button *)",
    "[role=option]",
    ".js-plotly-plot svg",
  ].join();
  const attributes = ["aria-label", "title", "placeholder", "data-title"];
  const relabel = (element) => {
    for (const name of attributes) {
      const before = element.getAttribute(name);
      const after = before && german(before);
      if (after !== before) element.setAttribute(name, after);
    }
  };
  const reword = (node) => {
    const after = node.nodeValue.trim() && !node.parentElement?.closest(own) ? german(node.nodeValue) : node.nodeValue;
    if (after !== node.nodeValue) node.nodeValue = after;
  };
  const walk = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return reword(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    relabel(root);
    root.querySelectorAll(attributes.map((name) => `[${name}]`).join()).forEach(relabel);
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) reword(texts.currentNode);
  };
  walk(document.body);
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(walk);
      else if (change.type === "attributes") relabel(change.target);
      else reword(change.target);
    }
  }).observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: attributes,
  });
})();
