import { isIPv6 } from 'node:net';

const windowMs = 600_000;
/** A class behind one address mistypes, too. */
const mostOfAddress = 30;
const mostOfAll = 300;
const mostAddresses = 10_000;

/** Wrong codes and links of the last ten minutes: who gave too many is not listened to, however right the next one is. */
export class Guesses {
  readonly #now: () => number;
  readonly #wrong = new Map<string, number[]>();
  #all: number[] = [];

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Whether somebody there may try. */
  mayTry(address: string): boolean {
    const key = keyOf(address);
    this.#all = this.#recent(this.#all);
    const own = this.#recent(this.#wrong.get(key) ?? []);
    if (own.length > 0) this.#wrong.set(key, own);
    else this.#wrong.delete(key);
    return own.length < mostOfAddress && this.#all.length < mostOfAll;
  }

  wrong(address: string): void {
    const key = keyOf(address);
    const own = [...(this.#wrong.get(key) ?? []), this.#now()].slice(-mostOfAddress);
    this.#wrong.delete(key);
    this.#wrong.set(key, own);
    this.#all = [...this.#all, this.#now()].slice(-mostOfAll);
    const [oldest] = this.#wrong.keys();
    if (this.#wrong.size > mostAddresses && oldest !== undefined) this.#wrong.delete(oldest);
  }

  #recent(times: readonly number[]): number[] {
    return times.filter((at) => at > this.#now() - windowMs);
  }
}

/** Of IPv6 the network, in which one machine has as many addresses as it likes. */
export function keyOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.toLowerCase().split('::');
  const parts = (text: string) => (text === '' ? [] : text.split(':'));
  const [first, last] = [parts(head), parts(tail ?? '')];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
  return [...first, ...Array<string>(zeros).fill('0'), ...last]
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':');
}
