import { z } from 'zod';
import { LabError, wordsOf } from '../../shared/errors.ts';
import { mapStrings, texts, type Words } from '../../shared/texts/text.ts';
import { parseJson } from '../gates/limits.ts';
import { engineInfo, labLabel } from './engine.ts';
import { isGone, statusOf } from './engine-objects.ts';
import { nothing, operation } from './operation.ts';
import { ownDirectoryScript, stateDirectory } from './own-directory.ts';
import type { Node } from './port.ts';
import { membershipOf } from './swarm.ts';

const id = z.string().regex(/^[0-9a-f]{64}$/);

/** One end of somebody else's container on a bridge that leaving takes it off, as the engine's API wants it back. */
const attachmentSchema = z.object({
  network: id,
  container: id,
  name: z.string().max(300),
  end: z.object({
    IPAMConfig: z
      .object({ IPv4Address: z.string(), IPv6Address: z.string(), LinkLocalIPs: z.array(z.string()) })
      .partial()
      .optional(),
    Aliases: z.array(z.string()).optional(),
    Links: z.array(z.string()).optional(),
    DriverOpts: z.record(z.string(), z.string()).optional(),
    MacAddress: z.string().optional(),
  }),
});
export type Attachment = z.infer<typeof attachmentSchema>;

/**
 * Takes an engine out of its swarm. Leaving also takes containers that have nothing to do with the swarm off every bridge
 * that was made with `--attachable`, with their published ports (moby#42877): they are noted on the node first, and
 * connected again, by whoever comes next where this is interrupted. Throws where one could not be: its note stays.
 */
export async function leaveSwarm(node: Node, lab: string): Promise<void> {
  const attachments = await attachedToBridges(node, lab);
  if (attachments.length > 0) await node.run(attachedNote, { lab, attachments });
  await leave(node);
  await reconnectNoted(node, lab);
}

/** Connects what is noted; nothing where there is no note. */
export async function reconnectNoted(node: Node, lab: string): Promise<void> {
  const noted = await node.run(attachedRead, { lab });
  if (noted.length === 0) return;
  const bridges = (await localBridges(node)).map(({ Id }) => Id);
  const lost = await connectAgain(
    node,
    noted.filter(({ network }) => bridges.includes(network)),
  );
  if (lost.length > 0)
    throw new LabError(
      'not-proved',
      texts.machine.notConnectedAgain({
        each: lost.map(({ one, why }) => texts.machine.oneNotConnected({ container: one.name, why })),
      }),
      {
        node: node.name,
        remedy: texts.machine.notConnectedRemedy({ node: node.name, commands: lost.map(({ one }) => connectOf(one)) }),
      },
    );
  await node.run(attachedForget, { lab });
}

const connectOf = ({ network, container }: Attachment): string =>
  `docker network connect ${network.slice(0, 12)} ${container.slice(0, 12)}`;

/** Without force a manager does not go; a node that lost its swarm has nobody to ask. */
async function leave(node: Node): Promise<void> {
  let refusal: Error | undefined;
  // An engine that has just started says only a moment later that it is a manager.
  for (let left = 3; left > 0; left -= 1) {
    const { state, isManager } = membershipOf(await engineInfo(node));
    if (state === 'inactive') return;
    try {
      await node.docker.swarmLeave({ force: isManager || state !== 'active' });
    } catch (error) {
      // Also where it is in none any more, and where it is a manager after all: so it is asked again what it is.
      if (statusOf(error) !== 503) throw error;
      refusal = error as Error;
    }
  }
  if (membershipOf(await engineInfo(node)).state !== 'inactive')
    throw refusal ?? new LabError('docker-failed', texts.machine.didNotLeave({ node: node.name }), { node: node.name });
}

async function localBridges(node: Node) {
  const networks = await node.docker.listNetworks();
  return networks.filter((one) => one.Scope === 'local' && (one as { Attachable?: boolean }).Attachable);
}

/** Ends of running containers on attachable networks of this node alone. */
async function attachedToBridges(node: Node, lab: string): Promise<Attachment[]> {
  const bridges = (await localBridges(node)).map(({ Id }) => Id);
  if (bridges.length === 0) return [];
  const containers = (await node.docker.listContainers()).filter(({ Labels }) => Labels[labLabel] !== lab);
  const found = await Promise.all(
    containers.map(async ({ Id }) => {
      const { Name, NetworkSettings } = await node.docker.getContainer(Id).inspect();
      return Object.values(NetworkSettings.Networks ?? {}).flatMap((end): Attachment[] => {
        if (!bridges.includes(end.NetworkID)) return [];
        const { IPAMConfig, Aliases, Links, DriverOpts, MacAddress } = end as unknown as Record<string, unknown>;
        const parsed = attachmentSchema.safeParse({
          network: end.NetworkID,
          container: Id,
          name: Name.replace(/^\//, ''),
          end: {
            ...(IPAMConfig ? { IPAMConfig } : {}),
            // The engine gives the short id as an alias by itself.
            ...(Array.isArray(Aliases) && { Aliases: Aliases.filter((one) => !Id.startsWith(String(one))) }),
            ...(Links ? { Links } : {}),
            ...(DriverOpts ? { DriverOpts } : {}),
            ...(MacAddress ? { MacAddress } : {}),
          },
        });
        return parsed.success ? [parsed.data] : [];
      });
    }),
  );
  return found.flat();
}

/** On the disk before the engine leaves: throws where it cannot be written. What an earlier attempt noted stays. */
export const attachedNote = operation<{ lab: string; attachments: readonly Attachment[] }>({
  name: 'swarm.note-attached',
  program: ({ lab, attachments }) => ({
    script: `${ownDirectoryScript}
umask 077
enter "$1" || { echo "$why"; exit 45; }
{ head -c 1000000 attached 2>/dev/null; cat; } >attached.new && sync attached.new && mv -f attached.new attached && sync .
`,
    words: [stateDirectory(lab)],
    stdin: `${Buffer.from(JSON.stringify(attachments)).toString('base64')}\n`,
    expect: 'any',
  }),
  read({ status, stdout, stderr }, { node }) {
    if (status !== 0)
      throw new LabError(
        'command-failed',
        texts.machine.attachedNotNoted({ node, said: `${stdout} ${stderr}`.trim().slice(0, 200) }),
        { node, remedy: texts.machine.attachedNotNotedRemedy },
      );
  },
});

/** What is noted; nothing of it is lost for a note that is torn. */
export const attachedRead = operation<{ lab: string }, Attachment[]>({
  name: 'swarm.attached',
  program: ({ lab }) => ({
    script: `${ownDirectoryScript}
[ -d "$1" ] && enter "$1" && head -c 1000000 attached 2>/dev/null
:`,
    words: [stateDirectory(lab)],
  }),
  read: ({ stdout }) => stdout.split('\n').filter(Boolean).flatMap(readNotes),
});

export const attachedForget = operation<{ lab: string }>({
  name: 'swarm.forget-attached',
  program: ({ lab }) => ({
    script: `${ownDirectoryScript}
enter "$1" && rm -f attached attached.new
:`,
    words: [stateDirectory(lab)],
  }),
  read: nothing,
});

function readNotes(base64: string): Attachment[] {
  try {
    const text = Buffer.from(base64, 'base64').toString('utf8');
    return z.array(attachmentSchema).parse(parseJson(text, { bytes: 1024 * 1024 }, { what: '' }));
  } catch {
    return []; // torn, or somebody else's
  }
}

/** Those that the engine would not take back. One that is gone, or is on the network again, needs nothing. */
async function connectAgain(
  node: Node,
  attachments: readonly Attachment[],
): Promise<{ one: Attachment; why: Words }[]> {
  const lost: { one: Attachment; why: Words }[] = [];
  const isFixed = ({ end }: Attachment) => Boolean(end.IPAMConfig?.IPv4Address || end.IPAMConfig?.IPv6Address);
  // Before others are given the addresses that somebody chose.
  for (const one of attachments.toSorted((left, right) => Number(isFixed(right)) - Number(isFixed(left))))
    try {
      const { network, container, end } = one;
      await node.docker.getNetwork(network).connect({ Container: container, EndpointConfig: end });
    } catch (error) {
      const isThere = statusOf(error) === 403 && /already exists/.test(String(error));
      const why = mapStrings(wordsOf(error), (said) => said.slice(0, 200));
      if (!isThere && !isGone(error)) lost.push({ one, why });
    }
  return lost;
}
