import { userChain } from '../lab-rules.ts';

/** A fault that the app makes on purpose on a node, and can always take back: what a drill is made of. */
export interface Fault {
  /** What each of its words may be. What is given comes first, then what `look` prints. */
  words: readonly RegExp[];
  /** Prints what stood there before and has to be known for taking it back, a word a line; gets the given words. */
  look?: string;
  /** Gets all words, as `heal`. */
  make: string;
  /** From whatever state: not begun, half made, made, or healed by a hand already. */
  heal: string;
}

export const words = {
  address: /^(\d{1,3}\.){3}\d{1,3}$/,
  link: /^[a-zA-Z0-9][\w.-]{0,14}$/,
  mac: /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/,
  /** Of a container or a network of the engine's. */
  name: /^[a-zA-Z0-9][\w.-]{0,127}$/,
  number: /^\d{1,6}$/,
  subnet: /^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/,
  /** A small file. */
  base64: /^[A-Za-z0-9+/]{0,60000}={0,2}$/,
} as const;

/** What the lab's own rules are told by. */
export const ruleMarkPattern = /^overlay-lab:[a-z0-9][\w.-]{0,62}$/;

/** The subnet that the lab's rule is about; $1 its mark. */
export const rulesSubnet = `iptables -w 5 -S ${userChain} | grep -F -- "--comment \\"$1\\" " | head -n1 | sed 's/.* -s \\([0-9./]*\\) .*/\\1/'`;

/** The link that has an address. */
export const underlay = `underlay() { ip -o -4 addr | awk -v a="$1/" 'index($4, a) == 1 {print $2; exit}'; }`;
