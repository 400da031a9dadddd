const minute = 60;
const day = 86_400;

/**
 * What is written below a chart at these instants, in epoch seconds, ascending: the shortest form that tells them apart.
 * Times are UTC.
 */
export function timeLabels(instants: readonly number[]): string[] {
  const written = instants.map((seconds) => new Date(Math.round(seconds * 1_000)).toISOString());
  const forms = formsFor(instants).map((form) => written.map(form));
  return forms.find((labels) => new Set(labels).size === new Set(written).size) ?? written;
}

type Form = (iso: string) => string;

/** From short to long; a time without its seconds only where all are full minutes. */
function formsFor(instants: readonly number[]): readonly Form[] {
  const areAll = (length: number): boolean => instants.every((seconds) => seconds % length === 0);
  const dates: readonly Form[] = [(iso) => iso.slice(5, 10), (iso) => iso.slice(0, 10)];
  const end = areAll(minute) ? 16 : areAll(1) ? 19 : 23;
  const times: readonly Form[] = [
    (iso) => iso.slice(11, end),
    (iso) => `${iso.slice(5, 10)} ${iso.slice(11, end)}`,
    (iso) => `${iso.slice(0, 10)} ${iso.slice(11, end)}`,
  ];
  return areAll(day) ? dates : times;
}
