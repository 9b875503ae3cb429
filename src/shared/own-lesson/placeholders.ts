import type { Lab } from '../lab/lab.ts';

/** `@{address 2}`, `@{node 2}`, `@{worker 2}`, `@{network}`: what differs from lab to lab, in texts, commands and checks. */
const placeholder = /@\{([^{}]{0,40})\}/g;
const known = /^(?:network|(?:node|address|worker) (?:[1-9]|[1-5]\d|60))$/;

/** What looks like a placeholder and is none. */
export const wrongPlaceholders = (text: string): string[] =>
  [...text.matchAll(placeholder)].flatMap(({ 1: inside = '' }) => (known.test(inside) ? [] : [inside]));

/** The text for a lab. Names and addresses of a lab have no character that a shell or Markdown would read. One of a node that the lab has not stays. */
export function fill(text: string, { nodes, network }: Pick<Lab, 'nodes' | 'network'>): string {
  return text.replace(placeholder, (all, inside: string) => {
    if (inside === 'network') return network.name;
    if (!known.test(inside)) return all;
    const [what, number = ''] = inside.split(' ');
    const node = nodes[Number(number) - 1];
    if (!node) return all;
    if (what === 'worker') return `worker-${number}`;
    return what === 'address' ? node.address : node.name;
  });
}
