import type { Question } from '../../../shared/wire/question.ts';

export type AskedSecret = Exclude<Question, { kind: 'host-key' | 'lab-file' }>;

/**
 * The question that was asked first, with those that one answer can serve: host keys of one lab, passwords of one user
 * in one lab, one key's passphrase. Nodes are connected to at the same time, so a lab of ten asks ten times.
 */
export function askedTogether(open: readonly Question[]): Question[] {
  const [first] = open;
  return first ? open.filter((other) => isAlike(first, other)) : [];
}

function isAlike(first: Question, other: Question): boolean {
  if (first.id === other.id) return true;
  if (first.lab !== other.lab || first.kind !== other.kind) return false;
  if (first.kind === 'lab-file') return false;
  if (first.kind === 'passphrase') return other.kind === 'passphrase' && first.file === other.file;
  if (first.kind === 'host-key') return true;
  return 'user' in other && first.user === other.user;
}

/** One key that a machine presents, and the questions of all nodes that are reached there, as by way of a jump host. */
export interface PresentedKey {
  nodes: string[];
  host: string;
  port: number;
  type: string;
  fingerprint: string;
  claimed: boolean;
}

export function presentedKeys(questions: readonly Extract<Question, { kind: 'host-key' }>[]): PresentedKey[] {
  const keys = new Map<string, PresentedKey>();
  for (const { node, host, port, type, fingerprint, claimed = false } of questions) {
    const name = JSON.stringify([host, port, type, fingerprint]);
    const known = keys.get(name);
    if (!known) keys.set(name, { nodes: [node], host, port, type, fingerprint, claimed });
    else if (!known.nodes.includes(node)) known.nodes.push(node);
  }
  return [...keys.values()];
}
