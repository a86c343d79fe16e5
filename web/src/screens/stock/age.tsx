import { useFormat } from "@/app/format";
import { useMessages } from "@/app/i18n";
import { ageOf, ages, fullness } from "./ages";
import { messages } from "./messages";
import { stockRoute, type Search } from "./route";
import classes from "./stock.module.css";

/** Changes what the address narrows the list to. */
export function useSearchChange() {
  const navigate = stockRoute.useNavigate();
  return (change: Search) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
}

/** How long something has been there, as a bar and in words. */
export function Age({ since, now }: { since: string | undefined; now: number }) {
  const format = useFormat();
  if (!since) return <>–</>;
  return (
    <span className={classes.age} data-age={ageOf(since, now)}>
      <span className={classes.bar} aria-hidden>
        <span style={{ width: `${fullness(since, now) * 100}%` }} />
      </span>
      {format.ago(since, now)}
    </span>
  );
}

/** How much of it is how old. */
export function Classes({
  rows,
  now,
}: {
  rows: readonly { objects: number; oldest?: string | undefined }[];
  now: number;
}) {
  const t = useMessages(messages);
  const format = useFormat();
  const counts = ages.map((a) => ({
    id: a.id,
    n: rows.reduce((n, w) => n + (w.oldest && ageOf(w.oldest, now) === a.id ? w.objects : 0), 0),
  }));
  const most = Math.max(1, ...counts.map((c) => c.n));
  return (
    <dl className={classes.classes} aria-label={t.age}>
      {counts.map((c) => (
        <div key={c.id} data-age={c.id}>
          <dt>{t[c.id]}</dt>
          <dd>
            <span className={classes.column} style={{ width: `${(c.n / most) * 100}%` }} aria-hidden />
            {format.number(c.n)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
