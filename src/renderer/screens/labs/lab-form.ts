import { type LabFile, labFileSchema } from '../../../shared/lab/lab.ts';
import { inWords } from '../../../shared/texts/text.ts';
import type { TrackId } from '../../../shared/tracks/tracks.ts';
import { issueWords } from '../../../shared/zod-words.ts';

/** What the form holds: text as it was typed. */
export interface NodeForm {
  name: string;
  address: string;
  host: string;
  port: string;
  user: string;
  identityFile: string;
}

export interface LabForm {
  name: string;
  /** `auto`: the file names none, and the engines decide. */
  track: TrackId | 'auto';
  network: string;
  subnet: string;
  nodes: NodeForm[];
}

export const emptyNode = (index: number): NodeForm => ({
  name: `node${index + 1}`,
  address: '',
  host: '',
  port: '',
  user: '',
  identityFile: '',
});

export const emptyForm = (): LabForm => ({
  name: '',
  track: 'auto',
  network: 'myapp',
  subnet: '',
  nodes: [emptyNode(0), emptyNode(1)],
});

/** The lab that the form describes, or what is wrong, by field: `nodes.0.address`. */
export function readForm(form: LabForm): { lab: LabFile } | { problems: Record<string, string> } {
  const text = (value: string) => value.trim() || undefined;
  const parsed = labFileSchema.safeParse({
    name: form.name.trim(),
    track: form.track === 'auto' ? undefined : form.track,
    network: { name: text(form.network), subnet: text(form.subnet) },
    nodes: form.nodes.map((node) => ({
      name: node.name.trim(),
      address: node.address.trim(),
      ssh: {
        host: text(node.host) ?? node.address.trim(),
        port: node.port.trim() === '' ? undefined : Number(node.port),
        user: text(node.user),
        identityFile: text(node.identityFile),
      },
    })),
  });
  if (parsed.success) return { lab: parsed.data };
  const problems: Record<string, string> = {};
  for (const issue of parsed.error.issues)
    problems[issue.path.filter((part) => part !== 'ssh').join('.')] ??= inWords(issueWords(issue));
  return { problems };
}

/** Hosts of ~/.ssh/config as nodes; an address that stands there as HostName is taken over. */
export function nodesOfHosts(hosts: { host: string; hostName?: string; user?: string }[]): NodeForm[] {
  return hosts.map(({ host, hostName }, index) => ({
    ...emptyNode(index),
    host,
    address: /^\d+(\.\d+){3}$/.test(hostName ?? '') ? (hostName ?? '') : '',
  }));
}
