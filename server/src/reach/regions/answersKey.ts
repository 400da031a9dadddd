/** A short text that is the same for the same answers. */
export function answersKey(answers: readonly boolean[]): string {
  let key = "";
  for (let start = 0; start < answers.length; start += bitsOfUnit) {
    let unit = 0;
    const end = Math.min(answers.length, start + bitsOfUnit);
    for (let index = start; index < end; index++) unit = unit * 2 + Number(answers[index]);
    key += String.fromCharCode(unit);
  }
  return key;
}

/** Answers that one UTF-16 unit holds. */
const bitsOfUnit = 16;
