import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import sharp from "sharp";

/** A moving picture of what a person does, for the README: pictures one after the other, each shown for a time. */
export class Film {
  readonly #page: Page;
  readonly #pictures: Buffer[] = [];
  readonly #delays: number[] = [];

  constructor(page: Page) {
    this.#page = page;
  }

  /** Takes a picture that is shown for so many milliseconds. */
  async show(delay: number): Promise<void> {
    this.#pictures.push(await this.#page.screenshot());
    this.#delays.push(delay);
  }

  /** Types as a person does, with a picture for every few characters. */
  async type(text: string, every = 3): Promise<void> {
    for (let at = 0; at < text.length; at += every) {
      await this.#page.keyboard.type(text.slice(at, at + every), { delay: 10 });
      await this.show(120);
    }
  }

  /** Writes it as an animated WebP, `docs/images/NAME.webp`, of this width in pixels. Returns its size in bytes. */
  async save(name: string, width: number): Promise<number> {
    const file = fileURLToPath(new URL(`../../docs/images/${name}.webp`, import.meta.url));
    mkdirSync(dirname(file), { recursive: true });
    const frames = await Promise.all(
      this.#pictures.map((picture) => sharp(picture).resize({ width }).png().toBuffer()),
    );
    const { size } = await sharp(frames, { join: { animated: true } })
      .webp({ lossless: true, effort: 6, loop: 0, delay: this.#delays })
      .toFile(file);
    return size;
  }
}
