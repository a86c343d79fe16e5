/** The database of this browser: it survives a reload, a restart and a power cut. */
const name = "tracewright";
const version = 1;

export type Table = "acts" | "known";

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("acts", { keyPath: "n", autoIncrement: true });
      request.result.createObjectStore("known");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => {
      opened = undefined;
      reject(request.error ?? new Error("IndexedDB"));
    };
  });
  return opened;
}

/** Runs one request in a transaction of its own, and answers once that is on the disk. */
async function run<T>(
  table: Table,
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const transaction = (await open()).transaction(table, mode, { durability: "strict" });
  const request = act(transaction.objectStore(table));
  return await new Promise((resolve, reject) => {
    const fail = () => reject(transaction.error ?? new Error(`IndexedDB: ${table}`));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = fail;
    transaction.onabort = fail;
  });
}

/** All rows of a table, in the order of their keys. */
export const all = <T>(table: Table) => run<T[]>(table, "readonly", (s) => s.getAll() as IDBRequest<T[]>);

export const get = <T>(table: Table, key: string) =>
  run<T | undefined>(table, "readonly", (s) => s.get(key) as IDBRequest<T | undefined>);

/** Writes a row, over the one with its key. */
export const put = (table: Table, row: object, key?: string) => run(table, "readwrite", (s) => s.put(row, key));

export const remove = (table: Table, key: string | number) => run(table, "readwrite", (s) => s.delete(key));
