// Bundles the page's script: node bundle.mjs ENTRY OUTPUT, in the folder of package.json after `npm ci`.
// The licences of the packages that end up in the bundle stand in a comment at its end.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const [entry, output] = process.argv.slice(2);
const result = await build({
  entryPoints: [entry],
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  format: "iife",
  target: "es2020",
  charset: "ascii",
  legalComments: "none",
  nodePaths: [join(process.cwd(), "node_modules")],
});

const packages = new Set();
for (const input of Object.keys(result.metafile.inputs)) {
  const found = input.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)\//);
  if (found) packages.add(found[1]);
}

const namesByLicence = new Map();
for (const name of [...packages].sort()) {
  const folder = join("node_modules", name);
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  const text = file && existsSync(join(folder, file)) ? readFileSync(join(folder, file), "utf8") : about.license;
  const names = namesByLicence.get(text.trim()) ?? [];
  names.push(`${name} ${about.version}`);
  namesByLicence.set(text.trim(), names);
}
let notices = "";
for (const [text, names] of namesByLicence) notices += `\n${names.join(", ")}\n\n${text}\n`;
notices = notices.replace(/\*\//g, "* /").replace(/<(?=[!/])/g, "< ").replace(/[^\x00-\x7f]/g, "?");

// Inside <script>, the sequences "</script" and "<!--" would end or confuse the element.
const script = result.outputFiles[0].text.replace(/<\/(script)/gi, "<\\/$1").replace(/<!--/g, "\\x3c!--");
writeFileSync(output, `${script.trimEnd()}\n/*${notices}*/\n`);
