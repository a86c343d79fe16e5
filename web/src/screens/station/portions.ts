/** What became of a lot: how much is good and how much is scrap, as the texts that were entered. */
export interface Counted {
  good: string;
  scrap: string;
}

/** What is wrong with a count, or what it says. */
export interface Told {
  wrong?: "number" | "nothing" | "more" | "reason";
  /** How much stays in work; "0" where all of it is done. */
  rest: string;
  args?: object;
}

const exact = 1e6; // quantities have at most six decimals here

const number = (text: string): number | undefined => {
  const plain = text.replace(",", ".").trim();
  if (plain === "") return 0;
  return /^\d{1,9}(\.\d{1,6})?$/.test(plain) ? Math.round(Number(plain) * exact) : undefined;
};

const text = (n: number) => String(n / exact);

/** What is left of a total. */
export function rest(total: string, taken: string): string | undefined {
  const [all, some] = [number(total), number(taken)];
  return all === undefined || some === undefined || some > all ? undefined : text(all - some);
}

/** What a count of a lot says to the server: the arguments of complete, or what is wrong with it. */
export function told(object: string, total: string, counted: Counted, reason: string, reasoned: boolean): Told {
  const [all, good, scrap] = [number(total) ?? 0, number(counted.good), number(counted.scrap)];
  if (good === undefined || scrap === undefined) return { wrong: "number", rest: "0" };
  const left = all - good - scrap;
  if (left < 0) return { wrong: "more", rest: "0" };
  if (good + scrap === 0) return { wrong: "nothing", rest: text(left) };
  if (scrap > 0 && reasoned && !reason) return { wrong: "reason", rest: text(left) };
  const quantities = [
    ...(good > 0 ? [{ outcome: "good", quantity: text(good) }] : []),
    ...(scrap > 0 ? [{ outcome: "scrap", quantity: text(scrap), ...(reason ? { reason } : {}) }] : []),
  ];
  return { rest: text(left), args: { object, quantities, ...(left > 0 ? { partial: true } : {}) } };
}
