import type { Page } from "playwright-core";

/** What is reached by keyboard alone, and what a finger can hit. */
export interface Reach {
  /** What Tab does not come to, or comes to out of turn. */
  unreached: string[];
  /** What does not show that it has the focus. */
  unseen: string[];
  /** What lies under something else while it has the focus. */
  hidden: string[];
  /** Targets that are too small, with their size in CSS pixels. */
  small: string[];
}

/** Stops of Tab that are looked at: the rows of a long list are alike. */
const stops = 30;

/** Goes through a page by Tab, and measures its targets. */
export async function reach(page: Page, least: number): Promise<Reach> {
  const small = await page.evaluate(tooSmall, least);
  const expected = await page.evaluate(watchFocus, stops);
  const keyboard = await page.context().newCDPSession(page);
  const tab = { key: "Tab", code: "Tab", windowsVirtualKeyCode: 9 };
  const began = Date.now() / 1000;
  // The times are given, so that the listener for scans hears a person.
  await Promise.all(
    Array.from({ length: expected }).flatMap((_, i) => [
      keyboard.send("Input.dispatchKeyEvent", { ...tab, type: "rawKeyDown", timestamp: began + i * 0.4 }),
      keyboard.send("Input.dispatchKeyEvent", { ...tab, type: "keyUp", timestamp: began + i * 0.4 + 0.1 }),
    ]),
  );
  await keyboard.detach();
  return { ...(await page.evaluate(whatWasReached)), small };
}

interface Walk {
  wanted: Element[];
  order: Element[];
  unseen: string[];
  hidden: string[];
  leave: () => void;
}
declare global {
  interface Window {
    walk: Walk;
  }
}

/** Begins before the first stop, and notes what each stop looks like with the focus. Runs in the page. */
function watchFocus(stops: number): number {
  const still = new CSSStyleSheet();
  still.replaceSync("* { transition: none !important; animation: none !important; }");
  document.adoptedStyleSheets.push(still);
  const name = (e: Element) =>
    `${e.tagName.toLowerCase()} “${(e.getAttribute("aria-label") ?? e.closest("label")?.textContent ?? e.textContent).trim().slice(0, 30) || e.id}”`;
  const all = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  const group = (e: HTMLInputElement) => [...document.querySelectorAll<HTMLInputElement>(`input[name="${e.name}"]`)];
  const root = document.querySelector("[role=dialog]") ?? document.body;
  const start = document.createElement("div");
  start.tabIndex = -1;
  root.prepend(start);
  start.focus();
  const wanted = [...root.querySelectorAll<HTMLElement>(all)].filter((e) => {
    if (e.matches(":disabled") || e.tabIndex < 0 || e.closest("[inert]") || !e.checkVisibility()) return false;
    if (getComputedStyle(e).visibility !== "visible") return false;
    if (!(e instanceof HTMLInputElement) || e.type !== "radio") return true;
    const alike = group(e).filter((r) => !r.disabled);
    return e === (alike.find((r) => r.checked) ?? alike[0]);
  });
  /** What shows the focus: the field, what is drawn beside it, or what is around it, such as the card of a link. */
  const shown = (e: Element) =>
    [
      e,
      e.nextElementSibling,
      e.parentElement,
      e.parentElement?.nextElementSibling,
      e.parentElement?.parentElement,
    ].flatMap((of) => {
      if (!of) return [];
      const s = getComputedStyle(of);
      const outline = s.outlineStyle === "none" || s.outlineWidth === "0px" ? "" : s.outline;
      return [`${outline} ${s.boxShadow} ${s.borderColor} ${s.backgroundColor} ${s.textDecorationLine}`];
    });
  const before = new Map(wanted.map((e) => [e, shown(e)]));
  const walk: Walk = { wanted: wanted.slice(0, stops), order: [], unseen: [], hidden: [], leave: () => undefined };
  window.walk = walk;
  const free = (e: Element) => {
    const own = e.getClientRects()[0];
    const box = own && own.width > 2 && own.height > 2 ? own : (e.parentElement ?? e).getBoundingClientRect();
    const of = e.closest("label") ?? e.parentElement;
    return [0.5, 0.1, 0.9].some((x) =>
      [0.5, 0.15, 0.85].some((y) => {
        const at = document.elementFromPoint(box.x + box.width * x, box.y + box.height * y);
        return at !== null && (e.contains(at) || of?.contains(at));
      }),
    );
  };
  let last: Element | undefined;
  let seen = true;
  walk.leave = () => {
    if (last && !seen && last.isConnected && !free(last)) walk.hidden.push(name(last));
  };
  document.addEventListener("focusin", ({ target }) => {
    walk.leave(); // it has been scrolled to by now
    last = target as Element;
    seen = free(last);
    walk.order.push(last);
    const now = shown(last);
    if (before.has(last as HTMLElement) && before.get(last as HTMLElement)?.join("|") === now.join("|"))
      walk.unseen.push(name(last));
  });
  // A date has a stop for each of its parts, and what scrolls is a stop, too.
  const dates = walk.wanted.filter((e) => e.matches("[type^=date], [type=time]")).length;
  return walk.wanted.length + 8 * dates + 6;
}

/** Compares what was reached with what should be. Runs in the page. */
function whatWasReached(): Omit<Reach, "small"> {
  const { wanted, order, unseen, hidden, leave } = window.walk;
  leave();
  const name = (e: Element) =>
    `${e.tagName.toLowerCase()} “${(e.getAttribute("aria-label") ?? e.closest("label")?.textContent ?? e.textContent).trim().slice(0, 30) || e.id}”`;
  const reached = order.slice(0, order.indexOf(wanted.at(-1) ?? document.body) + 1 || undefined);
  const dialog = document.querySelector("[role=dialog]"); // there Tab goes round
  const late = (dialog ? [] : reached).filter((e, i) => {
    const before = reached[i - 1];
    return (
      before?.isConnected &&
      e.isConnected &&
      wanted.includes(e) &&
      wanted.includes(before) &&
      (before.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING) === 0
    );
  });
  // What a live page has put another in the place of cannot be reached any more.
  const missed = wanted.filter((e) => e.isConnected && !order.includes(e));
  const unreached = [...missed, ...late].map(name);
  return { unreached, unseen, hidden };
}

/** Measures what a finger is to hit. Runs in the page. */
function tooSmall(least: number): string[] {
  const name = (e: Element) =>
    `${e.tagName.toLowerCase()} “${(e.getAttribute("aria-label") ?? e.closest("label")?.textContent ?? e.textContent).trim().slice(0, 30) || e.id}”`;
  const targets = [
    ...(document.querySelector("[role=dialog]") ?? document).querySelectorAll<HTMLElement>(
      "a[href], button, input, select, textarea, summary, [role=button], [role=tab]",
    ),
  ]
    .filter(
      (e) =>
        e.checkVisibility({ visibilityProperty: true }) &&
        !e.matches(":disabled, [type=hidden]") &&
        !e.closest("[inert]"),
    )
    .flatMap((e) => {
      const drawn = e.getBoundingClientRect();
      const choice = e instanceof HTMLInputElement && ["radio", "checkbox"].includes(e.type) ? e : undefined;
      const label = choice?.labels?.[0]?.getBoundingClientRect();
      const box = label ? around(drawn, label) : drawn;
      return box.width > 1 && box.height > 1 ? [{ e, box }] : []; // what is seen with the focus only is not for fingers
    });
  function around(a: DOMRect, b: DOMRect): DOMRect {
    const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
    return new DOMRect(x, y, Math.max(a.right, b.right) - x, Math.max(a.bottom, b.bottom) - y);
  }
  return targets.flatMap(({ e, box }) => {
    if (box.width >= least - 0.5 && box.height >= least - 0.5) return [];
    const inline = getComputedStyle(e).display === "inline" && (e.parentElement?.textContent ?? "") !== e.textContent;
    if (least <= 24 && inline) return []; // WCAG 2.5.8: within a sentence
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const near = targets.some((other) => {
      if (other.e === e || other.e.contains(e) || e.contains(other.e)) return false;
      const dx = Math.max(other.box.x - x, 0, x - other.box.right);
      const dy = Math.max(other.box.y - y, 0, y - other.box.bottom);
      return Math.hypot(dx, dy) < least / 2;
    });
    if (least <= 24 && !near) return []; // WCAG 2.5.8: there is room around it
    return [`${name(e)} ${Math.round(box.width)} × ${Math.round(box.height)}`];
  });
}
