// Bundles the site's style and scripts into static/build, each name carrying a
// hash of its content so that browsers may keep it for ever, and writes
// manifest.json, which the asset() helper of the templates reads.
import { build } from "esbuild";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

// What a page may name. A script needed on few pages is imported by main.js
// when it is called for (`await import("./editor.js")`) and becomes a file of
// its own; style is laid together by the @import lines of main.css.
const entries = ["static/js/main.js", "static/css/main.css"];

const options = {
  absWorkingDir: root,
  entryPoints: entries,
  bundle: true,
  splitting: true,
  minify: true,
  format: "esm",
  target: "es2022",
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  nodePaths: [join(root, "frontend", "node_modules")],
  // Files, not data: addresses: the site's content policy refuses those.
  loader: { ".svg": "file", ".woff2": "file" },
  metafile: true,
  logLevel: "warning",
};

/** The files' names by the names that templates use: main.css -> main-4GX7QK2A.css. */
function namesOf(outputs) {
  const entered = Object.entries(outputs).filter(([, made]) => made.entryPoint);
  return Object.fromEntries(
    entered.map(([file, made]) => [basename(made.entryPoint), basename(file)]).sort(),
  );
}

/** Remove what earlier builds left; the manifest already names the new files. */
async function sweep(folder, kept) {
  const stale = (await readdir(folder)).filter((name) => !kept.has(name));
  await Promise.all(stale.map((name) => rm(join(folder, name), { recursive: true })));
}

const { values } = parseArgs({ options: { out: { type: "string", default: "static/build" } } });
const folder = resolve(root, values.out);
await mkdir(folder, { recursive: true });
const { outputs } = (await build({ ...options, outdir: folder })).metafile;
await writeFile(join(folder, "manifest.json"), `${JSON.stringify(namesOf(outputs), null, 2)}\n`);
await sweep(folder, new Set(["manifest.json", ...Object.keys(outputs).map((name) => basename(name))]));
