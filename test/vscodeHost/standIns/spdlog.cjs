/**
 * Stands in for @vscode/spdlog, a compiled logger: the same lines in the same files, written at once. With it VS Code's
 * log output channels have text on a machine without a compiler. Files are not rotated; a test's profile is short-lived.
 */
const { appendFileSync, mkdirSync } = require("node:fs");
const { dirname } = require("node:path");

const levelNames = ["trace", "debug", "info", "warning", "error", "critical"];

class Logger {
  #file;
  #level = levelNames.indexOf("info");
  #isPlain = false;

  constructor(_kind, _name, file) {
    mkdirSync(dirname(file), { recursive: true });
    this.#file = file;
    for (const [level, name] of levelNames.entries()) {
      const method = name === "warning" ? "warn" : name;
      this[method] = (message) => this.#write(level, message);
    }
  }

  getLevel() {
    return this.#level;
  }

  setLevel(level) {
    this.#level = level;
  }

  /** VS Code uses one pattern only, and it is the one written here. */
  setPattern() {
    this.#isPlain = false;
  }

  clearFormatters() {
    this.#isPlain = true;
  }

  flush() {}

  drop() {}

  #write(level, message) {
    if (level < this.#level) return;
    const line = this.#isPlain ? message : `${localTime(new Date())} [${levelNames[level]}] ${message}\n`;
    try {
      appendFileSync(this.#file, line);
    } catch {
      // The profile is being removed: a log must not end the process that it is about.
    }
  }
}

/** The logger's "%Y-%m-%d %H:%M:%S.%e". */
function localTime(date) {
  const utcOfLocal = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return utcOfLocal.toISOString().replace("T", " ").replace("Z", "");
}

const createLogger = async (name, file) => new Logger("rotating", name, file);

exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
