/** Asks for each item, one after the other; a promise only when one of the answers is. */
export function eachInOrder<Item, Answer>(
  items: readonly Item[],
  ask: (item: Item, index: number) => Answer | Promise<Answer>,
): Answer[] | Promise<Answer[]> {
  const answers: Answer[] = [];
  const rest = async (first: Promise<Answer>): Promise<Answer[]> => {
    answers.push(await first);
    for (let index = answers.length; index < items.length; index++)
      answers.push(await ask(items[index] as Item, index));
    return answers;
  };
  for (const [index, item] of items.entries()) {
    const answer = ask(item, index);
    if (answer instanceof Promise) return rest(answer);
    answers.push(answer);
  }
  return answers;
}
