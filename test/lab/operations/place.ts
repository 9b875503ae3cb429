import { onTestFinished } from 'vitest';
import type { RemoteNode } from '../../../src/core/machine/port.ts';

/** Where operations are proved: two nodes, a lab that somebody may have built there, and what plain commands say. */
export interface Place {
  node: RemoteNode;
  other: RemoteNode;
  /** The lab that is built there, for those that need one. */
  lab: string;
  network: string;
}

/** Tries one operation, and compares what it told and did with what plain commands say. */
export type Proof = (place: Place) => Promise<void>;

/** What a shell on the node prints; its end is cut. */
export async function sh(node: RemoteNode, script: string): Promise<string> {
  return (await node.script(script, [], { expect: 'any' })).stdout.trimEnd();
}

/** Waits until a command succeeds there; it is given up after a while, and what follows says what is wrong. */
export const untilThere = (node: RemoteNode, command: string): Promise<string> =>
  sh(node, `timeout 20 sh -c 'until ${command}; do sleep 0.1; done' >/dev/null 2>&1`);

/** A lab of nobody's, whose directory is there while one operation is proved. */
export const scratchLab = 'proof';
export const scratchDirectory = `/var/lib/overlay-lab/${scratchLab}`;

export async function withScratch(node: RemoteNode, make = ':'): Promise<void> {
  onTestFinished(async () => void (await sh(node, `rm -rf ${scratchDirectory}; rmdir /var/lib/overlay-lab`)));
  await sh(node, `mkdir -p -m 700 ${scratchDirectory} && cd ${scratchDirectory} && { ${make}; }`);
}

/** A file of a unit that only these proofs have. */
export async function withUnit(node: RemoteNode, command: string, name = 'proof.service'): Promise<void> {
  const file = `/etc/systemd/system/${name}`;
  onTestFinished(
    async () =>
      void (await sh(
        node,
        `systemctl stop ${name}; systemctl disable -q ${name}; rm -f ${file}; systemctl daemon-reload; systemctl reset-failed ${name}`,
      )),
  );
  const text = `# for the lab "${scratchLab}"\n[Service]\nExecStart=${command}\n[Install]\nWantedBy=multi-user.target\n`;
  await node.script(`cat >${file}; systemctl daemon-reload`, [], { stdin: text });
}
