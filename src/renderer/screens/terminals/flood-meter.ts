const spanMs = 100;
/** More than this in one span is a flood: nobody reads a thousand lines in a tenth of a second. */
const floodBytes = 96 * 1024;

/** Whether more comes than anybody can read, by what came in this tenth of a second or in the one before. */
export class FloodMeter {
  readonly #now: () => number;
  #since = 0;
  #came = 0;
  #before = 0;

  constructor(now = () => performance.now()) {
    this.#now = now;
  }

  add(bytes: number): void {
    const now = this.#now();
    const passed = now - this.#since;
    if (passed >= spanMs) {
      this.#before = passed < 2 * spanMs ? this.#came : 0;
      this.#since = now;
      this.#came = 0;
    }
    this.#came += bytes;
  }

  get isFlood(): boolean {
    return Math.max(this.#came, this.#before) > floodBytes;
  }
}
