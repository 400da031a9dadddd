import { quote } from "../../policy/words/plain/quote";
import { readerKey } from "../json/readerKeys";

/** A field that a decision depends on. */
interface Field {
  readonly name: string;
  readonly bit: number;
}

/** Fields by their names, and by these as the most lenient reader takes them. */
export type Fields = ReadonlyMap<string, Field>;

export function fieldsOf(names: readonly string[]): Fields {
  const fields = names.map((name, index): Field => ({ name, bit: 1 << index }));
  return new Map(fields.flatMap((field) => [field.name, readerKey(field.name)].map((key) => [key, field] as const)));
}

/** The fields of one object, as its keys come. */
export class SeenFields {
  readonly #fields: Fields;
  #seen = 0;
  /** Why readers may disagree on them, in a sentence. */
  unclear: string | undefined;

  constructor(fields: Fields) {
    this.#fields = fields;
  }

  /** The field that a key is for some reader. */
  add(key: string): string | undefined {
    // Most are written as they should be.
    const field = this.#fields.get(key) ?? this.#fields.get(readerKey(key));
    if (field === undefined) return undefined;
    const { name, bit } = field;
    if ((this.#seen & bit) !== 0) this.unclear ??= `The message has the key "${name}" twice.`;
    else if (key !== name)
      this.unclear ??= `The key "${name}" is written ${quote(key)}, which some servers take for it.`;
    this.#seen |= bit;
    return name;
  }
}
