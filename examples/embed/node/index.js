// SPDX-License-Identifier: MIT
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const native = require(process.env.QUOTH_NODE || "./build/quoth.node");

const PREFIXES = ["/usr/local", "/usr"];
const THREADS = Number(process.env.UV_THREADPOOL_SIZE) || 4;
const FAMILIES = ["quotes", "claims", "speakers", "check"];

/** Where packs are found by name: QUOTH_PATH, then what is installed. */
function packFolders() {
  const named = (process.env.QUOTH_PATH || "").split(":").filter(Boolean);
  const installed = PREFIXES.map((p) => path.join(p, "share/quoth/scripts"));
  return named.concat(installed.filter((p) => fs.existsSync(p)));
}

function defaultPacks(lang, folders) {
  return FAMILIES.filter((family) => folders.some((folder) =>
    fs.existsSync(path.join(folder, family, `${lang}.lua`))))
    .map((family) => `${family}.${lang}`);
}

function checkString(value, name) {
  if (typeof value !== "string") throw new TypeError(`${name} must be a string`);
}

/** Rule packs, compiled. Spans are `[start, end)` as `text.slice` counts. */
class Engine {
  #handle;
  #lang;
  #running = 0;
  #waiting = [];

  constructor({ packs, path: folders = [], lang = "en", source } = {}) {
    checkString(lang, "lang");
    if (source !== undefined) checkString(source, "source");
    const all = [...folders, ...packFolders()];
    const wanted = packs ?? (source === undefined ? defaultPacks(lang, all) : []);
    const names = Array.isArray(wanted) ? wanted : [wanted];
    names.concat(all).forEach((name) => checkString(name, "a pack or folder"));
    if (names.length === 0 && source === undefined) {
      throw new Error(`there are no packs for the language "${lang}"`);
    }
    this.#handle = native.create(names, all, source);
    this.#lang = lang;
  }

  /** Find who said what, now. */
  run(text, { lang = this.#lang } = {}) {
    checkString(text, "text");
    checkString(lang, "lang");
    return native.run(this.#handle, text, lang);
  }

  /** The same on a thread of the pool; no more at once than it has threads. */
  async runAsync(text, { lang = this.#lang } = {}) {
    checkString(text, "text");
    checkString(lang, "lang");
    if (this.#running < THREADS) this.#running++;
    else await new Promise((go) => this.#waiting.push(go));
    try {
      return await native.runAsync(this.#handle, text, lang);
    } finally {
      const next = this.#waiting.shift(); // it goes on in this one's stead
      if (next) next();
      else this.#running--;
    }
  }
}

/** Words, numbers, marks of a text: what patterns match. */
function tokens(text, lang = "en") {
  checkString(text, "text");
  checkString(lang, "lang");
  return native.tokens(text, lang);
}

module.exports = { Engine, tokens, version: native.version() };
