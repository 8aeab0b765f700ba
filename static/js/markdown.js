// The Markdown of a piece of rendered member text: enough for a faithful quote.
const INLINE = { STRONG: "**", B: "**", EM: "_", I: "_", CODE: "`", DEL: "~~", S: "~~" };

function inline(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/\s+/g, " ");
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  if (node.tagName === "BR") return "\n";
  if (node.tagName === "IMG") return node.alt;
  const inner = [...node.childNodes].map(inline).join("");
  const mark = INLINE[node.tagName];
  if (mark && inner.trim()) return inner.replace(/^(\s*)([^]*?)(\s*)$/, `$1${mark}$2${mark}$3`);
  const address = node.tagName === "A" ? node.getAttribute("href") : null;
  return address && !address.startsWith("#") && inner.trim() !== address ? `[${inner}](${address})` : inner;
}

function list(node) {
  let number = node.start ?? 1;
  return [...node.children]
    .map((item) => {
      const mark = node.tagName === "OL" ? `${number++}. ` : "- ";
      return mark + blocks(item).replaceAll("\n", `\n${" ".repeat(mark.length)}`);
    })
    .join("\n");
}

function block(node) {
  switch (node.tagName) {
    case "UL":
    case "OL":
      return list(node);
    case "BLOCKQUOTE":
      return blocks(node).replace(/^/gm, "> ");
    case "PRE":
      return `\`\`\`\n${node.textContent.trimEnd()}\n\`\`\``;
    case "TABLE":
      return [...node.rows].map((row) => [...row.cells].map((cell) => inline(cell).trim()).join(" | ")).join("\n");
    case "HR":
      return "---";
    case "LI":
      return `- ${blocks(node).replaceAll("\n", "\n  ")}`;
    case "P":
      return inline(node).trim();
    default:
      return /^H[1-6]$/.test(node.tagName) ? `**${inline(node).trim()}**` : blocks(node);
  }
}

const isBlock = (node) => node.nodeType === Node.ELEMENT_NODE && /^(P|UL|OL|LI|BLOCKQUOTE|PRE|TABLE|HR|H[1-6]|DIV|SECTION)$/.test(node.tagName);

function blocks(parent) {
  const parts = [];
  let line = "";
  const flush = () => {
    if (line.trim()) parts.push(line.trim());
    line = "";
  };
  for (const node of parent.childNodes) {
    if (!isBlock(node)) {
      line += inline(node);
      continue;
    }
    flush();
    parts.push(block(node));
  }
  flush();
  return parts.filter(Boolean).join(parent.tagName === "LI" ? "\n" : "\n\n");
}

/** The Markdown of everything inside `element`. */
export function markdownOf(element) {
  return blocks(element);
}
