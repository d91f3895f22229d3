// Writes the bundles of the report page and of its tests, with their licenses and hashes, from the packages of
// package-lock.json. CONTRIBUTING.md says when to run it. `--check` writes nothing, and fails if a file differs.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const PAGE = join(here, "../main/resources/dev/playlistlake/local/report/echarts");
const TESTS = join(here, "../test/resources/dev/playlistlake/local/report/axe");

const packageFile = (...path) => readFileSync(join(here, "node_modules", ...path));
const version = (name) => JSON.parse(packageFile(name, "package.json")).version;
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

// The names of the packages whose code is in a bundle.
function packagesOf(inputs) {
  const names = Object.keys(inputs).map((path) => path.match(/node_modules\/([^/]+)\//)?.[1]);
  return [...new Set(names.filter(Boolean))].sort();
}

async function echarts() {
  const banner = `/*! Apache ECharts ${version("echarts")} (a selection of its parts), Copyright 2017-2026 The Apache Software Foundation, `
    + `Apache-2.0, https://www.apache.org/licenses/LICENSE-2.0. Contains parts of d3, Copyright 2010-2016 Mike Bostock, `
    + `zrender ${version("zrender")}, Copyright (c) 2017, Baidu Inc., both BSD-3-Clause, and tslib ${version("tslib")}, `
    + `Copyright (c) Microsoft Corporation, 0BSD. */`;
  const result = await build({
    absWorkingDir: here,
    entryPoints: ["echarts.js"],
    bundle: true,
    minify: true,
    format: "iife",
    globalName: "echarts",
    target: "es2022",
    charset: "utf8",
    define: { "process.env.NODE_ENV": '"production"' },
    banner: { js: banner },
    legalComments: "none",
    metafile: true,
    write: false,
  });
  const packages = packagesOf(result.metafile.inputs);
  if (packages.join() !== "echarts,tslib,zrender") {
    throw new Error(`the bundle contains other packages, whose licenses are missing here: ${packages.join()}`);
  }
  const license = `${packageFile("tslib", "CopyrightNotice.txt")}\n`;
  return {
    files: {
      "echarts.min.js": Buffer.from(result.outputFiles[0].contents),
      LICENSE: packageFile("echarts", "LICENSE"),
      NOTICE: packageFile("echarts", "NOTICE"),
      "LICENSE-d3": packageFile("echarts", "licenses", "LICENSE-d3"),
      "LICENSE-zrender": packageFile("zrender", "LICENSE"),
      "LICENSE-tslib": Buffer.from(license),
    },
    packages: ["echarts", "zrender", "tslib", "esbuild"],
    sources: ["echarts.js", "bundle.js"],
  };
}

function axe() {
  return {
    files: {
      "axe.min.js": packageFile("axe-core", "axe.min.js"),
      LICENSE: packageFile("axe-core", "LICENSE"),
      "LICENSE-3RD-PARTY.txt": packageFile("axe-core", "LICENSE-3RD-PARTY.txt"),
    },
    packages: ["axe-core"],
    sources: ["bundle.js"],
  };
}

// Adds bundle.json, with the versions of the packages and the hashes of all other files.
function withNote({ files, packages, sources }) {
  const hashes = (names, bytes) => Object.fromEntries(names.map((name) => [name, sha256(bytes(name))]));
  const note = {
    packages: Object.fromEntries(packages.map((name) => [name, version(name)])),
    sources: hashes(sources, (name) => readFileSync(join(here, name))),
    files: hashes(Object.keys(files), (name) => files[name]),
  };
  return { ...files, "bundle.json": Buffer.from(`${JSON.stringify(note, null, 2)}\n`) };
}

function differences(folder, files) {
  const stored = new Set(readdirSync(folder));
  const missing = Object.keys(files).filter((name) => !stored.has(name) || !readFileSync(join(folder, name)).equals(files[name]));
  return [...missing, ...[...stored].filter((name) => !(name in files))].map((name) => join(folder, name));
}

function write(folder, files) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
}

const bundles = [[PAGE, withNote(await echarts())], [TESTS, withNote(axe())]];
if (process.argv.includes("--check")) {
  const different = bundles.flatMap(([folder, files]) => differences(folder, files));
  if (different.length) {
    console.error(`error: these files differ from a new bundle: ${different.join(", ")}. Run bundle.js.`);
    process.exitCode = 1;
  }
} else {
  for (const [folder, files] of bundles) {
    write(folder, files);
    console.log(`${folder}: ${Object.entries(files).map(([name, bytes]) => `${name} (${bytes.length} bytes)`).join(", ")}`);
  }
}
