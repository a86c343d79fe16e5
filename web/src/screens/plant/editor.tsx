import { useRef, useState, type KeyboardEvent } from "react";
import { useMessages } from "@/app/i18n";
import type { Fault } from "@/plant/check";
import classes from "./editor.module.css";
import { messages } from "./messages";

interface Props {
  label: string;
  text: string;
  faults: readonly Fault[];
  readOnly: boolean;
  onChange: (text: string) => void;
}

/** How high a line is, in pixels; editor.module.css has the same. */
const lineHeight = 20;

/** Writes YAML: with the numbers of lines, and what is wrong at its line. Below it, all faults lead to theirs. */
export function Editor({ label, text, faults, readOnly, onChange }: Props) {
  const t = useMessages(messages);
  const area = useRef<HTMLTextAreaElement>(null);
  const [scroll, setScroll] = useState(0);
  const count = text.split("\n").length;
  const at = new Map<number, Fault>();
  for (const f of faults) if (f.line && !at.has(f.line)) at.set(f.line, f);
  const go = (line: number) => {
    const lines = text.split("\n");
    const start = lines.slice(0, line - 1).reduce((n, l) => n + l.length + 1, 0);
    area.current?.focus();
    area.current?.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    area.current?.scrollTo({ top: Math.max(0, (line - 5) * lineHeight) });
  };
  return (
    <div>
      <div className={`card ${classes.editor ?? ""}`}>
        <div className={classes.numbers} aria-hidden>
          <div style={{ transform: `translateY(${-scroll}px)` }}>
            {Array.from({ length: count }, (_, i) => (
              <div key={i} data-fault={at.has(i + 1)}>
                {at.has(i + 1) ? "● " : ""}
                {i + 1}
              </div>
            ))}
          </div>
        </div>
        <textarea
          ref={area}
          className={classes.text}
          aria-label={label}
          aria-invalid={faults.length > 0}
          aria-describedby={faults.length > 0 ? "faults" : undefined}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          wrap="off"
          readOnly={readOnly}
          value={text}
          onChange={(e) => onChange(e.currentTarget.value)}
          onScroll={(e) => setScroll(e.currentTarget.scrollTop)}
          onKeyDown={indent}
        />
        <div className={classes.notes} aria-hidden>
          {[...at].map(([line, f]) => (
            <div key={line} style={{ top: (line - 1) * lineHeight - scroll + 8 }} className={classes.note}>
              {f.message}
            </div>
          ))}
        </div>
      </div>
      {faults.length > 0 ? (
        <div role="alert">
          <ul id="faults" className={classes.faults}>
            {faults.map((f) => (
              <li key={`${f.line ?? 0} ${f.path ?? ""} ${f.message}`}>
                {f.line ? (
                  <button type="button" className={classes.go} onClick={() => go(f.line ?? 1)}>
                    {t.lineNumber(f.line)}
                  </button>
                ) : null}{" "}
                <span className="world">
                  {f.path ? <b>{f.path}</b> : null} {f.message}
                  {f.fix ? `: ${f.fix}` : ""}
                </span>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  );
}

/** Begins a new line below the beginning of the one before. */
function indent(e: KeyboardEvent<HTMLTextAreaElement>): void {
  const { value, selectionStart, readOnly } = e.currentTarget;
  if (e.key !== "Enter" || e.ctrlKey || e.metaKey || readOnly) return;
  const line = value.slice(value.lastIndexOf("\n", selectionStart - 1) + 1, selectionStart);
  const begin = /^\s*(- )?/.exec(line)?.[0].replace("- ", "  ") ?? "";
  if (begin === "") return;
  e.preventDefault();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way by which a browser lets one take it back
  document.execCommand("insertText", false, `\n${begin}`);
}
