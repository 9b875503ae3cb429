/** What a ledger asks of whoever opens it. */
export interface LedgerHooks {
  /** Reads the node before its first change. */
  takeBaseline: () => Promise<string>;
  /** Keeps a copy of the baseline on the app's own machine. */
  keepBaseline: (text: string) => Promise<void>;
}
